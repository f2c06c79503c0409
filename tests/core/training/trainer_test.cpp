#include "core/training/trainer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/allocation_counter.h"

namespace adamscope {
namespace {

DataSet randomClasses(int samples, std::uint64_t seed) {
  Random random(seed);
  DataSet data;
  data.inputs.resize(samples, 2);
  for (double& entry : data.inputs.reshaped()) entry = random.uniform(-1.0, 1.0);
  for (int i = 0; i < samples; ++i) data.labels.push_back(static_cast<int>(random.below(2)));
  data.featureNames = {"x", "y"};
  data.classNames = {"0", "1"};
  return data;
}

Network randomNetwork(const std::vector<int>& widths, std::uint64_t seed) {
  Random random(seed, 1);
  Network network{{widths, 0.0}, {}};
  network.parameters.resize(network.architecture.parameterCount());
  for (double& p : network.parameters) p = random.uniform(-0.5, 0.5);
  return network;
}

Trainer makeTrainer(const TrainerConfig& config, int samples = 50) {
  return Trainer::create(randomClasses(samples, 3), randomNetwork({2, 9, 7, 1}, 4), config).value();
}

TrainerConfig miniBatches(int size) {
  TrainerConfig config;
  config.batch = {size, 5};
  return config;
}

TEST_SUITE("training") {
  TEST_CASE("mini-batches visit each sample exactly once an epoch, in a new order each time") {
    for (const int n : {1, 2, 10, 64}) {
      for (const int size : {1, 3, 10, 63}) {
        CAPTURE(n);
        CAPTURE(size);
        BatchSampler sampler(n, {size, 9});
        std::vector<std::vector<int>> epochs;
        for (long epoch = 0; epoch < 3; ++epoch) {
          std::vector<int> seen;
          while (sampler.epoch() == epoch) {
            const std::span<const int> batch = sampler.current();
            seen.insert(seen.end(), batch.begin(), batch.end());
            CHECK(static_cast<int>(batch.size()) <= sampler.batchSize());
            sampler.advance();
          }
          epochs.push_back(seen);
          std::sort(seen.begin(), seen.end());
          std::vector<int> all(static_cast<std::size_t>(n));
          std::iota(all.begin(), all.end(), 0);
          CHECK(seen == all);
        }
        if (n == 64) CHECK(epochs[0] != epochs[1]);
      }
    }
  }

  TEST_CASE("the full batch is 0, 1, ..., n-1 and an epoch is one step") {
    for (const int size : {0, 4, 5}) {
      BatchSampler sampler(4, {size, 1});
      CHECK(sampler.isFullBatch());
      sampler.advance();
      CHECK(sampler.epoch() == 1);
      CHECK(std::ranges::equal(sampler.current(), std::vector<int>{0, 1, 2, 3}));
    }
  }

  TEST_CASE("the segment, the passes, the losses and the gradient of a step belong together") {
    for (const int batchSize : {0, 16}) {
      CAPTURE(batchSize);
      Trainer trainer = makeTrainer(miniBatches(batchSize));
      const DataSet data = randomClasses(50, 3);
      const Matrix targets = lossTargets(data, 1);
      for (int t = 0; t < 9; ++t) {
        const Network before = trainer.network();
        const double lossBefore = trainer.trainingLoss();
        const StepOutcome outcome = trainer.step();
        REQUIRE(outcome.applied());
        CHECK(outcome.step == t);
        CHECK(trainer.stepCount() == t + 1);
        CHECK(trainer.hasSegment());
        CHECK(trainer.parametersBefore() == before.parameters);
        CHECK(outcome.trainingLoss == lossBefore);

        ForwardPass pass;
        forward(before, data.inputs, pass);
        CHECK(trainer.passBefore().preactivations == pass.preactivations);
        CHECK(lossValue(Loss::kBce, pass.output(), targets) == lossBefore);
        forward(trainer.network(), data.inputs, pass);
        CHECK(trainer.pass().preactivations == pass.preactivations);
        CHECK(trainer.pass().activations == pass.activations);

        const std::span<const int> indices = trainer.batchIndices();
        const std::vector<int> batch(indices.begin(), indices.end());
        const Matrix x = data.inputs(batch, Eigen::all);
        const Matrix y = targets(batch, Eigen::all);
        BackwardPass workspace;
        Matrix outputGradient;
        Vector gradient;
        forward(before, x, pass);
        CHECK(lossValueAndGradient(Loss::kBce, pass.output(), y, outputGradient) ==
              outcome.batchLoss);
        backward(before, x, pass, outputGradient, workspace, gradient);
        CHECK(trainer.gradient() == gradient);
      }
    }
  }

  TEST_CASE("a restored state repeats the same steps bit for bit, as does a copy") {
    for (const int batchSize : {0, 1, 16}) {
      CAPTURE(batchSize);
      Trainer trainer = makeTrainer(miniBatches(batchSize));
      for (int t = 0; t < 5; ++t) REQUIRE(trainer.step().applied());
      const TrainerState keyframe = trainer.state();
      Trainer copy = trainer;
      std::vector<Vector> path;
      for (int t = 0; t < 20; ++t) {
        REQUIRE(trainer.step().applied());
        path.push_back(trainer.network().parameters);
      }
      REQUIRE(trainer.setOptimizer({.kind = OptimizerKind::kSgd}).ok());
      REQUIRE(trainer.setBatch({7, 1}).ok());
      trainer.step();
      trainer.restore(keyframe);
      CHECK(trainer.stepCount() == 5);
      CHECK_FALSE(trainer.hasSegment());
      for (const Vector& parameters : path) {
        trainer.step();
        copy.step();
        CHECK(trainer.network().parameters == parameters);
        CHECK(copy.network().parameters == parameters);
      }
    }
  }

  TEST_CASE("after construction no step allocates memory") {
    if (!test::canCountAllocations()) return;
    for (const OptimizerKind kind :
         {OptimizerKind::kAdam, OptimizerKind::kAdamW, OptimizerKind::kSgd}) {
      for (const int batchSize : {0, 16}) {
        for (const Loss loss : {Loss::kMse, Loss::kHalfMse, Loss::kBce}) {
          CAPTURE(batchSize);
          TrainerConfig config = miniBatches(batchSize);
          config.loss = loss;
          config.optimizer.kind = kind;
          config.optimizer.weightDecay = 0.01;
          config.optimizer.learningRate = 1e-3;
          Trainer trainer =
              Trainer::create(randomClasses(150, 1), randomNetwork({2, 64, 64, 1}, 2), config)
                  .value();
          const long before = test::allocationCount();
          bool applied = true;
          for (int t = 0; t < 25; ++t) applied = trainer.step().applied() && applied;
          CHECK(test::allocationCount() == before);
          CHECK(applied);
        }
      }
    }
    const long before = test::allocationCount();
    const Vector one(1);
    CHECK(test::allocationCount() > before);  // the counter does see Eigen's allocations
  }

  TEST_CASE("weight decay acts as PyTorch defines it when the gradient is zero") {
    // One parameter at 2, gradient 0: sgd and adam see the decay as a gradient, adamw shrinks.
    const Vector zero = Vector::Zero(1);
    OptimizerConfig config{.learningRate = 0.1, .epsilon = 1e-8, .weightDecay = 0.5};
    const auto parameterAfter = [&](OptimizerKind kind) {
      config.kind = kind;
      OptimizerState state = makeOptimizerState(1);
      Vector theta = Vector::Constant(1, 2.0);
      optimizerStep(config, zero, state, theta);
      CHECK(state.step == 1);
      return theta(0);
    };
    constexpr double kTolerance = 1e-8;  // adam's epsilon moves its step by 1e-8 relative
    CHECK(parameterAfter(OptimizerKind::kSgd) == doctest::Approx(1.9).epsilon(kTolerance));
    CHECK(parameterAfter(OptimizerKind::kAdam) == doctest::Approx(1.9).epsilon(kTolerance));
    CHECK(parameterAfter(OptimizerKind::kAdamW) == doctest::Approx(1.9).epsilon(kTolerance));
    config.weightDecay = 1.0;
    CHECK(parameterAfter(OptimizerKind::kSgd) == doctest::Approx(1.8).epsilon(kTolerance));
    CHECK(parameterAfter(OptimizerKind::kAdam) == doctest::Approx(1.9).epsilon(kTolerance));
    CHECK(parameterAfter(OptimizerKind::kAdamW) == doctest::Approx(1.8).epsilon(kTolerance));
    CHECK_THROWS_AS(parameterAfter(OptimizerKind::kGradientFlow), CheckFailure);
  }

  TEST_CASE("a divergence is reported, not applied, and reported again") {
    TrainerConfig config;
    config.loss = Loss::kHalfMse;
    config.optimizer = {.kind = OptimizerKind::kSgd, .learningRate = 1e30};
    for (const int batchSize : {0, 16}) {
      CAPTURE(batchSize);
      config.batch = {batchSize, 5};
      Trainer trainer = makeTrainer(config);
      StepOutcome outcome = trainer.step();
      for (int t = 1; t < 50 && outcome.applied(); ++t) outcome = trainer.step();
      REQUIRE_FALSE(outcome.applied());
      CHECK(outcome.step == trainer.stepCount());
      CHECK(trainer.network().parameters.allFinite());
      CHECK(trainer.optimizerState().firstMoment.allFinite());
      CHECK_FALSE(trainer.hasSegment());
      const TrainerState stuck = trainer.state();
      CHECK(trainer.step().nonFinite == outcome.nonFinite);
      CHECK(trainer.state().parameters == stuck.parameters);
      CHECK(trainer.state().sampler == stuck.sampler);
      CHECK(trainer.stepCount() == stuck.step);
    }
  }

  TEST_CASE("each kind of non-finite number is told apart") {
    TrainerConfig config;
    config.loss = Loss::kHalfMse;
    config.optimizer.kind = OptimizerKind::kSgd;
    const DataSet data = randomClasses(50, 3);
    const auto outcomeAt = [&](double size, double learningRate, OptimizerKind kind) {
      config.optimizer.kind = kind;
      config.optimizer.learningRate = learningRate;
      Network network = randomNetwork({2, 1}, 1);
      network.parameters.setConstant(size);
      return Trainer::create(data, network, config).value().step().nonFinite;
    };
    CHECK(outcomeAt(1e200, 0.1, OptimizerKind::kSgd) == NonFinite::kTrainingLoss);
    CHECK(outcomeAt(1e150, 1e300, OptimizerKind::kSgd) == NonFinite::kParameters);
    CHECK(outcomeAt(1.0, 0.1, OptimizerKind::kSgd) == NonFinite::kNothing);
    // A hidden layer that overflows to infinity minus infinity must not be hidden by its
    // activation.
    Network overflowing = randomNetwork({2, 2, 2, 1}, 1);
    overflowing.parameters << 1e200, 0, 0, 1e200, 1e300, 1e300, 1e200, -1e200, -1e200, 1e200, 0, 0,
        1, 1, 0;
    CHECK(Trainer::create(data, overflowing, config).value().step().nonFinite ==
          NonFinite::kTrainingLoss);
    // Deep products: the loss is finite, dL/dW overflows; Adam's square overflows before.
    Network deep = randomNetwork({2, 1, 1}, 1);
    deep.parameters << 0.0, 0.0, 1e250, 1e-200, 0.0;
    CHECK(Trainer::create(data, deep, config).value().step().nonFinite == NonFinite::kNothing);
    deep.parameters << 0.0, 0.0, 1e-250, 1e200, 1e150;
    CHECK(Trainer::create(data, deep, config).value().step().nonFinite == NonFinite::kGradient);
    deep.parameters << 0.0, 0.0, 1e-250, 1e100, 1e100;
    config.optimizer.kind = OptimizerKind::kAdam;
    CHECK(Trainer::create(data, deep, config).value().step().nonFinite ==
          NonFinite::kOptimizerState);
  }

  TEST_CASE("what does not fit is an error that says so") {
    const DataSet data = randomClasses(5, 1);
    const auto message = [&](const DataSet& d, const std::vector<int>& widths,
                             const TrainerConfig& config) {
      return Trainer::create(d, randomNetwork(widths, 1), config).message();
    };
    const auto contains = [](const std::string& text, const char* part) {
      return text.find(part) != std::string::npos;
    };
    CHECK(message(data, {2, 3, 1}, {}).empty());
    CHECK(contains(message(data, {3, 3, 1}, {}), "features"));
    CHECK(contains(message(data, {2, 3, 2}, {}), "outputs"));
    TrainerConfig config;
    config.loss = Loss::kCrossEntropy;
    CHECK(contains(message(data, {2, 3, 1}, config), "outputs"));
    config = {};
    config.batch.size = -1;
    CHECK(contains(message(data, {2, 1}, config), "batch size"));
    const auto refusal = [&](const OptimizerConfig& optimizer) {
      TrainerConfig changed;
      changed.optimizer = optimizer;
      return message(data, {2, 1}, changed);
    };
    CHECK(contains(refusal({.learningRate = 0.0}), "learning rate"));
    CHECK(contains(refusal({.beta2 = 1.0}), "beta2"));
    CHECK(contains(refusal({.epsilon = std::nan("")}), "epsilon"));
    TrainerConfig flow;
    flow.optimizer.kind = OptimizerKind::kGradientFlow;
    flow.batch.size = 2;
    CHECK(contains(message(data, {2, 1}, flow), "batch.size=0"));
    CHECK(contains(message({}, {2, 1}, {}), "samples"));
    DataSet regression = data;
    regression.task = Task::kRegression;
    regression.targets = Matrix::Zero(5, 1);
    CHECK(contains(message(regression, {2, 1}, {}), "mse"));
    Trainer trainer = makeTrainer({});
    CHECK_FALSE(trainer.setLoss(Loss::kCrossEntropy).ok());
    CHECK_FALSE(trainer.setOptimizer({.learningRate = -1.0}).ok());
    CHECK(trainer.setLoss(Loss::kMse).ok());
    CHECK(trainer.step().applied());
  }
}

}  // namespace
}  // namespace adamscope
