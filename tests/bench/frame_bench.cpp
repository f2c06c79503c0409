// What one frame of the whole window costs the CPU while thousands of regions change every frame:
// pick-up of the snapshot, mesh and upload, panels, and plots of a million steps. A software
// rasteriser is no part of it: the views' drawing calls are replaced by nothing, and the panels'
// triangles are made but not handed over.
#include <benchmark/benchmark.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/main_window/main_ui.h"
#include "app/window/offscreen.h"
#include "core/session/presets.h"

namespace adamscope {
namespace {

std::unique_ptr<TrainingSession> sessionOf(const std::vector<std::string>& settings) {
  Config config;
  for (const std::string& setting : settings) {
    if (!setConfigKey(config, setting)) std::abort();
  }
  auto session = TrainingSession::create(
      config, {.load = [](const Config& c) { return prepareExperiment(c); }, .record = {}});
  if (!session) std::abort();
  return std::move(*session);
}

/// From here on the views' drawing calls do nothing; uploads go on.
void dropDrawingCalls() {
  epoxy_glDrawArrays = [](GLenum, GLint, GLsizei) {};
  epoxy_glDrawElements = [](GLenum, GLsizei, GLenum, const void*) {};
  epoxy_glDrawArraysInstanced = [](GLenum, GLint, GLsizei, GLsizei) {};
  epoxy_glClear = [](GLbitfield) {};
  epoxy_glBlitFramebuffer = [](GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLbitfield,
                               GLenum) {};
}

/// The window over a session without threads.
struct Bench {
  explicit Bench(const std::vector<std::string>& settings)
      : live(LiveSession::withoutThreads(sessionOf(settings))),
        screen(OffscreenUi::create({.widthPx = 1600, .heightPx = 1000})) {
    if (!screen) {
      std::fprintf(stderr, "%s\n", screen.message().c_str());
      std::abort();
    }
    auto made = MainUi::create(*live, Settings());
    if (!made) std::abort();
    content = std::move(*made);
    dropDrawingCalls();
  }
  void advance(long steps) {
    live->post([steps](TrainingSession& session) { session.step(steps); });
    const long target = live->trainFrame()->step + steps;
    while (live->trainFrame()->step < target) live->pump();
  }
  void draw() {
    UiHost& host = screen->host();
    const ui::Frame& frame =
        host.beginFrame({.widthPx = 1600, .heightPx = 1000, .hidesMouse = true});
    content->draw(frame);
    host.dropFrame();
  }

  std::unique_ptr<LiveSession> live;
  Result<OffscreenUi> screen;
  std::unique_ptr<MainUi> content;
};

/// A window after so many steps. Kept until other numbers are asked for: the measuring begins
/// several times, and a million steps take minutes.
Bench& trainedBench(long hidden, long steps) {
  static std::unique_ptr<Bench> bench;
  static std::pair<long, long> made;
  if (bench && made == std::pair(hidden, steps)) return *bench;
  bench.reset();  // one context at a time
  const std::string width = std::to_string(hidden);
  bench = std::make_unique<Bench>(std::vector<std::string>{
      "network.hidden=" + width + "," + width, "data.samples=64", "slice.domain=-8,8,-8,8"});
  bench->content->state().input.fill = RegionFill::kOutput;
  for (long done = 0; done < steps; done += 100'000) {
    bench->advance(std::min(100'000L, steps - done));
  }
  for (int i = 0; i < 10; ++i) {
    bench->live->pump();
    bench->draw();
  }
  made = {hidden, steps};
  return *bench;
}

/// range(0): regions come from this hidden width; range(1): steps in the plots.
void windowFrame(benchmark::State& state) {
  Bench& bench = trainedBench(state.range(0), state.range(1));
  for (auto _ : state) {
    state.PauseTiming();
    bench.advance(1);
    bench.live->pump();
    state.ResumeTiming();
    bench.draw();
  }
  state.counters["regions"] = bench.live->analysisFrame()->tessellation.faceCount();
  state.counters["steps"] = static_cast<double>(bench.live->trainFrame()->step);
}
BENCHMARK(windowFrame)
    ->Args({16, 1000})
    ->Args({64, 100})
    ->Args({100, 300})
    ->Args({16, 1'000'000})
    ->Unit(benchmark::kMillisecond);

/// Analyses a second: tessellation, maps, decision boundary, areas, samples.
void analysisFrame(benchmark::State& state) {
  const std::string width = std::to_string(state.range(0));
  const auto session = sessionOf({"network.hidden=" + width + "," + width});
  session->step(200);
  while (session->advance(std::chrono::seconds(1))) {
  }
  const auto train = session->frame();
  std::size_t faces = 0;
  for (auto _ : state) {
    const AnalysisFrame frame = analyse(train, viewFor(*train, {}));
    faces = static_cast<std::size_t>(frame.tessellation.faceCount());
  }
  state.counters["regions"] = static_cast<double>(faces);
  state.counters["per_second"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(analysisFrame)->Arg(16)->Arg(64)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adamscope
