// What it costs to know which region is under the cursor: searching all faces, making the grid, and
// asking it.
#include <benchmark/benchmark.h>

#include "app/model/face_locator.h"
#include "core/base/random.h"
#include "core/regions/tessellation.h"

namespace adamscope {
namespace {

constexpr SliceDomain kSquare{-1, 1, -1, 1};

/// The regions of a random network with two hidden layers of that width.
Tessellation regions(int width) {
  Network network{{{2, width, width, 1}}, {}};
  network.parameters.resize(network.architecture.parameterCount());
  Random random(1);
  for (double& parameter : network.parameters) parameter = random.normal();
  return tessellate(network, InputSlice::whole(2), kSquare);
}

SlicePoint randomPoint(Random& random) {
  const double x = random.uniform(kSquare.xMin, kSquare.xMax);
  const double y = random.uniform(kSquare.yMin, kSquare.yMax);
  return {x, y};
}

void searchAllFaces(benchmark::State& state) {
  const Tessellation cells = regions(static_cast<int>(state.range(0)));
  Random random(2);
  for (auto _ : state) benchmark::DoNotOptimize(findFace(cells, randomPoint(random)));
  state.counters["regions"] = cells.faceCount();
}

void makeGrid(benchmark::State& state) {
  const Tessellation cells = regions(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(FaceLocator(cells));
  state.counters["regions"] = cells.faceCount();
}

void askGrid(benchmark::State& state) {
  const Tessellation cells = regions(static_cast<int>(state.range(0)));
  const FaceLocator locator(cells);
  Random random(2);
  for (auto _ : state) benchmark::DoNotOptimize(locator.find(randomPoint(random)));
  state.counters["regions"] = cells.faceCount();
}

BENCHMARK(searchAllFaces)->Arg(32)->Arg(80)->Arg(250)->Unit(benchmark::kMicrosecond);
BENCHMARK(makeGrid)->Arg(32)->Arg(80)->Arg(250)->Unit(benchmark::kMicrosecond);
BENCHMARK(askGrid)->Arg(32)->Arg(80)->Arg(250)->Unit(benchmark::kNanosecond);

}  // namespace
}  // namespace adamscope
