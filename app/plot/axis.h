// An axis of a plot: where a value stands on the screen. A value is first mapped to a coordinate,
// in which the axis is linear (the value itself, its decimal logarithm, or a symmetric logarithm),
// then to a pixel. Views are intervals of coordinates, so panning and zooming need no case
// distinction, and a logarithmic axis may show numbers far beyond the range of a double.
//
//   value --coordinateOf--> coordinate --pixelAt--> pixel
#pragma once

namespace adamscope::plot {

enum class Scale {
  kLinear,
  kLog,    ///< log10(v); v <= 0 has the coordinate -infinity and is drawn on the gutter.
  kSymlog  ///< sign(v) log10(1 + |v| / threshold): linear near 0, logarithmic far from it.
};

/// low < high, in the coordinates of an axis unless said otherwise.
struct Interval {
  double low = 0.0;
  double high = 1.0;

  double width() const { return high - low; }
  bool contains(double x) const { return x >= low && x <= high; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// The map between values and coordinates; strictly increasing.
struct AxisScale {
  Scale kind = Scale::kLinear;
  double threshold = 1.0;  ///< Of kSymlog, > 0.

  /// NaN for NaN; kLog: -infinity for v <= 0.
  double coordinateOf(double value) const;
  /// coordinateOf(exp(logValue)) without the detour through a double that overflows.
  double coordinateOfLog(double logValue) const;
  /// The value there; +-infinity or 0 where a double ends.
  double valueAt(double coordinate) const;

  friend bool operator==(const AxisScale&, const AxisScale&) = default;
};

/// A scale, what is seen of it, and where. startPx is the pixel of view.low; for a vertical axis it
/// is the larger one.
struct Axis {
  AxisScale scale;
  Interval view;
  double startPx = 0.0;
  double endPx = 1.0;
  double gutterPx = 0.0;  ///< Where values <= 0 stand, if hasGutter.
  bool hasGutter = false;

  /// A finite pixel for each coordinate but NaN: what is far outside (infinite, too) is moved to a
  /// place that is outside still, the coordinate -infinity on the gutter, if there is one.
  double pixelAt(double coordinate) const;
  double coordinateAtPixel(double pixel) const;
  double valueAtPixel(double pixel) const { return scale.valueAt(coordinateAtPixel(pixel)); }
};

/// The nearest view that the scale can show: ordered, finite, not narrower than its digits allow,
/// nor wider than doubles do.
Interval limitedView(const AxisScale& scale, const Interval& view);

/// The view scaled by `factor` (< 1 zooms in) so that the coordinate `anchor` stays in place.
Interval zoomedView(const AxisScale& scale, const Interval& view, double anchor, double factor);

/// The view moved by a coordinate difference; unchanged if that leaves the range of doubles.
Interval pannedView(const AxisScale& scale, const Interval& view, double shift);

/// A view that shows all of `data` (coordinates; low > high means there is none; low == high is one
/// value) with a margin, ending on round coordinates, so that it does not change with each new
/// value.
Interval fittedView(const AxisScale& scale, const Interval& data);

/// The view for an axis that follows growing data: `previous` as long as it shows all of `data` and
/// leaves little room unused, otherwise a new fittedView.
Interval followedView(const AxisScale& scale, const Interval& previous, const Interval& data);

/// The view of a step axis that follows growing data: begins with the data, has no margin there,
/// and ends on a round coordinate at most an eighth of the width behind the last.
Interval followedSteps(const AxisScale& scale, const Interval& data);

}  // namespace adamscope::plot
