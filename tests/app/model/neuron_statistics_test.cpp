#include "app/model/neuron_statistics.h"

#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "core/crossings/activation_pattern.h"
#include "tests/support/analysed_run.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("model");

TEST_CASE("flat places and neurons are each other's inverse") {
  const Architecture shape{{2, 3, 5, 1, 2}};
  for (int index = 0; index < shape.hiddenNeuronCount(); ++index) {
    CHECK(neuronIndex(shape, neuronAt(shape, static_cast<std::size_t>(index))) == index);
  }
  CHECK(neuronAt(shape, 3) == NeuronId{2, 0});
}

TEST_CASE("the activation counts are those of the exact mask") {
  const auto session = testing::sessionWith({"network.hidden=9,7", "data.samples=60"});
  testing::takeSteps(*session, 40);
  const Network& network = session->run().network();
  const Matrix& inputs = session->run().experiment().data.train.inputs;
  const ActivationPattern exact = exactActivationPattern(network, inputs);
  ForwardPass pass;
  const std::vector<int> counts = activeSampleCounts(network, inputs, pass);
  REQUIRE(counts.size() == 16);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const NeuronId id = neuronAt(network.architecture, i);
    int expected = 0;
    for (int sample = 0; sample < exact.sampleCount(); ++sample) {
      expected += exact.isActive(id.layer, id.neuron, sample) ? 1 : 0;
    }
    CHECK(counts[i] == expected);
  }
}

TEST_CASE("dead and always-on neurons are active on none and on all samples, z = 0 is off") {
  Matrix lines(3, 3);
  lines << 1, 0, -5,  // never above zero on the samples
      1, 0, 5,        // always
      1, 0, 0;        // above zero for x > 0 only
  const Network network = testing::networkWithLines(lines, Vector::Ones(3), 0.0);
  Matrix inputs(3, 2);
  inputs << -1, 0, 0, 0, 2, 0;
  ForwardPass pass;
  CHECK(activeSampleCounts(network, inputs, pass) == std::vector<int>{0, 3, 1});
}

TEST_CASE("fold lines are in sight exactly where edges carry them") {
  Matrix lines(3, 3);
  lines << 1, 0, -5,  // x = 5 lies outside
      1, 0, 0,        // x = 0
      0, 1, 0.5;      // y = -0.5
  const Network network = testing::networkWithLines(lines, Vector::Ones(3), 0.0);
  const Tessellation cells = tessellate(network, InputSlice::whole(2), {-1, 1, -1, 1});
  CHECK(foldEdgeCounts(cells) == std::vector<int>{0, 2, 2});
}

TEST_CASE("crossings are counted on in any pieces, and anew for another history") {
  const auto session = testing::sessionWith({"network.hidden=8,8"});
  CrossingCounter counter;
  for (int round = 0; round < 4; ++round) {
    testing::takeSteps(*session, 25);
    counter.update(session->frame()->history, 50);
  }
  const auto history = session->frame()->history;
  REQUIRE(history->events.size() > 200);
  while (!counter.isCurrent()) counter.update(history, 7);
  std::vector<std::int64_t> expected(16, 0);
  for (std::size_t i = 0; i < history->events.size(); ++i) {
    const EventRow& row = history->events[i];
    ++expected[static_cast<std::size_t>((row.layer - 1) * 8 + row.neuron)];
  }
  CHECK(counter.counts() == expected);

  const auto other = testing::sessionWith({"network.hidden=3"});
  counter.update(other->frame()->history, 1000);
  CHECK(counter.counts() == std::vector<std::int64_t>{0, 0, 0});
  counter.update(nullptr, 10);
  CHECK(counter.isCurrent());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
