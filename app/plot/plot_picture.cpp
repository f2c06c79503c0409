#include "app/plot/plot_picture.h"

#include <algorithm>
#include <cmath>

#include "app/plot/plot_views.h"
#include "app/plot/series_picture.h"

namespace adamscope::plot {
namespace {

using figure::Box;
using figure::Place;

constexpr double kHiddenAlpha = 0.35;

bool hasData(const PlotPicture& p) {
  const Interval steps = dataSteps(p.model.spec);
  return steps.low <= steps.high;
}

void drawGrid(Surface& surface, const PlotPicture& p) {
  const Box& area = p.layout.area;
  const Ink grid{p.style.lines, 0.75};
  for (const AxisTick& t : p.axes.xTicks.marks) {
    const double x = p.axes.x.pixelAt(t.coordinate);
    if (!t.label.empty()) surface.fillBox({x, area.y, 1.0, area.height}, grid, 0.0);
  }
  if (!hasData(p)) return;
  for (const AxisTick& t : p.axes.yTicks.marks) {
    const double y = p.axes.y.pixelAt(t.coordinate);
    if (!t.label.empty()) surface.fillBox({area.x, y, area.width, 1.0}, grid, 0.0);
  }
}

void drawAxisLines(Surface& surface, const PlotPicture& p) {
  const double em = surface.em();
  const Box& area = p.layout.area;
  const Ink line{p.style.muted, 0.6};
  surface.fillBox({area.x, area.bottom() - 1.0, area.width, 1.0}, line, 0.0);
  for (const AxisTick& t : p.axes.xTicks.marks) {
    const double length = (t.label.empty() ? 0.18 : 0.3) * em;
    const double x = p.axes.x.pixelAt(t.coordinate);
    surface.fillBox({x, area.bottom(), 1.0, p.layout.yGutter.height > 0.0 ? 0.15 * em : length},
                    line, 0.0);
  }
  if (!hasData(p)) return;
  for (const AxisTick& t : p.axes.yTicks.marks) {
    const double length = (t.label.empty() ? 0.15 : 0.28) * em;
    const double y = p.axes.y.pixelAt(t.coordinate);
    surface.fillBox({area.x - length, y, length, 1.0}, line, 0.0);
  }
}

void drawLabels(Surface& surface, const PlotPicture& p) {
  const Ink muted{p.style.muted};
  for (const PlacedLabel& label : p.axes.yLabels) {
    if (hasData(p)) surface.drawText(label.topLeft, label.text, muted, TextRole::kNumber);
  }
  if (!p.model.spec.showsXLabels) return;
  for (const PlacedLabel& label : p.axes.xLabels) {
    surface.drawText(label.topLeft, label.text, muted, TextRole::kNumber);
  }
  surface.drawText(p.axes.xName.topLeft, p.axes.xName.text, muted, TextRole::kText);
}

void drawGutters(Surface& surface, const PlotPicture& p) {
  const double em = surface.em();
  const std::string label = "≤ 0";
  const double width = surface.textWidth(label, TextRole::kNumber);
  const Box& y = p.layout.yGutter;
  if (y.height > 0.0) {
    surface.fillBox(y, {p.style.lines, 0.45}, 0.0);
    const double left = p.layout.area.x - p.layout.xGutter.width - 0.45 * em - width;
    surface.drawText({left, y.y + 0.5 * (y.height - em)}, label, {p.style.muted},
                     TextRole::kNumber);
  }
  const Box& x = p.layout.xGutter;
  if (x.width > 0.0) {
    surface.fillBox(x, {p.style.lines, 0.45}, 0.0);
    if (p.model.spec.showsXLabels) {
      surface.drawText({x.x + 0.5 * (x.width - width), p.layout.xLabelTop}, label, {p.style.muted},
                       TextRole::kNumber);
    }
  }
}

void drawMarks(Surface& surface, const PlotPicture& p) {
  const double em = surface.em();
  const Box& area = p.layout.area;
  double last = -1e9;
  for (const VerticalMark& mark : p.model.spec.marks) {
    const double x = std::round(p.axes.x.pixelAt(p.axes.x.scale.coordinateOf(mark.x)));
    // One line for what is in one place.
    if (x < area.x || x > area.right() || x == last) continue;
    last = x;
    const std::vector<Place> line{{x + 0.5, area.y}, {x + 0.5, area.bottom()}};
    surface.drawPolyline(line, {{p.style.muted, 0.7}, 1.0, Dash::kDotted});
    surface.fillDot({x + 0.5, area.y}, 0.2 * em, {p.style.muted});
  }
}

/// It stands inside the area, so a curve may pass behind it.
void drawYNote(Surface& surface, const PlotPicture& p) {
  const PlacedLabel& note = p.axes.yNote;
  if (note.text.empty()) return;
  const double em = surface.em();
  const double width = surface.textWidth(note.text, TextRole::kText);
  const Box below{note.topLeft.x - 0.2 * em, note.topLeft.y - 0.1 * em, width + 0.4 * em, 1.2 * em};
  surface.fillBox(below, {p.style.background, 0.85}, 0.2 * em);
  surface.drawText(note.topLeft, note.text, {p.style.muted}, TextRole::kText);
}

void drawHeader(Surface& surface, const PlotPicture& p) {
  const double em = surface.em();
  const Box& title = p.layout.titleBox;
  surface.drawText({title.x, title.y}, p.layout.title, {p.style.text}, TextRole::kStrong);
  if (title.right() + 4.0 * em < p.layout.whole.right()) {
    surface.drawText({title.right() + 0.4 * em, title.y}, p.model.spec.yUnit, {p.style.muted},
                     TextRole::kText);
  }
  drawYNote(surface, p);
  for (const LegendEntry& entry : p.layout.legend) {
    const PlotSeries& series = p.model.spec.series[entry.series];
    const double alpha = p.model.state.isVisible(series) ? 1.0 : kHiddenAlpha;
    drawSwatch(surface, series, {entry.box.x, entry.box.y}, alpha);
    surface.drawText({entry.box.x + 1.1 * em, entry.box.y}, entry.label, {p.style.muted, alpha},
                     TextRole::kText);
  }
  const Box& rest = p.layout.legendRest;
  if (rest.width > 0.0) {
    const std::string text =
        std::string("+").append(std::to_string(p.model.spec.series.size() - p.layout.firstRest));
    surface.fillBox(rest, {p.style.raised}, 0.3 * em);
    const double width = surface.textWidth(text, TextRole::kText);
    surface.drawText({rest.x + 0.5 * (rest.width - width), rest.y + 0.1 * em}, text,
                     {p.style.muted}, TextRole::kText);
  }
}

void drawEmptyText(Surface& surface, const PlotPicture& p) {
  if (hasData(p)) return;
  const Box& area = p.layout.area;
  const std::string text =
      shortenedText(surface, p.model.spec.emptyText, TextRole::kText, area.width - surface.em());
  const double width = surface.textWidth(text, TextRole::kText);
  surface.drawText(
      {area.x + 0.5 * (area.width - width), area.y + 0.5 * (area.height - surface.em())}, text,
      {p.style.muted}, TextRole::kText);
}

}  // namespace

void drawSwatch(Surface& surface, const PlotSeries& series, const Place& topLeft, double alpha) {
  const double em = surface.em();
  const double middle = topLeft.y + 0.55 * em;
  const Ink ink{series.color, alpha};
  switch (series.kind) {
    case SeriesKind::kBars:
    case SeriesKind::kBand:
      surface.fillBox({topLeft.x + 0.1 * em, middle - 0.32 * em, 0.64 * em, 0.64 * em},
                      {series.color, series.kind == SeriesKind::kBand ? 0.5 * alpha : alpha},
                      0.12 * em);
      break;
    case SeriesKind::kMarks:
      surface.fillDot({topLeft.x + 0.42 * em, middle}, 0.22 * em, ink);
      break;
    default: {
      const std::vector<Place> line{{topLeft.x, middle}, {topLeft.x + 0.88 * em, middle}};
      surface.drawPolyline(line, {ink, std::max(1.5, 0.15 * em), series.dash});
    }
  }
}

void drawPlotPicture(Surface& surface, const PlotPicture& picture) {
  drawGrid(surface, picture);
  drawGutters(surface, picture);
  drawAllSeries(surface, picture.model, picture.layout, picture.axes);
  drawAxisLines(surface, picture);
  drawMarks(surface, picture);
  drawLabels(surface, picture);
  drawHeader(surface, picture);
  drawEmptyText(surface, picture);
}

}  // namespace adamscope::plot
