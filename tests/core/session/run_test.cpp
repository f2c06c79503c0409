#include "core/session/run.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/file.h"
#include "core/crossings/activation_pattern.h"
#include "tests/support/configs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::configWith;

Run runWith(const std::vector<std::string>& settings) {
  Result<Experiment> experiment = prepareExperiment(configWith(settings));
  REQUIRE_MESSAGE(experiment.ok(), experiment.message());
  Result<Run> run = Run::create(std::move(*experiment));
  REQUIRE_MESSAGE(run.ok(), run.message());
  return std::move(*run);
}

TEST_SUITE_BEGIN("session");

TEST_CASE("the events of all steps lead from the first mask to the last, and the counts add up") {
  for (const char* setting :
       {"network.hidden=8,8", "network.hidden=5", "batch.size=16", "optimizer.name=sgd",
        "network.leaky_slope=0.2", "network.hidden=1,1,1,1,1,1,1,1,1,1,1,1"}) {
    CAPTURE(setting);
    Run run = runWith({"data.samples=48", "optimizer.learning_rate=0.05", setting});
    const Matrix& inputs = run.experiment().data.train.inputs;
    ActivationPattern pattern = exactActivationPattern(run.network(), inputs);
    long events = 0;
    long endpoint = 0;
    long batch = 0;
    for (long step = 1; step <= 60; ++step) {
      const ActivationPattern before = pattern;
      const std::optional<StepRecord> record = run.step();
      REQUIRE(record.has_value());
      REQUIRE(record->step == step);
      for (const CrossingEvent& event : record->events) {
        const bool isOn = pattern.isActive(event.layer, event.neuron, event.sample);
        REQUIRE(event.direction == (isOn ? -1 : 1));
        pattern.flip(event.layer, event.neuron, event.sample);
      }
      REQUIRE(pattern == exactActivationPattern(run.network(), inputs));
      events += static_cast<long>(record->events.size());
      endpoint += ActivationPattern::distance(before, pattern);
      CHECK(record->counts.crossings == events);
      CHECK(record->counts.endpointFlips == endpoint);
      CHECK(record->counts.regionsVisited <= record->counts.regionChanges + 1);
      CHECK(record->counts.regionChanges <= events);
      CHECK(record->counts.batchCrossings >= batch);
      CHECK(record->counts.batchCrossings <= events);
      CHECK(isWithinBound(static_cast<double>(events), record->bounds.segment));
      batch = record->counts.batchCrossings;
    }
    long byLayer = 0;
    for (const long count : run.crossingsByLayer()) byLayer += count;
    CHECK(byLayer == events);
    CHECK(events > 0);
  }
}

TEST_CASE("a record's losses are those before its step") {
  Run run = runWith({"data.samples=40", "network.hidden=6"});
  Performance expected = run.performance();
  for (int step = 0; step < 20; ++step) {
    const std::optional<StepRecord> record = run.step();
    REQUIRE(record.has_value());
    CHECK(record->before.trainLoss == expected.trainLoss);
    CHECK(record->before.testLoss == expected.testLoss);
    CHECK(record->before.trainError == expected.trainError);
    CHECK(record->batchLoss == expected.trainLoss);
    expected = run.performance();
  }
}

TEST_CASE("without test samples there is no test loss, and a regression has no error") {
  Run run = runWith({"data.source=sine", "loss=mse", "data.test_fraction=0", "data.samples=20"});
  const std::optional<StepRecord> record = run.step();
  REQUIRE(record.has_value());
  CHECK(std::isnan(record->before.testLoss));
  CHECK(std::isnan(record->before.trainError));
  CHECK(std::isfinite(record->before.trainLoss));
}

TEST_CASE("an affine model trains, crosses nothing and has no boundary") {
  Run run = runWith({"network.hidden=", "data.samples=40"});
  const double first = run.performance().trainLoss;
  for (int step = 0; step < 50; ++step) {
    const std::optional<StepRecord> record = run.step();
    REQUIRE(record.has_value());
    CHECK(record->events.empty());
    CHECK(record->counts.regionsVisited == 1);
    CHECK(record->bounds.nearLinear == -std::numeric_limits<double>::infinity());
  }
  CHECK(run.performance().trainLoss < first);
  CHECK(run.nearLinearBound().leastConstant() == 0.0);
  CHECK(run.boundedRun(1.0).boundaryCount() == 0.0);
}

TEST_CASE("one training sample is enough") {
  TemporaryFolder folder;
  REQUIRE(writeFileAtomically(folder.file("one.csv"), "a,b,target\n1,2,5\n").ok());
  Run run = runWith({"data.source=csv:" + folder.file("one.csv"), "loss=half_mse",
                     "data.test_fraction=0", "network.hidden=4,4", "optimizer.learning_rate=0.1"});
  for (int step = 0; step < 100; ++step) REQUIRE(run.step().has_value());
  CHECK(run.performance().trainLoss < 1.0);
}

