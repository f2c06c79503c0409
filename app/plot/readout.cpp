#include "app/plot/readout.h"

#include <algorithm>
#include <cmath>

#include "app/figure/ticks.h"
#include "app/plot/number_text.h"
#include "app/plot/plot_picture.h"
#include "app/plot/plot_views.h"
#include "app/plot/window_bars.h"

namespace adamscope::plot {
namespace {

using figure::Box;

constexpr double kPad = 0.6;   // around the text, in em
constexpr double kLine = 1.3;  // from line to line
constexpr std::size_t kMostNotes = 4;

/// Steps are written in full.
std::string stepText(double x) {
  return x == std::round(x) && std::abs(x) < 1e15 ? figure::formatNumber(x, 0) : readoutNumber(x);
}

void addBars(Readout& readout, const PlotModel& model, const PlotAxes& axes, double x,
             double leastBarPx) {
  const std::vector<const PlotSeries*> bars = barSeries(model.spec, model.state);
  if (bars.empty()) return;
  const long items = windowItems(axes.x, bars.front()->stride, leastBarPx);
  for (const WindowBar& bar : windowBars(model.spec, model.state, axes.x, items)) {
    if (x < bar.lowX || x >= bar.highX) continue;
    const PlotSeries& lead = *bars.front();
    if (bar.items.size() > 1) {
      readout.heading = model.spec.xLabel + " " + stepText(lead.xAt(bar.items.first)) + "–" +
                        stepText(lead.xAt(bar.items.last - 1));
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const auto place = static_cast<std::size_t>(bars[i] - model.spec.series.data());
      readout.rows.push_back({place, readoutNumber(bar.sums[i]), bars[i]->unit, std::nullopt});
    }
  }
}

void addLine(Readout& readout, const PlotModel& model, const PlotAxes& axes, std::size_t place,
             double x) {
  const PlotSeries& series = model.spec.series[place];
  const std::optional<long> item = itemAt(series, x);
  if (!item) return;
  const double value = series.value(*item);
  ReadoutRow row{place, readoutText(series, value), series.unit, std::nullopt};
  if (series.kind == SeriesKind::kBand) {
    row.value = readoutText(series, series.lowerValue(*item)) + " … " + row.value;
  } else if (!std::isnan(value)) {
    const double px = axes.x.pixelAt(axes.x.scale.coordinateOf(x));
    row.dot = {px, axes.y.pixelAt(coordinateOf(axes.y.scale, series, value))};
  }
  readout.rows.push_back(row);
}

}  // namespace

double snappedX(const PlotSpec& spec, const PlotState& state, double x) {
  const PlotSeries* finest = nullptr;
  for (const PlotSeries& series : spec.series) {
    if (!state.isVisible(series) || series.count == 0) continue;
    if (finest == nullptr || series.stride < finest->stride) finest = &series;
  }
  if (finest == nullptr) return x;
  const Interval steps = dataSteps(spec);
  const double item = std::round((x - finest->firstX) / finest->stride);
  return std::clamp(finest->firstX + item * finest->stride, steps.low, steps.high);
}

Readout readoutAt(const PlotModel& model, const PlotAxes& axes, double x, double leastBarPx) {
  Readout readout;
  readout.heading = model.spec.xLabel + " " + stepText(x);
  addBars(readout, model, axes, x, leastBarPx);
  for (std::size_t i = 0; i < model.spec.series.size(); ++i) {
    const PlotSeries& series = model.spec.series[i];
    if (series.kind == SeriesKind::kBars || !model.state.isVisible(series)) continue;
    addLine(readout, model, axes, i, x);
  }
  const double px = axes.x.pixelAt(axes.x.scale.coordinateOf(x));
  for (const VerticalMark& mark : model.spec.marks) {
    const double markPx = axes.x.pixelAt(axes.x.scale.coordinateOf(mark.x));
    if (std::abs(markPx - px) > leastBarPx || readout.notes.size() > kMostNotes) continue;
    readout.notes.push_back(readout.notes.size() == kMostNotes ? "…" : mark.explanation);
  }
  return readout;
}

ReadoutBox measureReadout(const Surface& surface, const PlotSpec& spec, const Readout& readout) {
  const double em = surface.em();
  ReadoutBox sizes;
  for (const ReadoutRow& row : readout.rows) {
    const PlotSeries& series = spec.series[row.series];
    sizes.nameWidth = std::max(sizes.nameWidth, surface.textWidth(series.name, TextRole::kText));
    sizes.valueWidth = std::max(sizes.valueWidth, surface.textWidth(row.value, TextRole::kNumber));
    sizes.unitWidth = std::max(sizes.unitWidth, surface.textWidth(row.unit, TextRole::kText));
  }
  // A stable width: numbers that get a digit more do not move the box.
  sizes.valueWidth = std::max(sizes.valueWidth, surface.textWidth("0.000000", TextRole::kNumber));
  const double unit = sizes.unitWidth > 0.0 ? sizes.unitWidth + 0.4 * em : 0.0;
  double width = 1.1 * em + sizes.nameWidth + 1.2 * em + sizes.valueWidth + unit;
  width = std::max(width, surface.textWidth(readout.heading, TextRole::kNumber));
  for (const std::string& note : readout.notes) {
    width = std::max(width, std::min(22.0 * em, surface.textWidth(note, TextRole::kText)));
  }
  const auto lines = static_cast<double>(1 + readout.rows.size() + readout.notes.size());
  sizes.box = {0.0, 0.0, width + 2.0 * kPad * em,
               (lines * kLine - (kLine - 1.0)) * em + 2.0 * kPad * em};
  return sizes;
}

void drawReadout(Surface& surface, const PlotSpec& spec, const PlotStyle& style,
                 const Readout& readout, const ReadoutBox& sizes) {
  const double em = surface.em();
  const Box& box = sizes.box;
  surface.fillBox({box.x - 1.0, box.y - 1.0, box.width + 2.0, box.height + 2.0}, {style.lines},
                  0.35 * em);
  surface.fillBox(box, {style.raised, 0.97}, 0.35 * em);
  const double left = box.x + kPad * em;
  const double inner = box.width - 2.0 * kPad * em;
  double y = box.y + kPad * em;
  surface.drawText({left, y}, readout.heading, {style.muted}, TextRole::kNumber);
  const double unitRoom = sizes.unitWidth > 0.0 ? sizes.unitWidth + 0.4 * em : 0.0;
  const double right = left + inner - unitRoom;
  for (const ReadoutRow& row : readout.rows) {
    y += kLine * em;
    const PlotSeries& series = spec.series[row.series];
    drawSwatch(surface, series, {left, y}, 1.0);
    surface.drawText({left + 1.1 * em, y}, series.name, {style.text}, TextRole::kText);
    const double width = surface.textWidth(row.value, TextRole::kNumber);
    surface.drawText({right - width, y}, row.value, {style.text}, TextRole::kNumber);
    if (row.unit.empty()) continue;
    surface.drawText({right + 0.4 * em, y}, row.unit, {style.muted}, TextRole::kText);
  }
  for (const std::string& note : readout.notes) {
    y += kLine * em;
    surface.drawText({left, y}, shortenedText(surface, note, TextRole::kText, inner), {style.muted},
                     TextRole::kText);
  }
}

}  // namespace adamscope::plot
