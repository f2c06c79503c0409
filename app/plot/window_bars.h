// Bars of sums over windows of steps: crossings per window, by layer. The width of a window is a
// round number of items that follows the zoom; windows begin at multiples of it, so that they stay
// in place when the view moves.
#pragma once

#include <vector>

#include "app/plot/plot_spec.h"
#include "app/plot/series_data.h"

namespace adamscope::plot {

/// One window with the sums of all visible bar series, in the order of the spec.
struct WindowBar {
  ItemRange items;  ///< Item numbers; the last window may be incomplete.
  double lowX = 0.0;
  double highX = 0.0;
  std::vector<double> sums;

  double total() const;
};

/// The least 1, 2 or 5 times a power of ten of items that is at least `leastPx` wide.
long windowItems(const Axis& xAxis, double stride, double leastPx);

/// The windows that reach into the view. Series must agree in firstX and stride; all bar series
/// take those of the first.
std::vector<WindowBar> windowBars(const PlotSpec& spec, const PlotState& state, const Axis& xAxis,
                                  long itemsPerWindow);

/// The visible bar series.
std::vector<const PlotSeries*> barSeries(const PlotSpec& spec, const PlotState& state);

}  // namespace adamscope::plot
