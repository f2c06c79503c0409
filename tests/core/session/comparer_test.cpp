// Variants trained side by side on a thread of their own.
#include "core/session/comparer.h"

#include <doctest/doctest.h>

#include <chrono>

#include "core/io/run_folder.h"
#include "core/session/presets.h"

namespace adamscope {
namespace {

Config smallConfig() {
  Config config = findPreset("two_moons")->config;
  config.data.samples = 40;
  config.network.hidden = {5};
  return config;
}

void waitUntilDone(const Comparer& comparer) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (comparer.isRunning() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  REQUIRE_FALSE(comparer.isRunning());
}

TEST_SUITE("session") {
  TEST_CASE("a comparison in the background gives the numbers of one in the foreground") {
    constexpr long kSteps = 60;
    const Config config = smallConfig();
    for (const ComparedKind kind : {ComparedKind::kOptimizers, ComparedKind::kLearningRates}) {
      Comparer comparer;
      CHECK(comparer.frame() == nullptr);
      comparer.start(config, kind, kSteps, loadExperiment);
      waitUntilDone(comparer);
      std::vector<std::vector<std::string>> settings;
      for (const ComparedVariant& variant : comparedVariants(kind, config)) {
        settings.push_back(variant.settings);
      }
      auto expected = Comparison::create(config, settings, loadExperiment);
      REQUIRE(expected);
      while (expected->stepCount() < kSteps) expected->step();
      const auto frame = comparer.frame();
      REQUIRE(frame != nullptr);
      CHECK(frame->problem.empty());
      CHECK(frame->steps == kSteps);
      REQUIRE(frame->courses.size() == 3);
      for (int i = 0; i < 3; ++i) {
        const ComparedCourse& course = frame->courses[static_cast<std::size_t>(i)];
        CAPTURE(course.name);
        const std::vector<ComparedPoint>& points = expected->pointsOf(i);
        REQUIRE(course.crossings.size() == points.size());
        for (std::size_t k = 0; k < points.size(); ++k) {
          CHECK(course.crossings[k] == static_cast<double>(points[k].crossings));
          CHECK(course.trainLosses[k] == points[k].trainLoss);
          if (k == 0) continue;  // no gradient yet, so no d_eff
          CHECK(course.effectiveDimensions[k] == points[k].effectiveDimension);
        }
      }
      REQUIRE(comparer.result() != nullptr);
      CHECK(comparer.result()->stepCount() == kSteps);
    }
  }

  TEST_CASE("learning rates are the configuration's, a tenth and ten times of it, exactly") {
    Config config = smallConfig();
    config.optimizer.learningRate = 0.003;
    const auto variants = comparedVariants(ComparedKind::kLearningRates, config);
    REQUIRE(variants.size() == 3);
    CHECK(variants[1].settings == std::vector<std::string>{"optimizer.learning_rate=0.003"});
    CHECK(variants[1].name == "\u03B7 = 0.003");
    Comparer comparer;
    comparer.start(config, ComparedKind::kLearningRates, 1, loadExperiment);
    waitUntilDone(comparer);
    const auto result = comparer.result();
    REQUIRE(result != nullptr);
    CHECK(result->runAt(0).config().optimizer.learningRate == 0.003 / 10.0);
    CHECK(result->runAt(2).config().optimizer.learningRate == 0.003 * 10.0);
  }

  TEST_CASE("a comparison that is stopped keeps what there is, and another one can follow") {
    Comparer comparer;
    comparer.start(smallConfig(), ComparedKind::kOptimizers, 1'000'000'000, loadExperiment);
    while (comparer.frame()->courses.empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    CHECK(comparer.isRunning());
    CHECK(comparer.result() == nullptr);
    comparer.stop();
    waitUntilDone(comparer);
    REQUIRE(comparer.result() != nullptr);
    CHECK(comparer.result()->stepCount() == comparer.frame()->steps);
    CHECK(comparer.frame()->steps < 1'000'000'000);
    comparer.start(smallConfig(), ComparedKind::kOptimizers, 3, loadExperiment);
    waitUntilDone(comparer);
    CHECK(comparer.frame()->steps == 3);
  }

  TEST_CASE("what cannot be loaded is told, and a variant that diverges ends its course") {
    Config missing = smallConfig();
    missing.data.source = "csv:/nowhere/at/all.csv";
    Comparer comparer;
    comparer.start(missing, ComparedKind::kOptimizers, 10, loadExperiment);
    waitUntilDone(comparer);
    CHECK(comparer.frame()->problem.find("/nowhere/at/all.csv") != std::string::npos);
    CHECK(comparer.result() == nullptr);
    Config wild = smallConfig();
    wild.optimizer.kind = OptimizerKind::kSgd;
    wild.loss = Loss::kMse;
    wild.optimizer.learningRate = 1e3;
    comparer.start(wild, ComparedKind::kLearningRates, 200, loadExperiment);
    waitUntilDone(comparer);
    CHECK(comparer.frame()->problem.empty());
    REQUIRE(comparer.frame()->courses.size() == 3);
    CHECK(comparer.frame()->courses[2].hasDiverged);
    CHECK(comparer.frame()->courses[2].crossings.size() < 200);
  }
}

}  // namespace
}  // namespace adamscope
