// Draws a plot without what only a mouse needs: axes, data, legend, marks.
#pragma once

#include "app/plot/plot_layout.h"

namespace adamscope::plot {

/// What is drawn, and with what.
struct PlotPicture {
  const PlotModel& model;
  const PlotStyle& style;
  const PlotLayout& layout;
  const PlotAxes& axes;
};

void drawPlotPicture(Surface& surface, const PlotPicture& picture);

/// The sign of a series in the legend and the readout: a piece of its line, a dot or a box.
void drawSwatch(Surface& surface, const PlotSeries& series, const figure::Place& topLeft,
                double alpha);

}  // namespace adamscope::plot
