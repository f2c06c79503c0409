#include "app/plot/window_bars.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace adamscope::plot {
namespace {

/// More bars than this are never wanted; a bound in case an axis says nonsense.
constexpr long kMostBars = 10000;

}  // namespace

double WindowBar::total() const { return std::accumulate(sums.begin(), sums.end(), 0.0); }

long windowItems(const Axis& xAxis, double stride, double leastPx) {
  // On a curved axis the windows at the right end are the narrowest.
  const double right = xAxis.valueAtPixel(xAxis.endPx);
  const double left = xAxis.valueAtPixel(xAxis.endPx - leastPx);
  const double needed = (right - left) / stride;
  for (long power = 1; power < 1'000'000'000'000L; power *= 10) {
    for (const long factor : {1L, 2L, 5L}) {
      if (static_cast<double>(factor * power) >= needed * (1.0 - 1e-9)) return factor * power;
    }
  }
  return 1'000'000'000'000L;
}

std::vector<const PlotSeries*> barSeries(const PlotSpec& spec, const PlotState& state) {
  std::vector<const PlotSeries*> bars;
  for (const PlotSeries& series : spec.series) {
    if (series.kind == SeriesKind::kBars && state.isVisible(series)) bars.push_back(&series);
  }
  return bars;
}

std::vector<WindowBar> windowBars(const PlotSpec& spec, const PlotState& state, const Axis& xAxis,
                                  long itemsPerWindow) {
  std::vector<WindowBar> windows;
  const std::vector<const PlotSeries*> bars = barSeries(spec, state);
  if (bars.empty()) return windows;
  const PlotSeries& lead = *bars.front();
  long count = 0;
  for (const PlotSeries* series : bars) count = std::max(count, series->count);
  PlotSeries longest = lead;
  longest.count = count;
  const ItemRange seen = itemsIn(
      longest, {xAxis.valueAtPixel(xAxis.startPx) - lead.stride, xAxis.valueAtPixel(xAxis.endPx)});
  long first = seen.first / itemsPerWindow * itemsPerWindow;
  for (; first < seen.last && static_cast<long>(windows.size()) < kMostBars;
       first += itemsPerWindow) {
    WindowBar bar{{first, std::min(first + itemsPerWindow, count)}, 0.0, 0.0, {}};
    bar.lowX = lead.xAt(first);
    bar.highX = lead.xAt(first + itemsPerWindow);
    for (const PlotSeries* series : bars) {
      const long last = std::min(bar.items.last, series->count);
      const long begin = std::min(first, last);
      bar.sums.push_back(series->value(last) - series->value(begin));
    }
    windows.push_back(std::move(bar));
  }
  return windows;
}

}  // namespace adamscope::plot
