#include "app/plot/series_picture.h"

#include <algorithm>
#include <cmath>

#include "app/plot/bar_picture.h"
#include "app/plot/columns.h"

namespace adamscope::plot {
namespace {

using figure::Box;
using figure::Place;

constexpr double kBandAlpha = 0.28;

/// Everything that drawing one series needs.
struct Brush {
  Surface& surface;
  const PlotSeries& series;
  const PlotAxes& axes;
  const ColumnGrid& grid;
  double lineWidth = 1.0;

  Ink ink(double alpha = 1.0) const { return {series.color, alpha}; }
  double yPixel(double value) const {
    return axes.y.pixelAt(coordinateOf(axes.y.scale, series, value));
  }
  double xPixel(long item) const {
    return axes.x.pixelAt(axes.x.scale.coordinateOf(series.xAt(item)));
  }
};

// ---- by columns ------------------------------------------------------------------------------

/// From the largest to the least value of a column, y down.
StripPoint stripOf(const Brush& brush, const Column& column) {
  const ValueSummary& values = column.values;
  const double high = values.hasPositiveInfinity ? INFINITY
                      : values.hasFinite()       ? values.max
                                                 : -INFINITY;
  const double low = values.hasNegativeInfinity ? -INFINITY
                     : values.hasFinite()       ? values.min
                                                : INFINITY;
  return {column.centerPx, brush.yPixel(high), brush.yPixel(low)};
}

/// Lengthens neighbours that do not overlap until they meet, as the line between them does, and
/// gives the strip the width of a line.
void joinStrip(std::vector<StripPoint>& strip, double halfWidth) {
  for (std::size_t i = 0; i < strip.size(); ++i) {
    StripPoint& a = strip[i];
    if (i + 1 < strip.size()) {
      StripPoint& b = strip[i + 1];
      if (a.bottom < b.top) a.bottom = b.top = 0.5 * (a.bottom + b.top);
      if (a.top > b.bottom) a.top = b.bottom = 0.5 * (a.top + b.bottom);
    }
    a.top -= halfWidth;
    a.bottom += halfWidth;
  }
}

/// Columns that stand out from both neighbours in full width up to their ends: the strip alone
/// would taper there, and a spike of one step would fade.
void drawPeaks(const Brush& brush, const std::vector<StripPoint>& run) {
  const double width = std::max(brush.grid.width, brush.lineWidth);
  for (std::size_t i = 1; i + 1 < run.size(); ++i) {
    const double top = std::min(run[i - 1].top, run[i + 1].top);
    const double bottom = std::max(run[i - 1].bottom, run[i + 1].bottom);
    const double left = run[i].x - 0.5 * width;
    // Not each tooth of noise, which is as high as its neighbours are.
    const double least = std::max(3.0 * width, bottom - top);
    if (top - run[i].top > least) {
      brush.surface.fillBox({left, run[i].top, width, top - run[i].top}, brush.ink(), 0.0);
    }
    if (run[i].bottom - bottom > least) {
      brush.surface.fillBox({left, bottom, width, run[i].bottom - bottom}, brush.ink(), 0.0);
    }
  }
}

void drawMarkColumn(const Brush& brush, const StripPoint& p) {
  const double width = std::max(brush.grid.width, brush.lineWidth);
  const double half = 0.5 * brush.lineWidth;
  brush.surface.fillBox({p.x - 0.5 * width, p.top - half, width, p.bottom - p.top + 2.0 * half},
                        brush.ink(), 0.0);
}

void drawRun(const Brush& brush, std::vector<StripPoint>& run) {
  const SeriesKind kind = brush.series.kind;
  if (kind == SeriesKind::kMarks || run.size() == 1) {
    for (const StripPoint& p : run) drawMarkColumn(brush, p);
  } else if (kind == SeriesKind::kBand) {
    brush.surface.fillStrip(run, brush.ink(kBandAlpha));
  } else if (!run.empty()) {
    joinStrip(run, 0.5 * brush.lineWidth);
    brush.surface.fillStrip(run, brush.ink());
    drawPeaks(brush, run);
  }
  run.clear();
}

/// The outline of the columns as one line, for dashes: through both ends of each column.
void drawDashedColumns(const Brush& brush, const std::vector<Column>& columns) {
  std::vector<Place> line;
  const Stroke stroke{brush.ink(), brush.lineWidth, brush.series.dash};
  for (const Column& column : columns) {
    if (column.values.isGap()) {
      brush.surface.drawPolyline(line, stroke);
      line.clear();
      continue;
    }
    StripPoint p = stripOf(brush, column);
    const bool risesFirst = !line.empty() && line.back().y < 0.5 * (p.top + p.bottom);
    if (!risesFirst) std::swap(p.top, p.bottom);
    line.push_back({p.x, p.top});
    if (std::abs(p.top - p.bottom) > 0.5) line.push_back({p.x, p.bottom});
  }
  brush.surface.drawPolyline(line, stroke);
}

void drawColumns(const Brush& brush, const std::vector<Column>& columns) {
  if (brush.series.dash != Dash::kSolid && brush.series.kind != SeriesKind::kBand) {
    drawDashedColumns(brush, columns);
    return;
  }
  std::vector<StripPoint> run;
  for (const Column& column : columns) {
    const bool isNext = !run.empty() && column.centerPx - run.back().x < 1.5 * brush.grid.width;
    if (column.values.isGap() || !isNext) drawRun(brush, run);
    if (!column.values.isGap()) run.push_back(stripOf(brush, column));
  }
  drawRun(brush, run);
}

// ---- one by one ------------------------------------------------------------------------------

void drawDots(const Brush& brush, const ItemRange& items, double radius) {
  for (long i = items.first; i < items.last; ++i) {
    const double value = brush.series.value(i);
    if (std::isnan(value)) continue;
    brush.surface.fillDot({brush.xPixel(i), brush.yPixel(value)}, radius, brush.ink());
  }
}

void drawLineItems(const Brush& brush, const ItemRange& items) {
  const Stroke stroke{brush.ink(), brush.lineWidth, brush.series.dash};
  std::vector<Place> line;
  const auto flush = [&] {
    if (line.size() == 1) {
      brush.surface.fillDot(line.front(), brush.lineWidth, brush.ink());
    } else {
      brush.surface.drawPolyline(line, stroke);
    }
    line.clear();
  };
  for (long i = items.first; i < items.last; ++i) {
    const double value = brush.series.value(i);
    if (std::isnan(value)) {
      flush();
      continue;
    }
    const Place place{brush.xPixel(i), brush.yPixel(value)};
    if (brush.series.kind == SeriesKind::kSteps && !line.empty()) {
      line.push_back({place.x, line.back().y});
    }
    line.push_back(place);
  }
  flush();
}

void drawBandItems(const Brush& brush, const ItemRange& items) {
  std::vector<StripPoint> run;
  for (long i = items.first; i < items.last; ++i) {
    const double high = brush.series.value(i);
    const double low = brush.series.lowerValue(i);
    if (std::isnan(high) || std::isnan(low)) {
      drawRun(brush, run);
    } else {
      run.push_back({brush.xPixel(i), brush.yPixel(high), brush.yPixel(low)});
    }
  }
  drawRun(brush, run);
}

void drawItems(const Brush& brush, const ItemRange& items) {
  switch (brush.series.kind) {
    case SeriesKind::kLine:
    case SeriesKind::kSteps:
      drawLineItems(brush, items);
      break;
    case SeriesKind::kBand:
      drawBandItems(brush, items);
      break;
    case SeriesKind::kMarks:
      drawDots(brush, items, 1.6 * brush.lineWidth);
      break;
    case SeriesKind::kBars:
      break;
  }
}

// ---- gutters ---------------------------------------------------------------------------------

/// Draws from `from` to `to` on the row of a series on the gutter.
void drawOnGutter(const Brush& brush, const Box& row, double from, double to) {
  const double width = std::max(to - from, 1.5 * brush.lineWidth);
  const double middle = 0.5 * (from + to);
  brush.surface.fillBox({middle - 0.5 * width, row.y + 0.5 * row.height - brush.lineWidth, width,
                         2.0 * brush.lineWidth},
                        brush.ink(), 0.0);
}

bool isOnGutter(const Brush& brush, double value) {
  return !std::isnan(value) && coordinateOf(brush.axes.y.scale, brush.series, value) == -INFINITY;
}

/// Where the values of the series are <= 0; neighbours are joined.
void drawGutterRow(const Brush& brush, const ItemRange& items, const std::vector<Column>& columns,
                   const Box& row) {
  double from = NAN;
  double to = NAN;
  const auto extend = [&](double left, double right, bool joins) {
    if (!std::isnan(from) && !joins) drawOnGutter(brush, row, from, to), from = NAN;
    if (std::isnan(from)) from = left;
    to = right;
  };
  long previous = -2;
  for (long i = items.first; i < items.last; ++i) {
    if (!isOnGutter(brush, brush.series.value(i))) continue;
    const double x = brush.xPixel(i);
    extend(x, x, previous == i - 1);
    previous = i;
  }
  for (const Column& column : columns) {
    if (!hasGutterValue(brush.series, column.values)) continue;
    const double left = column.centerPx - 0.5 * brush.grid.width;
    extend(left, left + brush.grid.width, left <= to + brush.grid.width);
  }
  if (!std::isnan(from)) drawOnGutter(brush, row, from, to);
}

/// Items with x <= 0 of a logarithmic x axis.
void drawXGutter(const Brush& brush) {
  const ItemRange items = itemsIn(brush.series, {-INFINITY, 1e-300});
  drawDots(brush, {std::max(items.first, items.last - 100), items.last}, 1.5 * brush.lineWidth);
}

// ---- all -------------------------------------------------------------------------------------

void drawOneSeries(const Brush& brush, const PlotLayout& layout, const Box& gutterRow) {
  const PlotAxes& axes = brush.axes;
  const double dense = denseFrom(brush.grid, brush.series.stride);
  const std::vector<Column> columns = columnsOf(brush.series, brush.grid, dense);
  // One item more on each side, so that lines go on beyond the edges.
  const double end =
      columns.empty() ? brush.grid.edges.back() : brush.series.xAt(columns[0].items.first);
  ItemRange items{0, 0};
  if (dense > brush.grid.edges.front()) {
    items = itemsIn(brush.series, {brush.grid.edges.front(), end});
    items.first = std::max(0L, items.first - 1);
    items.last = std::min(brush.series.count, items.last + (columns.empty() ? 2 : 1));
  }
  {
    const ClipScope clip(brush.surface, layout.area);
    drawItems(brush, items);
    drawColumns(brush, columns);
  }
  if (axes.y.hasGutter && brush.series.kind != SeriesKind::kBand) {
    const ClipScope clip(brush.surface, layout.yGutter);
    drawGutterRow(brush, items, columns, gutterRow);
  }
  if (axes.x.hasGutter && brush.series.kind != SeriesKind::kBand) {
    const ClipScope clip(brush.surface, layout.xGutter);
    drawXGutter(brush);
  }
}

}  // namespace

void drawAllSeries(Surface& surface, const PlotModel& model, const PlotLayout& layout,
                   const PlotAxes& axes) {
  drawBars(surface, model, layout, axes);
  const ColumnGrid grid(axes.x, surface.columnWidth());
  std::vector<const PlotSeries*> shown;
  for (const PlotSeries& series : model.spec.series) {
    if (series.kind != SeriesKind::kBars && model.state.isVisible(series) && series.count > 0) {
      shown.push_back(&series);
    }
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const Brush brush{surface, *shown[i], axes, grid, std::max(1.0, 0.1 * surface.em())};
    const double height = layout.yGutter.height / static_cast<double>(shown.size());
    const Box row{layout.yGutter.x, layout.yGutter.y + static_cast<double>(i) * height,
                  layout.yGutter.width, height};
    drawOneSeries(brush, layout, row);
  }
}

}  // namespace adamscope::plot
