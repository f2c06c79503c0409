#include "app/plot/series_data.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "app/plot/number_text.h"

namespace adamscope::plot {
namespace {

/// The number of items with x < bound.
long itemsBefore(const PlotSeries& series, double bound) {
  const double index = std::ceil((bound - series.firstX) / series.stride);
  // Written so that NaN gives 0.
  if (!(index > 0.0)) return 0;
  return index < static_cast<double>(series.count) ? static_cast<long>(index) : series.count;
}

ValueSummary summarizeOne(const MinMaxPyramid* pyramid, const ValueAccess& value,
                          const ItemRange& items) {
  if (pyramid == nullptr) return summarizeAll(items.first, items.last, value);
  // A snapshot may be older, or newer, than its pyramid.
  const long last = std::min(items.last, pyramid->size());
  ValueSummary summary = pyramid->summarize(items.first, last, value);
  summary.add(summarizeAll(std::max(items.first, last), items.last, value));
  return summary;
}

}  // namespace

PlotSeries lineThrough(std::string name, const figure::Color& color, std::vector<double> values,
                       double firstX, double stride) {
  PlotSeries series;
  series.name = std::move(name);
  series.color = color;
  series.firstX = firstX;
  series.stride = stride;
  series.count = static_cast<long>(values.size());
  const auto shared = std::make_shared<const std::vector<double>>(std::move(values));
  series.value = [shared](long i) { return (*shared)[static_cast<std::size_t>(i)]; };
  return series;
}

ItemRange itemsIn(const PlotSeries& series, const Interval& xs) {
  return {itemsBefore(series, xs.low), itemsBefore(series, xs.high)};
}

ValueSummary summarize(const PlotSeries& series, const ItemRange& items) {
  ValueSummary summary = summarizeOne(series.pyramid, series.value, items);
  if (series.kind == SeriesKind::kBand) {
    summary.add(summarizeOne(series.lowerPyramid, series.lowerValue, items));
  }
  return summary;
}

double coordinateOf(const AxisScale& scale, const PlotSeries& series, double value) {
  return series.isNaturalLog ? scale.coordinateOfLog(value) : scale.coordinateOf(value);
}

Interval coordinatesOf(const AxisScale& scale, const PlotSeries& series,
                       const ValueSummary& summary) {
  const bool skipsZero = scale.kind == Scale::kLog && !series.isNaturalLog;
  const double least = skipsZero && summary.min <= 0.0 ? summary.leastPositive : summary.min;
  if (!summary.hasFinite() || least > summary.max) return {1.0, 0.0};
  const double low = coordinateOf(scale, series, least);
  const double high = coordinateOf(scale, series, summary.max);
  // e^x on a linear axis overflows: what can be shown is fitted.
  if (std::isinf(low)) return {1.0, 0.0};
  return {low, std::isinf(high) ? low : high};
}

bool hasGutterValue(const PlotSeries& series, const ValueSummary& summary) {
  if (summary.hasNegativeInfinity) return true;
  return !series.isNaturalLog && summary.hasFinite() && summary.min <= 0.0;
}

std::optional<long> itemAt(const PlotSeries& series, double x) {
  if (series.count == 0 || !series.value) return std::nullopt;
  const double index = (x - series.firstX) / series.stride;
  const bool holds = series.kind == SeriesKind::kSteps || series.kind == SeriesKind::kBars;
  const double rounded = holds ? std::floor(index) : std::round(index);
  if (!(rounded >= 0.0 && rounded < static_cast<double>(series.count))) return std::nullopt;
  return static_cast<long>(rounded);
}

std::string readoutText(const PlotSeries& series, double value) {
  return series.isNaturalLog ? readoutFromLog(value) : readoutNumber(value);
}

}  // namespace adamscope::plot
