// How long it takes to find all regions: the networks that edge subdivision was published with, and
// whether the time grows linearly with the number of regions.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/base/random.h"
#include "core/regions/affine_map.h"
#include "core/regions/tessellation.h"
#include "core/session/thread_pool.h"

namespace adamscope {
namespace {

constexpr SliceDomain kSquare{-1, 1, -1, 1};

Network readNetwork(const std::string& name) {
  const auto path = std::filesystem::path(ADAMSCOPE_ORACLE_DIR) / "networks" / (name + ".json");
  std::ifstream file(path);
  if (!file) {
    std::fprintf(stderr, "cannot read %s: run this from a build of the source tree\n",
                 path.c_str());
    std::exit(1);
  }
  const nlohmann::json json = nlohmann::json::parse(file);
  Network network{{json["widths"].get<std::vector<int>>()}, {}};
  network.parameters.resize(network.architecture.parameterCount());
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    const nlohmann::json& layer = json["layers"][static_cast<std::size_t>(l) - 1];
    MutableWeightView weight = network.weight(l);
    for (Eigen::Index j = 0; j < weight.rows(); ++j) {
      const auto row = static_cast<std::size_t>(j);
      network.bias(l)(j) = layer["bias"][row];
      for (Eigen::Index k = 0; k < weight.cols(); ++k) {
        weight(j, k) = layer["weight"][row][static_cast<std::size_t>(k)];
      }
    }
  }
  return network;
}

/// Tessellates in a loop; counters: regions, microseconds a region, and, if `publishedSeconds` is
/// not 0, our time over theirs.
void run(benchmark::State& state, const Network& network, double publishedSeconds, int threads,
         bool withMaps) {
  ThreadPool pool(threads);
  const InputSlice slice = InputSlice::whole(2);
  double regions = 0.0;
  TessellationWorkspace workspace;
  for (auto _ : state) {
    Tessellation cells =
        tessellate(network, slice, kSquare, {.executor = &pool, .workspace = &workspace});
    regions = cells.faceCount();
    if (withMaps) benchmark::DoNotOptimize(affineMapsOf(network, cells, &pool).coefficients.data());
    workspace.recycle(std::move(cells));
  }
  using benchmark::Counter;
  const double rounds = static_cast<double>(state.iterations());
  const auto perSecond = Counter::kIsRate | Counter::kInvert;
  state.counters["regions"] = regions;
  state.counters["us/region"] = Counter(regions * rounds * 1e-6, perSecond);
  if (publishedSeconds > 0.0) {
    state.counters["ours/published"] = Counter(publishedSeconds * rounds, perSecond);
  }
}

/// Arguments: threads, and whether the affine maps of all faces are computed too. Published: the
/// time of edge subdivision (Berzins 2023) for the same network.
void referenceNetwork(benchmark::State& state, const std::string& name, double publishedSeconds) {
  run(state, readNetwork(name), publishedSeconds, static_cast<int>(state.range(0)),
      state.range(1) != 0);
}

void withThreadsAndMaps(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"threads", "maps"})->Args({1, 0})->Args({2, 0})->Args({1, 1})->Args({2, 1});
  bench->UseRealTime()->Unit(benchmark::kMillisecond);
}

/// Two hidden layers of the given width, weights and biases as in the reference networks of kind B:
/// us/region should stay nearly flat while the regions grow with the square of the width.
void twoLayersOfWidth(benchmark::State& state) {
  const int width = static_cast<int>(state.range(0));
  Network network{{{2, width, width, 1}}, {}};
  network.parameters.resize(network.architecture.parameterCount());
  Random random(1);
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    const double scale = std::sqrt(2.0 / network.architecture.width(l - 1));
    MutableWeightView weight = network.weight(l);
    for (double& w : weight.reshaped<Eigen::RowMajor>()) w = scale * random.normal();
    for (double& b : network.bias(l)) b = 0.5 * random.normal();
  }
  run(state, network, 0.0, 1, false);
}

BENCHMARK_CAPTURE(referenceNetwork, 64x64_B, "64x64_B", 0.123)->Apply(withThreadsAndMaps);
BENCHMARK_CAPTURE(referenceNetwork, 64x64x64x64_B, "64x64x64x64_B", 0.585)
    ->Apply(withThreadsAndMaps);
BENCHMARK_CAPTURE(referenceNetwork, 256x256_A, "256x256_A", 4.9)->Apply(withThreadsAndMaps);
BENCHMARK(twoLayersOfWidth)
    ->RangeMultiplier(2)
    ->Range(16, 256)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adamscope
