// What of a series falls into each pixel column: exact at every zoom, in time that depends on the
// number of columns and hardly on the number of values.
#pragma once

#include <vector>

#include "app/plot/plot_spec.h"
#include "app/plot/series_data.h"

namespace adamscope::plot {

/// The values within one column.
struct Column {
  double centerPx = 0.0;
  ItemRange items;
  ValueSummary values;
};

/// A horizontal axis cut into columns.
struct ColumnGrid {
  const Axis& axis;
  double width = 1.0;         ///< Of a column, in pixels.
  std::vector<double> edges;  ///< x at the edges: one more than columns.

  ColumnGrid(const Axis& xAxis, double columnWidth);
};

/// The x from which on items are less than a column apart; +infinity if they never are. Before it,
/// items are drawn one by one; from it on, by columns.
double denseFrom(const ColumnGrid& grid, double stride);

/// The columns that begin at or behind `fromX` and hold an item. Each item is in exactly one
/// column; where a column holds thousands, its ends are moved by up to 1/48 of its width to whole
/// blocks of the pyramid.
std::vector<Column> columnsOf(const PlotSeries& series, const ColumnGrid& grid, double fromX);

}  // namespace adamscope::plot
