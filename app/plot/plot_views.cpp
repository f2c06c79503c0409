#include "app/plot/plot_views.h"

#include <algorithm>
#include <cmath>

#include "app/plot/series_data.h"
#include "app/plot/window_bars.h"

namespace adamscope::plot {
namespace {

constexpr Interval kNothing{std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};

void include(Interval& hull, const Interval& part) {
  if (!(part.low <= part.high)) return;
  hull.low = std::min(hull.low, part.low);
  hull.high = std::max(hull.high, part.high);
}

void includeBars(Interval& hull, const PlotSpec& spec, const PlotState& state, const Axis& xAxis,
                 double leastBarPx) {
  const std::vector<const PlotSeries*> bars = barSeries(spec, state);
  if (bars.empty()) return;
  const long items = windowItems(xAxis, bars.front()->stride, leastBarPx);
  for (const WindowBar& bar : windowBars(spec, state, xAxis, items)) {
    const double top = state.yScale.coordinateOf(bar.total());
    if (std::isfinite(top)) include(hull, {top, top});
  }
  if (state.yScale.kind != Scale::kLog) {
    include(hull, {0.0, 0.0});
  } else if (hull.low <= hull.high) {
    // Bars of one event stand a little above the foot.
    include(hull, {std::min(0.0, hull.low), hull.high});
  }
}

}  // namespace

Interval dataSteps(const PlotSpec& spec) {
  Interval steps = kNothing;
  for (const PlotSeries& series : spec.series) {
    if (series.count == 0) continue;
    const long behind = series.kind == SeriesKind::kBars ? 1 : 0;
    include(steps, {series.firstX, series.xAt(series.count - 1 + behind)});
  }
  return steps;
}

Interval seenValues(const PlotSpec& spec, const PlotState& state, const Axis& xAxis,
                    double leastBarPx) {
  Interval hull = kNothing;
  const double low = xAxis.valueAtPixel(xAxis.startPx);
  const double high = xAxis.valueAtPixel(xAxis.endPx);
  for (const PlotSeries& series : spec.series) {
    if (!state.isVisible(series) || series.kind == SeriesKind::kBars) continue;
    ItemRange items = itemsIn(series, {low, std::nextafter(high, INFINITY)});
    // Values that only stand on the gutter of a logarithmic x axis are seen, too.
    if (xAxis.hasGutter) items.first = 0;
    include(hull, coordinatesOf(state.yScale, series, summarize(series, items)));
  }
  includeBars(hull, spec, state, xAxis, leastBarPx);
  return hull;
}

bool needsGutter(const PlotSpec& spec, const PlotState& state) {
  if (state.yScale.kind != Scale::kLog) return false;
  for (const PlotSeries& series : spec.series) {
    if (!state.isVisible(series)) continue;
    // Windows without an event are common.
    if (series.kind == SeriesKind::kBars) return true;
    if (hasGutterValue(series, summarize(series, {0, series.count}))) return true;
  }
  return false;
}

void followSteps(const PlotSpec& spec, PlotLink& link, int frame) {
  if (link.frame != frame) {
    // All plots of the last frame have told theirs.
    link.data = link.dataSoFar;
    link.dataSoFar = kNothing;
    link.frame = frame;
  }
  include(link.dataSoFar, dataSteps(spec));
  Interval known = link.data;
  include(known, link.dataSoFar);
  if (!link.isFollowing) return;
  Interval coordinates{1.0, 0.0};
  if (known.low <= known.high) {
    // A logarithmic axis has the steps from 1 on; what is before stands on its gutter.
    const double low = link.xScale.kind == Scale::kLog ? std::max(known.low, 1.0) : known.low;
    coordinates = {link.xScale.coordinateOf(low),
                   link.xScale.coordinateOf(std::max(low, known.high))};
  }
  link.xView = followedSteps(link.xScale, coordinates);
}

void followValues(const PlotSpec& spec, PlotState& state, const Axis& xAxis, double leastBarPx) {
  state.hasGutter =
      needsGutter(spec, state) || (state.hasGutter && state.yScale.kind == Scale::kLog);
  if (!state.isFollowing) return;
  state.yView = followedView(state.yScale, state.yView, seenValues(spec, state, xAxis, leastBarPx));
}

}  // namespace adamscope::plot
