// The parts of a plot that are clicked: legend, menu, the button that follows the data.
#pragma once

#include <cstddef>

#include "app/plot/plot_mouse.h"

namespace adamscope::plot {

/// Toggles and solos.
void handleLegend(const LivePlot& plot);

/// The menu button and the popup behind it.
void handleMenu(const LivePlot& plot, PlotResult& result);

/// The button that lets the views follow the data again, when they do not.
void handleFollowButton(const LivePlot& plot);

/// Shows only this series, or all if it is alone already.
void soloSeries(const PlotSpec& spec, PlotState& state, std::size_t series);

}  // namespace adamscope::plot
