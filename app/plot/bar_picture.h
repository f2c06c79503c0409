// Draws the stacked bars of a plot.
#pragma once

#include "app/plot/plot_layout.h"

namespace adamscope::plot {

/// All visible bar series, stacked; windows without an event are a dash on the gutter.
void drawBars(Surface& surface, const PlotModel& model, const PlotLayout& layout,
              const PlotAxes& axes);

}  // namespace adamscope::plot
