// Questions about the data of a series that drawing, fitting and the readout ask alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plot/plot_spec.h"

namespace adamscope::plot {

/// A line that holds its own values: number i at x = firstX + i * stride.
PlotSeries lineThrough(std::string name, const figure::Color& color, std::vector<double> values,
                       double firstX, double stride);

/// An interval of item numbers: first ... last - 1.
struct ItemRange {
  long first = 0;
  long last = 0;

  long size() const { return last > first ? last - first : 0; }
};

/// The items with x in [xs.low, xs.high).
ItemRange itemsIn(const PlotSeries& series, const Interval& xs);

/// What the items hold; kBand: of both edges. Not for kBars.
ValueSummary summarize(const PlotSeries& series, const ItemRange& items);

/// The coordinate of a value of this series on a y axis.
double coordinateOf(const AxisScale& scale, const PlotSeries& series, double value);

/// Coordinates of the least and the largest value, for fits: finite, without what stands on the
/// gutter. low > high if there is none.
Interval coordinatesOf(const AxisScale& scale, const PlotSeries& series,
                       const ValueSummary& summary);

/// Whether a value stands on the gutter of a logarithmic axis.
bool hasGutterValue(const PlotSeries& series, const ValueSummary& summary);

/// The item to read at x: the nearest, for kSteps the one that holds there. None outside of the
/// data.
std::optional<long> itemAt(const PlotSeries& series, double x);

/// The value of an item as a readout shows it.
std::string readoutText(const PlotSeries& series, double value);

}  // namespace adamscope::plot
