#include "app/figure/layout.h"

#include <algorithm>
#include <cmath>

#include "app/figure/canvas.h"
#include "app/figure/graph.h"

namespace adamscope::figure {
namespace {

// All in units (points in print).
constexpr double kMargin = 6.0;
constexpr double kTick = 2.8;
constexpr double kTickGap = 2.6;
constexpr double kBarGap = 9.0;
constexpr double kBarWidth = 8.0;
constexpr double kFrameLine = 0.6;
/// Height over width of a graph.
constexpr double kGraphAspect = 0.68;
/// Height of the triangles that say "and beyond" at the ends of the colour bar.
constexpr double kBarArrow = 6.0;

TextStyle labelStyle(const Scene& scene) {
  return {.size = scene.options.fontSize, .color = scene.theme.ink, .align = Align::kCenter};
}
TextStyle tickStyle(const Scene& scene) {
  return {.size = 0.88 * scene.options.fontSize, .color = scene.theme.mutedInk};
}
TextStyle titleStyle(const Scene& scene) {
  return {.size = 1.3 * scene.options.fontSize, .color = scene.theme.ink, .isBold = true};
}
TextStyle subtitleStyle(const Scene& scene) {
  return {.size = scene.options.fontSize, .color = scene.theme.mutedInk};
}

bool isWholeSpace(const InputSlice& slice) {
  return slice.dimension() == slice.origin.size() && slice.origin.isZero(0.0) &&
         slice.directions.isIdentity(0.0);
}

/// The name of slice axis 0 or 1.
std::string axisName(const Scene& scene, int axis) {
  const SplitDataSet* data = scene.content.data;
  const auto index = static_cast<std::size_t>(axis);
  if (!isWholeSpace(scene.tessellation().slice)) {
    return axis == 0 ? "slice coordinate s" : "slice coordinate t";
  }
  if (data != nullptr && index < data->train.featureNames.size()) {
    return data->train.featureNames[index];
  }
  if (scene.tessellation().slice.dimension() == 1) return "x";
  return axis == 0 ? "x₁" : "x₂";
}

std::string className(const Scene& scene, int label) {
  const SplitDataSet* data = scene.content.data;
  const auto index = static_cast<std::size_t>(label);
  if (data != nullptr && index < data->train.classNames.size()) {
    return data->train.classNames[index];
  }
  return "class " + std::to_string(label);
}

std::string outputName(const Scene& scene) {
  const int outputs = scene.content.network->architecture.outputCount();
  if (outputs == 1) return "output f";
  if (!scene.content.isClassifier) return "output " + std::to_string(scene.options.output + 1);
  return "output of " + className(scene, scene.options.output);
}

double widestLabel(cairo_t* cr, const Ticks& ticks, const TextStyle& style) {
  double widest = 0.0;
  for (const Tick& tick : ticks.marks) widest = std::max(widest, textWidth(cr, tick.label, style));
  return widest;
}

void addBarTicks(cairo_t* cr, const Scene& scene, Layout& layout) {
  if (scene.scale.isProbability()) {
    for (const char* label : {"0", "0.25", "0.5", "0.75", "1"}) {
      layout.barTicks.push_back({std::stod(label), label});
    }
    layout.barLabel = "probability of " + className(scene, 1);
  } else {
    const Ticks ticks = niceTicks(scene.scale.low(), scene.scale.high(), 6);
    for (const Tick& tick : ticks.marks) {
      layout.barTicks.push_back({scene.scale.barPosition(tick.value), tick.label});
    }
    layout.barLabel = outputName(scene) + ticks.note;
  }
  for (const BarTick& tick : layout.barTicks) {
    layout.barTickWidth =
        std::max(layout.barTickWidth, textWidth(cr, tick.label, tickStyle(scene)));
  }
}

/// Height over width of the panel: equal scales on both axes, unless the picture would be a strip.
double panelAspect(const Scene& scene, const SliceDomain& domain) {
  if (scene.tessellation().slice.dimension() == 1) return kGraphAspect;
  constexpr double kMostUnequal = 2.0;
  const double aspect = (domain.yMax - domain.yMin) / (domain.xMax - domain.xMin);
  return aspect > 1.0 / kMostUnequal && aspect < kMostUnequal ? aspect : 1.0;
}

/// The panel in what the labels leave free; shrunk (and everything centred) where it would be too
/// tall.
void placePanel(const Scene& scene, const SliceDomain& domain, double top, Layout& layout) {
  const double font = scene.options.fontSize;
  const double left = kMargin + 1.2 * font + kTickGap + layout.yTickWidth + kTickGap + kTick;
  const double right = layout.hasBar ? kBarGap + kBarWidth + kTick + kTickGap +
                                           layout.barTickWidth + kTickGap + 1.2 * font + kMargin
                                     : kMargin + 1.2 * font;
  const double widest = std::max(40.0, layout.width - left - right);
  constexpr double kTallest = 1.15;  // Of the width that is there.
  const double aspect = panelAspect(scene, domain);
  const double panelWidth = std::min(widest, kTallest * widest / aspect);
  const double shift = 0.5 * (widest - panelWidth);
  layout.view = {domain, {left + shift, top, panelWidth, panelWidth * aspect}};
  const Box& panel = layout.view.panel;
  layout.bar = {panel.right() + kBarGap, panel.y + kBarArrow, kBarWidth,
                panel.height - 2.0 * kBarArrow};
}

/// A line of length kTick outwards from the panel's frame.
void drawTick(cairo_t* cr, const Place& from, double dx, double dy) {
  cairo_move_to(cr, from.x, from.y);
  cairo_line_to(cr, from.x + dx, from.y + dy);
  cairo_stroke(cr);
}

}  // namespace

Layout makeLayout(cairo_t* cr, const Scene& scene, const SliceDomain& domain) {
  Layout layout;
  const double font = scene.options.fontSize;
  layout.width = scene.options.width;
  const double textRoom = layout.width - 2.0 * kMargin;
  if (!scene.content.title.empty()) {
    layout.titleLines = wrapText(cr, scene.content.title, titleStyle(scene), textRoom, 2);
  }
  if (!scene.content.subtitle.empty()) {
    layout.subtitleLines = wrapText(cr, scene.content.subtitle, subtitleStyle(scene), textRoom, 3);
  }
  double top = kMargin + 1.6 * font * static_cast<double>(layout.titleLines.size()) +
               1.3 * font * static_cast<double>(layout.subtitleLines.size());
  top += top > kMargin ? 0.75 * font : 0.25 * font;

  const int wanted = std::clamp(static_cast<int>(layout.width / 50.0), 4, 8);
  layout.xTicks = niceTicks(domain.xMin, domain.xMax, wanted);
  layout.yTicks = niceTicks(domain.yMin, domain.yMax, wanted);
  layout.yTickWidth = widestLabel(cr, layout.yTicks, tickStyle(scene));
  const bool isGraph = scene.tessellation().slice.dimension() == 1;
  layout.xLabel = axisName(scene, 0) + layout.xTicks.note;
  layout.yLabel = (isGraph ? "output f" : axisName(scene, 1)) + layout.yTicks.note;
  layout.hasBar = scene.usesScale() && !isGraph;
  if (layout.hasBar) addBarTicks(cr, scene, layout);
  placePanel(scene, domain, top, layout);

  const Box& panel = layout.view.panel;
  const double axisBottom = panel.bottom() + kTick + kTickGap + 0.88 * font + 0.5 * font + font;
  layout.legendCorner = {panel.x, axisBottom + 0.7 * font};
  const double legendRoom = layout.width - kMargin - panel.x;
  layout.legend = makeLegend(cr, scene, layout.view, legendRoom);
  const bool hasLegend = !layout.legend.entries.empty();
  const double bottom =
      hasLegend ? layout.legendCorner.y + layout.legend.height : axisBottom + 0.3 * font;
  layout.height = std::ceil(bottom + kMargin);
  return layout;
}

Result<Layout> measureLayout(const Scene& scene) {
  Result<Canvas> scratch = Canvas::create(Format::kPng, 1.0, 1.0, 1.0);
  if (!scratch) return scratch.error();
  const bool isGraph = scene.tessellation().slice.dimension() == 1;
  const SliceDomain domain = isGraph ? graphDomain(scene, kGraphAspect * 0.85 * scene.options.width)
                                     : scene.tessellation().domain;
  return makeLayout(scratch->context(), scene, domain);
}

void drawTitles(cairo_t* cr, const Scene& scene, const Layout& layout) {
  const double font = scene.options.fontSize;
  double y = kMargin;
  for (const std::string& line : layout.titleLines) {
    drawText(cr, {kMargin, y + 1.2 * font}, line, titleStyle(scene));
    y += 1.6 * font;
  }
  for (const std::string& line : layout.subtitleLines) {
    drawText(cr, {kMargin, y + 0.95 * font}, line, subtitleStyle(scene));
    y += 1.3 * font;
  }
}

void drawAxes(cairo_t* cr, const Scene& scene, const Layout& layout) {
  const Box& panel = layout.view.panel;
  const double font = scene.options.fontSize;
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width(cr, kFrameLine);
  setColor(cr, scene.theme.ink);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle(cr, panel.x, panel.y, panel.width, panel.height);
  cairo_stroke(cr);
  TextStyle style = tickStyle(scene);
  for (const Tick& tick : layout.xTicks.marks) {
    const Place p{layout.view.place({tick.value, 0.0}).x, panel.bottom()};
    setColor(cr, scene.theme.ink);
    drawTick(cr, p, 0.0, kTick);
    style.align = Align::kCenter;
    drawText(cr, {p.x, p.y + kTick + kTickGap + 0.7 * style.size}, tick.label, style);
  }
  for (const Tick& tick : layout.yTicks.marks) {
    const Place p{panel.x, layout.view.place({0.0, tick.value}).y};
    setColor(cr, scene.theme.ink);
    drawTick(cr, p, -kTick, 0.0);
    style.align = Align::kRight;
    drawText(cr, {p.x - kTick - kTickGap, p.y + 0.35 * style.size}, tick.label, style);
  }
  const Place center{panel.x + 0.5 * panel.width, panel.y + 0.5 * panel.height};
  const double below = panel.bottom() + kTick + kTickGap + 0.88 * font + 0.5 * font;
  drawText(cr, {center.x, below + 0.75 * font}, layout.xLabel, labelStyle(scene));
  const double beside = panel.x - kTick - kTickGap - layout.yTickWidth - kTickGap - 0.45 * font;
  drawTextUpwards(cr, {beside, center.y}, layout.yLabel, labelStyle(scene));
}

void drawColorBar(cairo_t* cr, const Scene& scene, const Layout& layout) {
  if (!layout.hasBar) return;
  const Box& bar = layout.bar;
  const double font = scene.options.fontSize;
  cairo_pattern_t* pattern = cairo_pattern_create_linear(0.0, bar.bottom(), 0.0, bar.y);
  for (const ColorKnot& knot : scene.scale.knots()) {
    cairo_pattern_add_color_stop_rgb(pattern, scene.scale.barPosition(knot.value), knot.color.red,
                                     knot.color.green, knot.color.blue);
  }
  // f goes on beyond the ends of its scale, a probability does not.
  const double arrow = scene.scale.isProbability() ? 0.0 : kBarArrow;
  cairo_new_path(cr);
  cairo_move_to(cr, bar.x, bar.bottom());
  cairo_line_to(cr, bar.x, bar.y);
  if (arrow > 0.0) cairo_line_to(cr, bar.x + 0.5 * bar.width, bar.y - arrow);
  cairo_line_to(cr, bar.right(), bar.y);
  cairo_line_to(cr, bar.right(), bar.bottom());
  if (arrow > 0.0) cairo_line_to(cr, bar.x + 0.5 * bar.width, bar.bottom() + arrow);
  cairo_close_path(cr);
  cairo_set_source(cr, pattern);
  cairo_pattern_destroy(pattern);
  cairo_fill_preserve(cr);
  cairo_set_line_width(cr, kFrameLine);
  setColor(cr, scene.theme.ink);
  cairo_stroke(cr);
  TextStyle style = tickStyle(scene);
  for (const BarTick& tick : layout.barTicks) {
    const Place p{bar.right(), bar.bottom() - tick.position * bar.height};
    setColor(cr, scene.theme.ink);
    drawTick(cr, p, kTick, 0.0);
    drawText(cr, {p.x + kTick + kTickGap, p.y + 0.35 * style.size}, tick.label, style);
  }
  const double beside =
      bar.right() + kTick + kTickGap + layout.barTickWidth + kTickGap + 1.0 * font;
  drawTextUpwards(cr, {beside, bar.y + 0.5 * bar.height}, layout.barLabel, labelStyle(scene));
}

}  // namespace adamscope::figure