TEST_CASE("a run that diverges names the step and the remedy, and stays at the last good step") {
  Run run = runWith({"data.source=plane", "loss=mse", "optimizer.name=sgd",
                     "optimizer.learning_rate=1000", "network.hidden=8", "data.samples=40"});
  std::optional<StepRecord> record = run.step();
  while (record) {
    REQUIRE(run.stepCount() < 10'000);
    record = run.step();
  }
  REQUIRE(run.divergence().has_value());
  const long last = run.stepCount();
  CHECK(run.divergence()->step == last + 1);
  CHECK(run.network().parameters.allFinite());
  const std::string& message = run.divergence()->message;
  CHECK(message.find("step " + std::to_string(last + 1)) != std::string::npos);
  CHECK(message.find("learning_rate") != std::string::npos);
  const Vector parameters = run.network().parameters;
  CHECK_FALSE(run.step().has_value());
  CHECK(run.stepCount() == last);
  CHECK(run.network().parameters == parameters);
}

TEST_CASE("two runs of one configuration agree in every bit") {
  const std::vector<std::string> settings{"batch.size=10", "network.hidden=6,6", "data.samples=50"};
  Run a = runWith(settings);
  Run b = runWith(settings);
  for (int step = 0; step < 40; ++step) {
    const std::optional<StepRecord> first = a.step();
    const std::optional<StepRecord> second = b.step();
    REQUIRE(first.has_value());
    REQUIRE(second.has_value());
    REQUIRE(first->events.size() == second->events.size());
    for (std::size_t i = 0; i < first->events.size(); ++i) {
      REQUIRE(first->events[i] == second->events[i]);
    }
    CHECK(first->effectiveDimension == second->effectiveDimension);
  }
  CHECK(a.network().parameters == b.network().parameters);
}

TEST_CASE("records that are completed later are those of step(), bit for bit") {
  for (const char* measure : {"theory.d_eff=participation", "theory.d_eff=stable"}) {
    CAPTURE(measure);
    const std::vector<std::string> settings{"network.hidden=6,6", "data.samples=50",
                                            "theory.window=40", measure};
    Run prompt = runWith(settings);
    Run ahead = runWith(settings);
    std::vector<StepRecord> expected;
    std::vector<std::size_t> eventCounts;
    std::size_t completed = 0;
    const auto compare = [&](const StepRecord& record, std::span<const long> byLayer) {
      REQUIRE(completed < expected.size());
      const StepRecord& other = expected[completed];
      CHECK(record.step == other.step);
      CHECK(record.counts == other.counts);
      CHECK(byLayer[0] + byLayer[1] == record.counts.crossings);
      CHECK(record.events.size() == eventCounts[completed]);
      CHECK(record.gradientParticipation == other.gradientParticipation);
      CHECK(record.effectiveDimension == other.effectiveDimension);
      CHECK(record.updateRanks == other.updateRanks);
      CHECK(record.bounds.segment == other.bounds.segment);
      CHECK(record.bounds.effectiveArrangement == other.bounds.effectiveArrangement);
      CHECK(record.bounds.nearLinear == other.bounds.nearLinear);
      ++completed;
    };
    for (int step = 1; step <= 120; ++step) {
      expected.push_back(prompt.step().value());
      eventCounts.push_back(expected.back().events.size());
      REQUIRE(ahead.stepAhead().has_value());
      const bool early = step % 7 == 0 && step < 60;  // whole blocks and parts of them
      if (early || ahead.recordsDue()) ahead.completeRecords(compare);
    }
    ahead.completeRecords(compare);
    CHECK(completed == expected.size());
    CHECK(ahead.nearLinearBound().leastConstant() == prompt.nearLinearBound().leastConstant());
    CHECK(ahead.network().parameters == prompt.network().parameters);
  }
}

TEST_CASE("the ranks of the spectrum come at ever wider steps, in their order") {
  const std::set<int> spectra{10, 20, 50, 100, 200};
  Run run = runWith({"data.samples=30", "network.hidden=4"});
  for (int step = 1; step <= 200; ++step) {
    const std::optional<StepRecord> record = run.step();
    REQUIRE(record.has_value());
    const bool isDue = spectra.contains(step);
    CHECK(record->gradientRanks.has_value() == isDue);
    CHECK(record->updateRanks.has_value() == isDue);
    CHECK(record->effectiveDimension == record->gradientParticipation);
  }
  // Both are at most the number of directions; the participation ratio and the stable rank at
  // least 1 (theory D8), up to rounding.
  const SpectralRanks ranks = run.gradientRanks();
  constexpr double kRounding = 1e-9;
  CHECK(ranks.stableRank >= 1.0 - kRounding);
  CHECK(ranks.participationRatio >= ranks.stableRank - kRounding);
  const auto dimension = static_cast<double>(run.network().parameters.size());
  CHECK(ranks.participationRatio <= dimension + kRounding);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
