// Cost of exact crossing detection per training step, beside a bare training step of the same run.
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"
#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "core/network/forward.h"
#include "tests/support/reference_trainer.h"

namespace adamscope {
namespace {

using testing::ReferenceOptimizer;
using testing::ReferenceTrainer;

constexpr int kSamples = 256;
constexpr int kSteps = 500;

// Two noisy half circles, He-normal weights, Adam on the logistic loss.
ReferenceTrainer moonsTrainer(const std::vector<int>& widths, double learningRate) {
  Random random(7);
  Matrix inputs(kSamples, 2);
  Vector targets(kSamples);
  for (int i = 0; i < kSamples; ++i) {
    const double angle = random.uniform(0.0, 3.141592653589793);
    const bool second = i % 2 == 1;
    const double noiseX = 0.1 * random.normal();
    const double noiseY = 0.1 * random.normal();
    inputs(i, 0) = (second ? 1.0 - std::cos(angle) : std::cos(angle)) + noiseX;
    inputs(i, 1) = (second ? 0.5 - std::sin(angle) : std::sin(angle)) + noiseY;
    targets(i) = second ? 1.0 : 0.0;
  }
  Network network{{widths, 0.0}, {}};
  network.parameters = Vector::Zero(network.architecture.parameterCount());
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    const double deviation = std::sqrt(2.0 / network.architecture.width(l - 1));
    for (double& w : network.weight(l).reshaped()) w = deviation * random.normal();
  }
  ReferenceOptimizer optimizer;
  optimizer.learningRate = learningRate;
  return {network, inputs, targets, "bce", optimizer};
}

struct Trajectory {
  Matrix inputs;
  std::vector<Network> networks;
  std::vector<ForwardPass> passes;
};

Trajectory record(const std::vector<int>& widths, double learningRate) {
  ReferenceTrainer trainer = moonsTrainer(widths, learningRate);
  Trajectory trajectory;
  trajectory.inputs = trainer.inputs();
  trajectory.passes.resize(kSteps + 1);
  for (int t = 0; t <= kSteps; ++t) {
    trajectory.networks.push_back(trainer.network());
    forward(trainer.network(), trainer.inputs(), trajectory.passes[static_cast<std::size_t>(t)]);
    trainer.step();
  }
  return trajectory;
}

std::vector<int> widthsOf(const benchmark::State& state) {
  const int width = static_cast<int>(state.range(0));
  return {2, width, width, 1};
}

double learningRateOf(const benchmark::State& state) {
  return static_cast<double>(state.range(1)) * 1e-4;
}

// Detection alone, for a step from the given part of the run (the first or the last 100 steps).
void detectionPerStep(benchmark::State& state) {
  const Trajectory trajectory = record(widthsOf(state), learningRateOf(state));
  CrossingDetector detector(trajectory.networks[0].architecture, trajectory.inputs);
  const auto first = static_cast<std::size_t>(state.range(2));
  std::size_t t = first;
  long events = 0;
  for (auto _ : state) {
    const auto found = detector.detect(trajectory.networks[t], trajectory.passes[t],
                                       trajectory.networks[t + 1], trajectory.passes[t + 1]);
    events += static_cast<long>(found.size());
    t = t + 1 == first + 100 ? first : t + 1;
  }
  const auto steps = static_cast<double>(state.iterations());
  const CrossingStatistics& statistics = detector.statistics();
  state.counters["events"] = static_cast<double>(events) / steps;
  state.counters["undecided"] = static_cast<double>(statistics.certifiedSamples) / steps;
  state.counters["exact"] = static_cast<double>(statistics.exactSamples) / steps;
}
BENCHMARK(detectionPerStep)
    ->ArgNames({"width", "lr_e-4", "from"})
    ->ArgsProduct({{16, 64}, {10, 100}, {0, 400}})
    ->Unit(benchmark::kMicrosecond);

// What a step costs without detection: forward, backward, Adam, written plainly.
void bareTrainingStep(benchmark::State& state) {
  ReferenceTrainer trainer = moonsTrainer(widthsOf(state), 1e-3);
  for (auto _ : state) trainer.step();
}
BENCHMARK(bareTrainingStep)->ArgName("width")->Arg(16)->Arg(64)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adamscope
