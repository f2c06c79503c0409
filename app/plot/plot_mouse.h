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

/// Toggles and solos.
void handleLegend(const LivePlot& plot);

/// The menu button and the popup behind it.
void handleMenu(const LivePlot& plot, PlotResult& result);

/// The button that lets the views follow the data again, when they do not.
void handleFollowButton(const LivePlot& plot);

/// The box that the right button has drawn; none while it draws none.
std::optional<figure::Box> zoomBox(const LivePlot& plot);

/// Shows only this series, or all if it is alone already.
void soloSeries(const PlotSpec& spec, PlotState& state, std::size_t series);

}  // namespace adamscope::plot
