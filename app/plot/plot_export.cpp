#include "app/plot/plot_export.h"

#include <cmath>

#include "app/plot/cairo_surface.h"
#include "app/plot/plot_layout.h"
#include "app/plot/plot_picture.h"
#include "app/plot/plot_views.h"
#include "core/base/text.h"

namespace adamscope::plot {
namespace {

void drawOnSheet(Surface& surface, const PlotModel& seen, const PlotSheet& sheet) {
  PlotState state = seen.state;
  PlotLink link = seen.link;
  const PlotModel model{seen.spec, state, link};
  const figure::Box whole{0.0, 0.0, sheet.width, sheet.height};
  // The room for labels is the sheet's own, not the window's.
  link.leftEm = 0.0;
  followSteps(seen.spec, link, link.frame);
  PlotLayout layout;
  PlotAxes axes;
  for (int pass = 0; pass < 2; ++pass) {
    layout = layoutPlot(surface, model, whole, false);
    axes = makeAxes(model, layout);
    followValues(seen.spec, state, axes.x, leastBarPx(surface));
    layout = layoutPlot(surface, model, whole, false);
    axes = makeAxes(model, layout);
    placeTicks(surface, seen.spec, layout, axes);
    link.leftEm = yLabelRoom(surface, axes);
  }
  surface.fillBox(whole, {sheet.style.background}, 0.0);
  drawPlotPicture(surface, {model, sheet.style, layout, axes});
}

/// A field in quotation marks where it needs them.
std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csvHeading(const PlotSeries& series) {
  std::string name = series.isNaturalLog ? "ln(" + series.name + ")" : series.name;
  if (!series.unit.empty()) name += " [" + series.unit + "]";
  if (series.kind != SeriesKind::kBand) return csvField(name);
  return csvField(name + " low") + "," + csvField(name + " high");
}

std::string csvValue(const PlotSeries& series, long item) {
  switch (series.kind) {
    case SeriesKind::kBars:
      return formatReal(series.value(item + 1) - series.value(item));
    case SeriesKind::kBand:
      return formatReal(series.lowerValue(item)) + "," + formatReal(series.value(item));
    default:
      return formatReal(series.value(item));
  }
}

}  // namespace

Status writePlot(const PlotModel& model, const PlotSheet& sheet, const std::string& path) {
  const Result<figure::Format> format = figure::formatOf(path);
  if (!format) return format.error();
  Result<figure::Canvas> canvas =
      figure::Canvas::create(*format, sheet.width, sheet.height, sheet.scale);
  if (!canvas) return canvas.error();
  // A pixel, or what printers resolve.
  const double columnWidth = *format == figure::Format::kPng ? 1.0 / sheet.scale : 0.5;
  CairoSurface surface(canvas->context(), sheet.em, columnWidth);
  drawOnSheet(surface, model, sheet);
  return std::move(*canvas).save(path);
}

void drawPlotAt(figure::Canvas& canvas, const figure::Place& place, const PlotModel& model,
                const PlotSheet& sheet) {
  constexpr double kPrintColumn = 0.5;
  cairo_save(canvas.context());
  cairo_translate(canvas.context(), place.x, place.y);
  CairoSurface surface(canvas.context(), sheet.em, kPrintColumn);
  drawOnSheet(surface, model, sheet);
  cairo_restore(canvas.context());
}

Result<std::string> plotSvg(const PlotModel& model, const PlotSheet& sheet) {
  Result<figure::Canvas> canvas =
      figure::Canvas::create(figure::Format::kSvg, sheet.width, sheet.height, sheet.scale);
  if (!canvas) return canvas.error();
  drawPlotAt(*canvas, {0.0, 0.0}, model, sheet);
  return std::move(*canvas).encode();
}

std::string plotCsv(const PlotSpec& spec) {
  std::string csv = csvField(spec.xLabel);
  for (const PlotSeries& series : spec.series) csv.append(",").append(csvHeading(series));
  csv += "\n";
  std::vector<long> next(spec.series.size(), 0);
  for (;;) {
    double x = INFINITY;
    for (std::size_t i = 0; i < next.size(); ++i) {
      if (next[i] < spec.series[i].count) x = std::min(x, spec.series[i].xAt(next[i]));
    }
    if (std::isinf(x)) return csv;
    csv += formatReal(x);
    for (std::size_t i = 0; i < next.size(); ++i) {
      const PlotSeries& series = spec.series[i];
      const bool isHere = next[i] < series.count && series.xAt(next[i]) <= x;
      const bool isBand = series.kind == SeriesKind::kBand;
      csv += ',';
      if (isHere) csv += csvValue(series, next[i]);
      if (!isHere && isBand) csv += ',';
      if (isHere) ++next[i];
    }
    csv += "\n";
  }
}

}  // namespace adamscope::plot
