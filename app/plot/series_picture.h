// Draws the data of a plot.
#pragma once

#include "app/plot/plot_layout.h"

namespace adamscope::plot {

/// All visible series, in the order of the spec, bars first, and what of them stands on gutters.
void drawAllSeries(Surface& surface, const PlotModel& model, const PlotLayout& layout,
                   const PlotAxes& axes);

}  // namespace adamscope::plot
