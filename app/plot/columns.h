// What of a series falls into each pixel column: exact at every zoom, in time that depends on the
// number of columns and hardly on the number of values.
#pragma once

#include <vector>

#include "app/plot/plot_spec.h"
#include "app/plot/series_data.h"

namespace adamscope::plot {

/// The values within one pixel column.
struct Column {
  double centerPx = 0.0;
  ItemRange items;
  ValueSummary values;
};

/// The x values at the edges of the pixel columns of a horizontal axis: one more than columns.
std::vector<double> columnEdges(const Axis& xAxis);

/// The x from which on items are less than a pixel apart; +infinity if they never are within a
/// double. Before it, items are drawn one by one; from it on, by columns.
double denseFrom(const Axis& xAxis, double stride);

/// The columns that begin at or behind `fromX` and hold an item. Each item is in exactly one
/// column; where a column holds thousands, its ends are moved by up to 1/48 pixel to whole blocks
/// of the pyramid.
std::vector<Column> columnsOf(const PlotSeries& series, const Axis& xAxis,
                              const std::vector<double>& edges, double fromX);

}  // namespace adamscope::plot
