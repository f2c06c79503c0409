// How long the boundaries of a parameter slice take: the plane of one step, which has to follow
// live training (33 ms), and the plane of a whole trajectory, where thousands of curves are in
// view.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/network/backward.h"
#include "core/regions/parameter_boundary.h"
#include "core/session/slice_analysis.h"
#include "core/session/thread_pool.h"
#include "core/session/training_session.h"
#include "core/training/loss.h"
#include "tests/support/reference_trainer.h"

namespace adamscope {
namespace {

using testing::ReferenceOptimizer;
using testing::ReferenceTrainer;

constexpr int kSamples = 256;
constexpr int kSteps = 300;

struct Trajectory {
  Matrix inputs;
  std::vector<Vector> parameters;
  Network last;
};

// Two noisy half circles, He-normal weights, Adam on the logistic loss.
Trajectory record(int width) {
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
  Network network{{{2, width, width, 1}, 0.0}, {}};
  network.parameters = Vector::Zero(network.architecture.parameterCount());
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    const double deviation = std::sqrt(2.0 / network.architecture.width(l - 1));
    for (double& w : network.weight(l).reshaped()) w = deviation * random.normal();
  }
  ReferenceOptimizer optimizer;
  optimizer.learningRate = 0.01;
  ReferenceTrainer trainer(network, inputs, targets, "bce", optimizer);
  Trajectory result{inputs, {}, {}};
  for (int t = 0; t <= kSteps; ++t) {
    result.parameters.push_back(trainer.network().parameters);
    result.last = trainer.network();
    trainer.step();
  }
  return result;
}

void report(benchmark::State& state, const ParameterBoundaries& found) {
  state.counters["pieces"] = static_cast<double>(found.segments.size());
}

/// Arguments: width; half the side of the picture, in lengths of the last step.
void stepPlane(benchmark::State& state) {
  const Trajectory run = record(static_cast<int>(state.range(0)));
  const Vector update = run.parameters.back() - run.parameters[run.parameters.size() - 2];
  Random random(1);
  Vector other(update.size());
  for (double& entry : other) entry = random.normal();
  const ParameterSlice slice = stepSlice(run.last, update, other);
  const double side = static_cast<double>(state.range(1)) * update.norm();
  const SliceDomain domain{-side, side, -side, side};
  ParameterBoundaries found;
  for (auto _ : state) found = traceBoundaries(slice, run.inputs, domain);
  report(state, found);
}
BENCHMARK(stepPlane)
    ->ArgNames({"width", "steps"})
    ->ArgsProduct({{16, 64}, {2, 10, 100}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// Arguments: width; tolerance in tenths of a pixel; threads.
void trajectoryPlane(benchmark::State& state) {
  const Trajectory run = record(static_cast<int>(state.range(0)));
  Matrix trajectory(static_cast<Eigen::Index>(run.parameters.size()), run.parameters[0].size());
  for (std::size_t t = 0; t < run.parameters.size(); ++t) {
    trajectory.row(static_cast<Eigen::Index>(t)) = run.parameters[t].transpose();
  }
  const ParameterSlice slice = trajectorySlice(run.last.architecture, trajectory).value();
  std::vector<SlicePoint> points;
  for (const Vector& theta : run.parameters) points.push_back(slice.coordinatesOf(theta));
  const SliceDomain domain = domainAround(points, 0.15);
  ThreadPool pool(static_cast<int>(state.range(2)));
  BoundaryOptions options;
  options.tolerancePx = static_cast<double>(state.range(1)) / 10.0;
  options.executor = &pool;
  ParameterBoundaries found;
  for (auto _ : state) found = traceBoundaries(slice, run.inputs, domain, options);
  report(state, found);
}
BENCHMARK(trajectoryPlane)
    ->ArgNames({"width", "tenths", "threads"})
    ->Args({16, 5, 1})
    ->Args({16, 40, 1})
    ->Args({16, 5, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// The default preset after this many steps, so that the trail is full.
std::unique_ptr<TrainingSession> longSession(long steps) {
  SessionServices services;
  services.load = [](const Config& config) { return prepareExperiment(config); };
  auto session = TrainingSession::create({}, std::move(services)).value();
  session->runTo(steps);
  while (session->state() == SessionState::kPlaying) session->advance(std::chrono::seconds(1));
  return session;
}

/// All that the window shows of one plane after 9,000 steps: trail, crossings, boundaries, arrows.
/// Arguments: whether of the trajectory; tolerance in tenths of a pixel; threads.
void liveSlice(benchmark::State& state) {
  const auto session = longSession(9000);
  SliceRequest request;
  request.plane.plane = state.range(0) == 0 ? SlicePlane::kStep : SlicePlane::kTrajectory;
  request.tolerancePx = static_cast<double>(state.range(1)) / 10.0;
  ThreadPool pool(static_cast<int>(state.range(2)));
  SliceFrame frame;
  for (auto _ : state) frame = analyseSlice(session->frame(), request, &pool);
  state.counters["trail"] = static_cast<double>(frame.trail.size());
  report(state, frame.boundaries);
}
BENCHMARK(liveSlice)
    ->ArgNames({"pca", "tenths", "threads"})
    ->Args({0, 5, 1})
    ->Args({1, 30, 1})
    ->Args({1, 30, 2})
    ->Args({1, 5, 1})
    ->Args({1, 5, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// What the trainer pays for one frame that the window takes over, after this many steps.
void publishFrame(benchmark::State& state) {
  const auto session = longSession(state.range(0));
  std::shared_ptr<const TrainFrame> shown;
  for (auto _ : state) {
    state.PauseTiming();
    session->step(1);
    while (session->advance(std::chrono::seconds(1))) {
    }
    state.ResumeTiming();
    shown = session->frame();
  }
  state.counters["trail"] = static_cast<double>(shown->trail->size());
}
BENCHMARK(publishFrame)->Arg(100)->Arg(9000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adamscope
