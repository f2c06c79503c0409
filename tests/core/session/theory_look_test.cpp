#include "core/session/theory_look.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/session/presets.h"
#include "core/session/run.h"

namespace adamscope {
namespace {

Run makeRun(const std::vector<std::string>& settings) {
  Config config = findPreset("two_moons")->config;
  config.data.samples = 64;
  config.network.hidden = {8, 6};
  config.theory.window = 32;
  for (const std::string& setting : settings) REQUIRE(setConfigKey(config, setting));
  return Run::create(prepareExperiment(config).value()).value();
}

TheoryAnalyst analystOf(const Run& run) {
  return TheoryAnalyst(std::make_shared<const Experiment>(run.experiment()));
}

const Figure& figureOf(const TheoryLook& look, Assumption assumption) {
  return look.figures[indexOf(assumption)];
}

TEST_SUITE("session") {
  TEST_CASE("a flow on half_mse stays below F2's curve, from the same start") {
    Run run =
        makeRun({"loss=half_mse", "optimizer.name=gradient_flow", "optimizer.learning_rate=0.1",
                 "data.samples=16", "data.test_fraction=0", "network.hidden=20"});
    TheoryAnalyst analyst = analystOf(run);
    for (int look = 0; look < 12; ++look) {
      analyst.look(run.theorySnapshot(), run.config().theory);
      for (int i = 0; i < 25; ++i) REQUIRE(run.step());
    }
    const std::vector<double> predicted = predictedLosses(analyst.looks(), run.experiment());
    REQUIRE(predicted.size() == analyst.looks().size());
    CHECK(predicted.front() == analyst.looks().front().loss);
    CHECK(predicted.back() < predicted.front());
    for (std::size_t i = 0; i < predicted.size(); ++i) {
      CAPTURE(i);
      CHECK(analyst.looks()[i].loss <= predicted[i] * (1.0 + 1e-9));
    }
  }

  TEST_CASE("F2 states a rate for half_mse under the flow and plain full-batch descent alone") {
    struct Row {
      std::vector<std::string> settings;
      bool isStated;
    };
    const std::string sgd = "optimizer.name=sgd";
    const std::string half = "loss=half_mse";
    for (const Row& row :
         {Row{{half, "optimizer.name=gradient_flow"}, true}, Row{{half, sgd}, true},
          Row{{half}, false}, Row{{"loss=mse", sgd}, false},
          Row{{half, sgd, "optimizer.momentum=0.9"}, false},
          Row{{half, sgd, "optimizer.weight_decay=0.1"}, false},
          Row{{half, sgd, "batch.size=8"}, false}}) {
      Run run = makeRun(row.settings);
      TheoryAnalyst analyst = analystOf(run);
      analyst.look(run.theorySnapshot(), run.config().theory);
      CHECK(hasPredictedRate(run.config()) == row.isStated);
      CHECK(predictedLosses(analyst.looks(), run.experiment()).empty() != row.isStated);
    }
  }

  TEST_CASE("before the first step there is nothing that needs gradients") {
    Run run = makeRun({});
    TheoryAnalyst analyst = analystOf(run);
    const TheoryLook& look = analyst.look(run.theorySnapshot(), run.config().theory);
    CHECK(look.step == 0);
    for (const Assumption none :
         {Assumption::kSpectralFloor, Assumption::kLowRankGradients, Assumption::kSubGaussianDrift,
          Assumption::kAngularConcentration, Assumption::kDirectionalRichness}) {
      CHECK_FALSE(figureOf(look, none).exists());
    }
    CHECK(figureOf(look, Assumption::kBoundedNorms).value > 0.0);
    CHECK(look.kernel.drift == 0.0);
    CHECK(look.local.mu == look.local.initialSmallest);
    CHECK(look.loss == doctest::Approx(run.performance().trainLoss).epsilon(1e-14));
  }

  TEST_CASE("after a full window every figure exists, within its range") {
    Run run = makeRun({});
    TheoryAnalyst analyst = analystOf(run);
    for (int step = 0; step < 60; ++step) {
      REQUIRE(run.step());
      if (step % 20 == 0) analyst.look(run.theorySnapshot(), run.config().theory);
    }
    const TheoryLook& look = analyst.look(run.theorySnapshot(), run.config().theory);
    CHECK(analyst.looks().size() == 4);
    for (const Assumption assumption :
         {Assumption::kBoundedNorms, Assumption::kMaskFreeze, Assumption::kSpectralFloor,
          Assumption::kLowRankGradients, Assumption::kSparseTopes, Assumption::kSubGaussianDrift,
          Assumption::kAngularConcentration}) {
      CAPTURE(std::string(describe(assumption).label));
      CHECK(figureOf(look, assumption).exists());
      CHECK(figureOf(look, assumption).isReady);
    }
    CHECK(look.resultant <= 1.0);
    CHECK(look.steps.frozenShare <= 1.0);
    CHECK(look.steps.updateCosine > 0.0);   // Adam's momentum
    CHECK(look.steps.descentCosine > 0.0);  // it descends
    CHECK(look.tails.size() == 1 + kTailDirections);
    CHECK(look.medianSecondMoment >= look.lowSecondMoment);
    CHECK(look.local.radius > 0.0);
    CHECK(look.generalization.parameterCount > look.generalization.effective);
    const TheoryDistributions all = analyst.distributions(run.theorySnapshot());
    CHECK(all.margins.size() == static_cast<std::size_t>(48 * 14));
    CHECK(all.cosines.size() == 31);
    CHECK(all.kernelEigenvalues.size() == 48);
    CHECK(all.kernelEigenvalues.front() ==
          doctest::Approx(look.kernel.spectrum.largest).epsilon(1e-12));
  }

  TEST_CASE("the norms by power iteration are those of a singular value decomposition") {
    Run run = makeRun({"optimizer.learning_rate=0.05"});
    for (int step = 0; step < 100; ++step) REQUIRE(run.step());
    double largest = 0.0;
    for (int l = 1; l <= 3; ++l) {
      const Matrix weight = run.network().weight(l);
      const Matrix gram = weight * weight.transpose();
      largest = std::max(largest, std::sqrt(kernelEigenvalues(gram)(0)));
    }
    // One multiplication a step follows moving weights to a few digits.
    CHECK(run.stepFigures().spectralNorm == doctest::Approx(largest).epsilon(1e-2));
    CHECK(run.stepFigures().spectralNorm <= largest * (1.0 + 1e-12));
  }

  TEST_CASE("sgd has no second moment, and all gradients so far no window of updates") {
    Run run = makeRun({"optimizer.name=sgd", "theory.window=0"});
    for (int step = 0; step < 30; ++step) REQUIRE(run.step());
    TheoryAnalyst analyst = analystOf(run);
    const TheoryLook& look = analyst.look(run.theorySnapshot(), run.config().theory);
    CHECK_FALSE(figureOf(look, Assumption::kSpectralFloor).exists());
    CHECK_FALSE(figureOf(look, Assumption::kSubGaussianDrift).exists());
    CHECK(figureOf(look, Assumption::kLowRankGradients).exists());
    CHECK(look.steps.descentCosine == doctest::Approx(1.0).epsilon(1e-9));
  }

  TEST_CASE("looks change nothing: the run goes on with the same bits") {
    Run watched = makeRun({});
    Run alone = makeRun({});
    TheoryAnalyst analyst = analystOf(watched);
    for (int step = 0; step < 40; ++step) {
      watched.step();
      alone.step();
      if (step % 10 == 0) analyst.look(watched.theorySnapshot(), watched.config().theory);
    }
    CHECK(watched.network().parameters == alone.network().parameters);
    CHECK(watched.counts() == alone.counts());
  }

  TEST_CASE("a threshold of the settings goes before the default") {
    TheoryConfig settings;
    CHECK(thresholdOf(settings, Assumption::kMaskFreeze) == 0.99);
    settings.thresholds = {1, 0.5, 3, 4, 5, 6, 7, 8};
    CHECK(thresholdOf(settings, Assumption::kMaskFreeze) == 0.5);
    Config config;
    config.steps = 100'000;
    CHECK(lookInterval(config) == 1000);
    config.steps = 100;
    CHECK(lookInterval(config) == 20);
    config.theory.interval = 7;
    CHECK(lookInterval(config) == 7);
  }

  TEST_CASE("a verdict holds since the first of the last looks that agree") {
    std::vector<TheoryLook> looks(4);
    for (std::size_t i = 0; i < looks.size(); ++i) {
      looks[i].step = 20 * static_cast<long>(i);
      looks[i].figures[indexOf(Assumption::kMaskFreeze)].value = i == 1 ? 0.0 : 1.0;
    }
    const TheoryConfig settings;
    CHECK(verdictSince(looks, settings, Assumption::kMaskFreeze) == 40);
    CHECK(verdictSince({looks.data(), 2}, settings, Assumption::kMaskFreeze) == 20);
    CHECK(verdictSince({looks.data(), 1}, settings, Assumption::kMaskFreeze) == 0);
    CHECK(verdictSince({}, settings, Assumption::kMaskFreeze) == 0);
    TheoryConfig lenient;
    lenient.thresholds.assign(kAssumptionCount, 0.0);
    CHECK(verdictSince(looks, lenient, Assumption::kMaskFreeze) == 0);
  }
}

}  // namespace
}  // namespace adamscope
