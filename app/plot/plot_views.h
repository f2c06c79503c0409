// What of the data is seen: the views of the two axes follow the data until the user moves them.
#pragma once

#include "app/plot/plot_spec.h"

namespace adamscope::plot {

/// The first and last x of all series, hidden ones too; low > high if there are no values.
Interval dataSteps(const PlotSpec& spec);

/// The coordinates on the y axis of everything visible between the ends of the x axis, for a fit;
/// low > high if there is nothing. `leastBarPx` as in windowItems.
Interval seenValues(const PlotSpec& spec, const PlotState& state, const Axis& xAxis,
                    double leastBarPx);

/// Whether something visible stands on the gutter of the y axis.
bool needsGutter(const PlotSpec& spec, const PlotState& state);

/// Tells the link about this plot's data in frame number `frame`, and lets its view follow.
void followSteps(const PlotSpec& spec, PlotLink& link, int frame);

/// Lets the y view follow what is seen.
void followValues(const PlotSpec& spec, PlotState& state, const Axis& xAxis, double leastBarPx);

}  // namespace adamscope::plot
