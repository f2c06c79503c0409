#include "app/plot/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace adamscope::plot {
namespace {

/// The end of a column, moved to the nearest whole block of the pyramid that is so small that
/// nobody can see it.
long wholeBlocks(const ItemRange& items, long count) {
  constexpr long kLeastBlocks = 24;
  long block = MinMaxPyramid::kBlock;
  if (items.last == count || block * kLeastBlocks > items.size()) return items.last;
  while (block * MinMaxPyramid::kFanOut * kLeastBlocks <= items.size()) {
    block *= MinMaxPyramid::kFanOut;
  }
  return std::min(count, (items.last + block / 2) / block * block);
}

}  // namespace

ColumnGrid::ColumnGrid(const Axis& xAxis, double columnWidth) : axis(xAxis), width(columnWidth) {
  const double count = std::max(1.0, std::ceil((axis.endPx - axis.startPx) / width));
  edges.resize(static_cast<std::size_t>(count) + 1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    edges[i] = axis.valueAtPixel(axis.startPx + static_cast<double>(i) * width);
  }
}

double denseFrom(const ColumnGrid& grid, double stride) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Axis& axis = grid.axis;
  const double columnsPerUnit = (axis.endPx - axis.startPx) / axis.view.width() / grid.width;
  if (axis.scale.kind == Scale::kLinear) {
    return columnsPerUnit * stride < 1.0 ? -kInfinity : kInfinity;
  }
  // d(coordinate)/dx = 1 / ((x + threshold) ln 10), without the threshold for kLog.
  const double threshold = axis.scale.kind == Scale::kSymlog ? axis.scale.threshold : 0.0;
  return columnsPerUnit * stride / std::numbers::ln10 - threshold;
}

std::vector<Column> columnsOf(const PlotSeries& series, const ColumnGrid& grid, double fromX) {
  const std::vector<double>& edges = grid.edges;
  std::vector<Column> columns;
  columns.reserve(edges.size());
  long first = -1;
  for (std::size_t j = 0; j + 1 < edges.size(); ++j) {
    if (edges[j] < fromX) continue;
    const ItemRange exact = itemsIn(series, {edges[j], edges[j + 1]});
    if (first < 0) first = exact.first;
    const ItemRange items{first, wholeBlocks(exact, series.count)};
    first = std::max(first, items.last);
    if (items.size() == 0) continue;
    const double center = grid.axis.startPx + (static_cast<double>(j) + 0.5) * grid.width;
    columns.push_back({center, items, summarize(series, items)});
  }
  return columns;
}

}  // namespace adamscope::plot
