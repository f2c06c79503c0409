// What a plot of a million steps costs each frame, without the rasteriser's share.
#include <benchmark/benchmark.h>

#include <vector>

#include "app/plot/plot_widget.h"
#include "core/base/random.h"
#include "tests/support/null_window.h"

namespace adamscope::plot {
namespace {

struct LongSeries {
  std::vector<double> values;
  MinMaxPyramid pyramid;
};

std::vector<LongSeries> longSeries(int count, long steps) {
  std::vector<LongSeries> all(static_cast<std::size_t>(count));
  Random random(1);
  for (LongSeries& series : all) {
    for (long i = 0; i < steps; ++i) {
      series.values.push_back(1.0 + random.normal());
      series.pyramid.append(series.values.back());
    }
  }
  return all;
}

PlotSpec specOf(const std::vector<LongSeries>& all) {
  PlotSpec spec;
  spec.id = spec.title = "bench";
  spec.xLabel = "step";
  for (const LongSeries& data : all) {
    PlotSeries series;
    series.name = "series " + std::to_string(spec.series.size());
    series.count = static_cast<long>(data.values.size());
    series.value = [&data](long i) { return data.values[static_cast<std::size_t>(i)]; };
    series.pyramid = &data.pyramid;
    spec.series.push_back(std::move(series));
  }
  return spec;
}

/// A frame with a plot of 6 series of 1e6 steps in 600 columns, draw lists and all.
void drawLongPlot(benchmark::State& state, Scale scale) {
  const std::vector<LongSeries> data = longSeries(6, state.range(0));
  const PlotSpec spec = specOf(data);
  PlotState plotState;
  plotState.yScale.kind = scale;
  PlotLink link;
  testing::NullWindow window({660.0F, 300.0F});
  for (auto _ : state) {
    window.frame([&] { drawPlot(spec, plotState, link, {}); });
    benchmark::DoNotOptimize(window.vertexCount());
  }
  state.counters["vertices"] = window.vertexCount();
}
BENCHMARK_CAPTURE(drawLongPlot, linear, Scale::kLinear)
    ->Arg(1000)
    ->Arg(1000000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(drawLongPlot, log, Scale::kLog)->Arg(1000000)->Unit(benchmark::kMillisecond);

BENCHMARK_CAPTURE(drawLongPlot, symlog, Scale::kSymlog)
    ->Arg(1000000)
    ->Unit(benchmark::kMillisecond);

/// The same without a plot: the frame itself.
void drawNothing(benchmark::State& state) {
  testing::NullWindow window({660.0F, 300.0F});
  for (auto _ : state) window.frame([] {});
}
BENCHMARK(drawNothing)->Unit(benchmark::kMillisecond);

void appendToPyramid(benchmark::State& state) {
  MinMaxPyramid pyramid;
  for (auto _ : state) pyramid.append(1.0);
}
BENCHMARK(appendToPyramid);

}  // namespace
}  // namespace adamscope::plot
