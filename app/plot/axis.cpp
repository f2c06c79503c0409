#include "app/plot/axis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace adamscope::plot {
namespace {

using std::numbers::ln10;

/// Coordinates stay within these, so that differences and products of views are finite.
constexpr double kLargestLinear = 1e300;
constexpr double kLargestLog = 1e12;
/// The narrowest view relative to its distance from 0: six digits are left for the pixels.
constexpr double kLeastRelativeWidth = 1e-9;
constexpr double kLeastLinearWidth = 1e-290;
constexpr double kLeastLogWidth = 1e-6;
/// Far outside of any window, and exact in the floats that pixels become.
constexpr double kFarPx = 1e5;

bool isLinear(const AxisScale& scale) { return scale.kind == Scale::kLinear; }

/// The largest 1, 2 or 5 times a power of ten that is <= width > 0.
double roundQuantum(double width) {
  const double power = std::pow(10.0, std::floor(std::log10(width)));
  for (const double factor : {5.0, 2.0}) {
    if (factor * power <= width) return factor * power;
  }
  return power;
}

double roundedDown(double x, double quantum) { return std::floor(x / quantum + 1e-9) * quantum; }
double roundedUp(double x, double quantum) { return std::ceil(x / quantum - 1e-9) * quantum; }

/// What is shown when there are no data.
Interval emptyView(const AxisScale& scale) {
  return scale.kind == Scale::kLog ? Interval{0.0, 2.0} : Interval{0.0, 1.0};
}

}  // namespace

double AxisScale::coordinateOf(double value) const {
  switch (kind) {
    case Scale::kLinear:
      return value;
    case Scale::kLog:
      // The comparison is false for NaN, which log passes on. Not log10: the library's is slow, and
      // every pixel column asks for two.
      return value <= 0.0 ? -INFINITY : std::log(value) / ln10;
    case Scale::kSymlog:
      return std::copysign(std::log1p(std::abs(value) / threshold) / ln10, value);
  }
  return value;
}

double AxisScale::coordinateOfLog(double logValue) const {
  if (kind == Scale::kLinear) return std::exp(logValue);
  if (kind == Scale::kLog) return logValue / ln10;
  const double x = logValue - std::log(threshold);
  // log(1 + e^x) = x up to rounding from 40 on.
  return (x > 40.0 ? x : std::log1p(std::exp(x))) / ln10;
}

double AxisScale::valueAt(double coordinate) const {
  switch (kind) {
    case Scale::kLinear:
      return coordinate;
    case Scale::kLog:
      return std::pow(10.0, coordinate);
    case Scale::kSymlog:
      return std::copysign(threshold * std::expm1(std::abs(coordinate) * ln10), coordinate);
  }
  return coordinate;
}

double Axis::pixelAt(double coordinate) const {
  if (hasGutter && coordinate == -INFINITY) return gutterPx;
  const double middle = 0.5 * (startPx + endPx);
  // Halved before it is subtracted: the distance of two large coordinates may overflow.
  const double centre = 0.5 * view.low + 0.5 * view.high;
  const double pixel = middle + (coordinate - centre) / view.width() * (endPx - startPx);
  return std::clamp(pixel, middle - kFarPx, middle + kFarPx);
}

double Axis::coordinateAtPixel(double pixel) const {
  const double share = (pixel - startPx) / (endPx - startPx);
  return view.low * (1.0 - share) + view.high * share;
}

Interval limitedView(const AxisScale& scale, const Interval& view) {
  const double largest = isLinear(scale) ? kLargestLinear : kLargestLog;
  if (std::isnan(view.low) || std::isnan(view.high)) return emptyView(scale);
  double low = std::clamp(std::min(view.low, view.high), -largest, largest);
  double high = std::clamp(std::max(view.low, view.high), -largest, largest);
  const double size = std::max(std::abs(low), std::abs(high));
  const double least =
      std::max(isLinear(scale) ? kLeastLinearWidth : kLeastLogWidth, kLeastRelativeWidth * size);
  if (high - low < least) {
    const double middle = 0.5 * low + 0.5 * high;
    low = std::max(middle - 0.5 * least, -largest);
    high = std::min(low + least, largest);
    low = std::min(low, high - 0.5 * least);
  }
  return {low, high};
}

Interval zoomedView(const AxisScale& scale, const Interval& view, double anchor, double factor) {
  return limitedView(
      scale, {anchor + (view.low - anchor) * factor, anchor + (view.high - anchor) * factor});
}

Interval pannedView(const AxisScale& scale, const Interval& view, double shift) {
  const Interval moved{view.low + shift, view.high + shift};
  return limitedView(scale, moved) == moved ? moved : view;
}

Interval fittedView(const AxisScale& scale, const Interval& data) {
  if (!(data.low <= data.high)) return emptyView(scale);
  const Interval safe{std::max(data.low, -1e299), std::min(data.high, 1e299)};
  double margin = 0.05 * safe.width();
  if (margin <= kLeastRelativeWidth * std::max(std::abs(safe.low), std::abs(safe.high))) {
    // One value: give it a neighbourhood of its own size.
    const double size = std::max(std::abs(safe.low), std::abs(safe.high));
    margin = isLinear(scale) ? (size > 0.0 ? 0.5 * size : 0.5) : 0.5;
  }
  Interval view{safe.low - margin, safe.high + margin};
  // Values that are all on one side of 0 and near it stand on it.
  if (isLinear(scale) && safe.low >= 0.0 && view.low < 0.2 * view.high) view.low = 0.0;
  if (isLinear(scale) && safe.high <= 0.0 && view.high > 0.2 * view.low) view.high = 0.0;
  const double quantum = roundQuantum(0.1 * view.width());
  return limitedView(scale, {roundedDown(view.low, quantum), roundedUp(view.high, quantum)});
}

Interval followedView(const AxisScale& scale, const Interval& previous, const Interval& data) {
  const Interval fresh = fittedView(scale, data);
  const bool showsAll = previous.low <= data.low && previous.high >= data.high;
  return showsAll && fresh.width() > 0.6 * previous.width() ? previous : fresh;
}

Interval followedSteps(const AxisScale& scale, const Interval& data) {
  if (!(data.low <= data.high)) return {0.0, isLinear(scale) ? 100.0 : 2.0};
  const double width = data.width();
  if (!(width > kLeastRelativeWidth * std::max(std::abs(data.low), std::abs(data.high)))) {
    return limitedView(scale, {data.low, data.low + (isLinear(scale) ? 10.0 : 1.0)});
  }
  const double quantum = roundQuantum(width / 8.0);
  return limitedView(scale, {data.low, data.low + roundedUp(width, quantum)});
}

}  // namespace adamscope::plot
