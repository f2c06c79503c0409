// The cost of one full-batch Adam step, bare and with what theory/ adds to it.
#include <benchmark/benchmark.h>

#include "core/theory/effective_dimension.h"
#include "core/training/trainer.h"

namespace adamscope {
namespace {

Trainer makeTrainer(int width, int samples) {
  Random random(1);
  DataSet data;
  data.inputs.resize(samples, 2);
  for (double& entry : data.inputs.reshaped()) entry = random.uniform(-1.0, 1.0);
  for (int i = 0; i < samples; ++i) {
    data.labels.push_back(data.inputs(i, 0) * data.inputs(i, 1) > 0.0 ? 1 : 0);
  }
  data.featureNames = {"x", "y"};
  data.classNames = {"0", "1"};
  Network network{{{2, width, width, 1}, 0.0}, {}};
  network.parameters.resize(network.architecture.parameterCount());
  const double scale = 1.0 / std::sqrt(static_cast<double>(width));
  for (double& p : network.parameters) p = random.uniform(-scale, scale);
  TrainerConfig config;
  config.optimizer.learningRate = 1e-3;
  return Trainer::create(data, network, config).value();
}

// Arguments: width of both hidden layers, samples.
void bareStep(benchmark::State& state) {
  Trainer trainer = makeTrainer(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  for (auto _ : state) benchmark::DoNotOptimize(trainer.step());
}
BENCHMARK(bareStep)->Args({16, 256})->Args({64, 256})->Unit(benchmark::kMicrosecond);

// Arguments: width, samples, steps between two questions for the participation ratio.
void stepWithEffectiveDimension(benchmark::State& state) {
  Trainer trainer = makeTrainer(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  EffectiveDimension gradients(trainer.network().architecture.parameterCount());
  long step = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(trainer.step());
    gradients.add(trainer.gradient());
    if (++step % state.range(2) == 0) benchmark::DoNotOptimize(gradients.participationRatio());
  }
}
BENCHMARK(stepWithEffectiveDimension)
    ->ArgsProduct({{16, 64}, {256}, {1, 16}})
    ->Unit(benchmark::kMicrosecond);

// All four ranks of a full window of 256 gradients; argument: width.
void fullSpectrum(benchmark::State& state) {
  Trainer trainer = makeTrainer(static_cast<int>(state.range(0)), 256);
  EffectiveDimension gradients(trainer.network().architecture.parameterCount());
  for (int step = 0; step < 300; ++step) {
    trainer.step();
    gradients.add(trainer.gradient());
  }
  for (auto _ : state) benchmark::DoNotOptimize(gradients.ranks());
}
BENCHMARK(fullSpectrum)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adamscope
