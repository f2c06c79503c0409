#include "core/session/comparison.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/session/presets.h"

namespace adamscope {
namespace {

Config smallConfig() {
  Config config = findPreset("two_moons")->config;
  config.data.samples = 48;
  config.network.hidden = {6};
  config.loss = Loss::kHalfMse;
  config.theory.window = 16;
  return config;
}

Result<Comparison> compare(const Config& base,
                           const std::vector<std::vector<std::string>>& variants) {
  return Comparison::create(base, variants,
                            [](const Config& config) { return prepareExperiment(config); });
}

TEST_SUITE("session") {
  TEST_CASE("equal variants stay equal, step by step") {
    Result<Comparison> comparison =
        compare(smallConfig(), {{"optimizer.name=adam"}, {"optimizer.name=adam"}});
    REQUIRE(comparison);
    for (int k = 0; k < 20; ++k) REQUIRE(comparison->step());
    CHECK(comparison->pointsOf(0).size() == 21);
    CHECK(comparison->pointsOf(1).back().distance == 0.0);
    CHECK(comparison->pointsOf(1).back().crossings == comparison->pointsOf(0).back().crossings);
    CHECK(comparison->pointsOf(0).front().travelled == 0.0);
  }

  TEST_CASE("the flow is the reference, and passes the time of the steps beside it") {
    const std::string eta = "optimizer.learning_rate=0.05";
    Result<Comparison> comparison = compare(
        smallConfig(), {{"optimizer.name=sgd", eta}, {"optimizer.name=gradient_flow", eta}});
    REQUIRE(comparison);
    CHECK(comparison->reference() == 1);
    CHECK(comparison->nameOf(0) == "sgd, learning_rate 0.05");
    for (int k = 0; k < 30; ++k) REQUIRE(comparison->step());
    const ComparedPoint& flow = comparison->pointsOf(1).back();
    const ComparedPoint& descent = comparison->pointsOf(0).back();
    CHECK(flow.time == doctest::Approx(1.5).epsilon(1e-9));
    CHECK(descent.time == doctest::Approx(1.5).epsilon(1e-9));
    CHECK(flow.pieces >= 30);
    CHECK(flow.distance == 0.0);
    CHECK(descent.distance < 0.1 * descent.travelled);
  }

  TEST_CASE("each step size is set beside the flow at its own time") {
    const std::string eta = "optimizer.learning_rate=0.2";
    const std::string quarter = "optimizer.learning_rate=0.05";
    Result<Comparison> mixed = compare(smallConfig(), {{"optimizer.name=sgd", eta},
                                                       {"optimizer.name=sgd", quarter},
                                                       {"optimizer.name=gradient_flow", eta}});
    Result<Comparison> alone = compare(smallConfig(), {{"optimizer.name=sgd", quarter},
                                                       {"optimizer.name=gradient_flow", quarter}});
    REQUIRE(mixed);
    REQUIRE(alone);
    for (int k = 0; k < 20; ++k) {
      REQUIRE(mixed->step());
      REQUIRE(alone->step());
    }
    CHECK(mixed->runCount() == 3);
    const ComparedPoint& descent = mixed->pointsOf(1).back();
    CHECK(descent.time == doctest::Approx(1.0).epsilon(1e-9));
    CHECK(descent.distance == alone->pointsOf(0).back().distance);
    CHECK(descent.lossDifference == alone->pointsOf(0).back().lossDifference);
    // The flow at the other step size's time is much further away.
    CHECK(descent.distance < 0.1 * mixed->pointsOf(2).back().travelled);
    CHECK(mixed->pointsOf(2).back().time == doctest::Approx(4.0).epsilon(1e-9));
  }

  TEST_CASE("a flow that meets sliding boundaries keeps up with the steps beside it") {
    const Config base = findPreset("two_moons")->config;
    Result<Comparison> comparison =
        compare(base, {{"optimizer.name=sgd"}, {"optimizer.name=gradient_flow"}});
    REQUIRE(comparison);
    for (int k = 0; k < 60; ++k) REQUIRE(comparison->step());
    const ComparedPoint& flow = comparison->pointsOf(1).back();
    CHECK(flow.time == doctest::Approx(0.6).epsilon(1e-9));
    CHECK(comparison->runAt(1).trainer().optimizerState().flow.slidingTime > 0.2);
    CHECK(flow.pieces < 200);
    CHECK(flow.crossings < 100);
    CHECK(flow.regionsVisited == flow.crossings + 1);
  }

  TEST_CASE("another start or a wrong setting is refused") {
    CHECK_FALSE(compare(smallConfig(), {{}}));
    CHECK_FALSE(compare(smallConfig(), {{}, {"network.seed=5"}}));
    CHECK_FALSE(compare(smallConfig(), {{}, {"nonsense=5"}}));
  }
}

}  // namespace
}  // namespace adamscope
