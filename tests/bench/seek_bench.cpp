// Going back in a long run: how long until the frame of a past moment is there, and how much memory
// the run takes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "core/base/random.h"
#include "core/session/experiment.h"
#include "core/session/training_session.h"

namespace adamscope {
namespace {

/// A field of /proc/self/status, in MiB; 0 where there is none.
double memoryMib(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field + ":")) return std::atof(line.c_str() + field.size() + 1) / 1024.0;
  }
  return 0.0;
}

/// The default run after so many steps; with small batches most steps have crossings.
TrainingSession& sessionAfter(long steps, long batch) {
  static std::unique_ptr<TrainingSession> session;
  static std::pair<long, long> made;
  if (session && made == std::pair(steps, batch)) return *session;
  session.reset();
  Config config;
  config.batch.size = static_cast<int>(batch);
  config.steps = steps;
  if (batch > 0) config.optimizer.learningRate = 0.03;
  auto begun = TrainingSession::create(
      config, {.load = [](const Config& c) { return prepareExperiment(c); },
               .record = {},
               .spillFolder = std::filesystem::temp_directory_path().string()});
  if (!begun) std::abort();
  session = std::move(*begun);
  made = {steps, batch};
  session->runTo(steps);
  while (session->advance(std::chrono::seconds(1))) {
  }
  return *session;
}

/// range(0): steps of the run; range(1): samples in a batch, 0 for all.
void seekAnywhere(benchmark::State& state) {
  TrainingSession& session = sessionAfter(state.range(0), state.range(1));
  Random random(1);
  double worst = 0.0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    session.seek(static_cast<long>(random.uniform() * static_cast<double>(state.range(0))));
    while (session.advance(std::chrono::seconds(1))) {
    }
    benchmark::DoNotOptimize(session.frame());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    worst = std::max(worst, took.count());
  }
  const RunHistory& history = *session.frame()->history;
  state.counters["worst_ms"] = worst;
  state.counters["events"] = static_cast<double>(history.events.size());
  state.counters["own_MiB"] = memoryMib("RssAnon");
  state.counters["mapped_MiB"] = memoryMib("RssFile");
}
BENCHMARK(seekAnywhere)->Args({100'000, 0})->Args({1'000'000, 32})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adamscope
