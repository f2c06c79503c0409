// What the theory costs beside a training step (issue: at most a quarter of it, for what is on at
// every step), and one look at everything else.
#include <benchmark/benchmark.h>

#include <string>

#include "core/session/presets.h"
#include "core/session/run.h"

namespace adamscope {
namespace {

Run defaultRun() {
  return Run::create(prepareExperiment(findPreset(std::string(kDefaultPreset))->config).value())
      .value();
}

// The whole step of a run, with detection, dimensions, bounds and the monitor.
void runStep(benchmark::State& state) {
  Run run = defaultRun();
  for (auto _ : state) {
    benchmark::DoNotOptimize(run.stepAhead());
    if (run.recordsDue()) run.completeRecords([](const StepRecord&, std::span<const long>) {});
  }
}
BENCHMARK(runStep)->Unit(benchmark::kMicrosecond)->Iterations(3000);

// The bare training step of the same run.
void trainerStep(benchmark::State& state) {
  const Experiment experiment =
      prepareExperiment(findPreset(std::string(kDefaultPreset))->config).value();
  Trainer trainer =
      Trainer::create(experiment.data.train, experiment.initial, trainerConfigOf(experiment.config))
          .value();
  for (auto _ : state) benchmark::DoNotOptimize(trainer.step());
}
BENCHMARK(trainerStep)->Unit(benchmark::kMicrosecond)->Iterations(3000);

// What every step pays for the assumptions; the share of trainerStep is what counts.
void monitorStep(benchmark::State& state) {
  Run run = defaultRun();
  run.step();
  const TheorySnapshot snapshot = run.theorySnapshot();
  OptimizerState optimizer = makeOptimizerState(static_cast<int>(snapshot.lastUpdate.size()));
  optimizer.secondMoment = snapshot.secondMoment;
  optimizer.step = 1;
  const Vector gradient = -snapshot.lastUpdate;
  StepMonitor monitor(snapshot.network, run.experiment().data.train.sampleCount(), 256);
  for (auto _ : state) {
    monitor.addStep({.events = {},
                     .gradient = gradient,
                     .update = snapshot.lastUpdate,
                     .network = snapshot.network,
                     .optimizer = run.config().optimizer,
                     .state = optimizer});
  }
}
BENCHMARK(monitorStep)->Unit(benchmark::kMicrosecond);

// What the trainer pays for a look: once for a published frame, at most every lookInterval steps.
void snapshotForLook(benchmark::State& state) {
  Run run = defaultRun();
  for (int step = 0; step < 300; ++step) run.step();
  for (auto _ : state) benchmark::DoNotOptimize(run.theorySnapshot());
}
BENCHMARK(snapshotForLook)->Unit(benchmark::kMicrosecond);

// The look itself, on the analysis thread.
void oneLook(benchmark::State& state) {
  Run run = defaultRun();
  for (int step = 0; step < 300; ++step) run.step();
  TheoryAnalyst analyst(std::make_shared<const Experiment>(run.experiment()));
  const TheorySnapshot snapshot = run.theorySnapshot();
  for (auto _ : state) {
    benchmark::DoNotOptimize(analyst.look(snapshot, run.config().theory));
    benchmark::DoNotOptimize(analyst.distributions(snapshot));
  }
}
BENCHMARK(oneLook)->Unit(benchmark::kMillisecond)->Iterations(20);

}  // namespace
}  // namespace adamscope
