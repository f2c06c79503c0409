// How a plot answers the mouse: invisible buttons over its parts, which change its state.
#pragma once

#include "app/plot/plot_layout.h"
#include "app/plot/plot_widget.h"

namespace adamscope::plot {

/// A plot that is being drawn.
struct LivePlot {
  const PlotSpec& spec;
  PlotState& state;
  PlotLink& link;
  const PlotLayout& layout;
  const PlotAxes& axes;
  double em = 13.0;
};

/// Reads the mouse over the data and over the axes. The caller has pushed the plot's id.
void handleMouse(const LivePlot& plot, PlotResult& result);

/// An item for the mouse over a box; false for a box that is too small to be one.
bool placeButton(const char* id, const figure::Box& box);

/// The box that the right button has drawn; none while it draws none.
std::optional<figure::Box> zoomBox(const LivePlot& plot);

}  // namespace adamscope::plot
