#include "core/theory/barrier.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/crossings/crossing_detector.h"
#include "core/data/generators.h"
#include "core/data/load_data.h"
#include "core/network/initialization.h"
#include "core/training/trainer.h"

namespace adamscope {
namespace {

DataSet moons() {
  DataConfig config;
  config.samples = 64;
  config.testFraction = 0.0;
  return loadData(config)->train;
}

Network trained(std::uint64_t seed, const DataSet& data) {
  const Network initial =
      initializeNetwork({{2, 8, 6, 1}, 0.0}, Initialization::kHeNormalRandomBias, seed);
  auto trainer = Trainer::create(data, initial, {});
  for (int step = 0; step < 300; ++step) trainer->step();
  return trainer->network();
}

LayerPermutations randomPermutations(const Architecture& shape, std::uint64_t seed) {
  Random random(seed);
  LayerPermutations all;
  for (int l = 1; l <= shape.hiddenLayerCount(); ++l) {
    std::vector<int> order(static_cast<std::size_t>(shape.width(l)));
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int>(order));
    all.push_back(order);
  }
  return all;
}

TEST_SUITE("theory") {
  TEST_CASE("an assignment is the best of all permutations") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      Matrix cost(5, 5);
      for (double& x : cost.reshaped()) x = random.normal();
      const auto total = [&](const std::vector<int>& order) {
        double sum = 0.0;
        for (int row = 0; row < 5; ++row) sum += cost(row, order[static_cast<std::size_t>(row)]);
        return sum;
      };
      std::vector<int> order{0, 1, 2, 3, 4};
      double best = total(order);
      while (std::next_permutation(order.begin(), order.end())) best = std::min(best, total(order));
      CHECK(total(minimalAssignment(cost)) == doctest::Approx(best).epsilon(1e-12));
    }
    CHECK(minimalAssignment(Matrix(0, 0)).empty());
  }

  TEST_CASE("moving neurons leaves the function unchanged") {
    const DataSet data = moons();
    const Network network = trained(1, data);
    const Network moved = permuted(network, randomPermutations(network.architecture, 2));
    CHECK(moved.parameters != network.parameters);
    ForwardPass a;
    ForwardPass b;
    forward(network, data.inputs, a);
    forward(moved, data.inputs, b);
    CHECK((a.output() - b.output()).norm() < 1e-12 * a.output().norm());
  }

  TEST_CASE("a permuted copy is recognised: no barrier and no distance after matching") {
    const DataSet data = moons();
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(seed);
      const Network a = trained(seed, data);
      const Network b = permuted(a, randomPermutations(a.architecture, seed + 10));
      const Network matched = permuted(b, matchNeurons(a, b));
      CHECK(matched.parameters == a.parameters);
      const BarrierReport report =
          measureBarrier(a, b, data, Loss::kBce, {.trainingSteps = 5, .curvePieces = 4});
      CHECK(report.distance > 0.1);
      CHECK(report.matchedDistance == 0.0);
      CHECK(report.straight.barrier > 0.01);
      CHECK(report.matched.barrier < 1e-12);
      CHECK(report.matched.crossings == 0);
      CHECK(report.straight.crossings > 0);
    }
  }

  TEST_CASE("matching never moves the other network further away") {
    const DataSet data = moons();
    const Network a = trained(1, data);
    const Network b = trained(2, data);
    const Network matched = permuted(b, matchNeurons(a, b));
    CHECK((a.parameters - matched.parameters).norm() <= (a.parameters - b.parameters).norm());
  }

  TEST_CASE("a convex loss has no barrier: an affine model") {
    const DataSet data = moons();
    const Architecture affine{{2, 1}, 0.0};
    const Network a = initializeNetwork(affine, Initialization::kPyTorch, 1);
    const Network b = initializeNetwork(affine, Initialization::kPyTorch, 2);
    const BarrierReport report = measureBarrier(a, b, data, Loss::kBce, {.trainingSteps = 10});
    CHECK(report.straight.barrier == 0.0);
    CHECK(report.straight.crossings == 0);
  }

  TEST_CASE("training the middle point lowers the barrier between two solutions") {
    const DataSet data = moons();
    const Network a = trained(1, data);
    const Network b = trained(2, data);
    const BarrierReport report = measureBarrier(a, b, data, Loss::kBce);
    CHECK(report.straight.barrier > 0.05);
    CHECK(report.curve.barrier < 0.5 * report.straight.barrier);
    CHECK(report.curve.losses.size() == 101);
    CHECK(report.straight.losses.front() == report.curve.losses.front());
    CHECK(report.straight.crossings == static_cast<long>(findCrossings(a, b, data.inputs).size()));
  }
}

}  // namespace
}  // namespace adamscope
