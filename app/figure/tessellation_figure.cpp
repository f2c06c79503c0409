#include "app/figure/tessellation_figure.h"

#include <cmath>
#include <utility>

#include "app/figure/canvas.h"
#include "app/figure/graph.h"
#include "app/figure/layout.h"

namespace adamscope {
namespace {

using figure::Canvas;
using figure::Format;
using figure::Layout;
using figure::Scene;

Status validate(const TessellationFigure& content, const FigureOptions& options) {
  ADAMSCOPE_CHECK(content.network != nullptr && content.tessellation != nullptr,
                  "a figure needs a network and its tessellation");
  const int outputs = content.network->architecture.outputCount();
  ADAMSCOPE_CHECK(options.output >= 0 && options.output < outputs, "there is no such output");
  if (!(options.width >= 160.0) || !std::isfinite(options.width)) {
    return Error{"figure: the width must be at least 160 (points or pixels), not " +
                 std::to_string(options.width)};
  }
  if (!(options.scale > 0.0) || !std::isfinite(options.scale)) {
    return Error{"figure: the scale must be positive, not " + std::to_string(options.scale)};
  }
  if (!(options.fontSize >= 4.0 && options.fontSize <= 40.0)) {
    return Error{"figure: the font size must be 4 to 40, not " + std::to_string(options.fontSize)};
  }
  if (!(options.colorHalfRange >= 0.0) || !std::isfinite(options.colorHalfRange)) {
    return Error{"figure: the range of the colours must be positive, or 0 for automatic, not " +
                 std::to_string(options.colorHalfRange)};
  }
  if (options.fill == FigureFill::kProbability && !(content.isLogit && outputs == 1)) {
    return Error{
        "figure: the fill \"probability\" needs a network with one output trained with the loss "
        "\"bce\"; use the fill \"output\" or \"class\" here"};
  }
  return {};
}

void draw(cairo_t* cr, const Scene& scene, const Layout& layout) {
  const figure::Box& panel = layout.view.panel;
  figure::setColor(cr, scene.theme.background);
  cairo_paint(cr);
  cairo_save(cr);
  cairo_rectangle(cr, panel.x, panel.y, panel.width, panel.height);
  cairo_clip(cr);
  const bool isGraph = scene.tessellation().slice.dimension() == 1;
  if (isGraph) {
    figure::drawGraph(cr, scene, layout.view);
  } else {
    figure::drawFaces(cr, scene, layout.view);
    if (scene.options.showBoundaries) figure::drawBoundaries(cr, scene, layout.view);
    if (scene.options.showDecisionBoundary) figure::drawDecisionBoundary(cr, scene, layout.view);
  }
  cairo_restore(cr);
  figure::drawAxes(cr, scene, layout);
  // Not clipped: a mark near the frame stays whole.
  figure::drawSamples(cr, scene, layout.view);
  figure::drawColorBar(cr, scene, layout);
  figure::drawTitles(cr, scene, layout);
  figure::drawLegend(cr, scene, layout.legend, layout.legendCorner);
}

}  // namespace

Status writeTessellationFigure(const TessellationFigure& content, const std::string& path,
                               const FigureOptions& options) {
  const Result<Format> format = figure::formatOf(path);
  if (!format) return format.error();
  if (Status status = validate(content, options); !status) return status;
  const Scene scene = figure::makeScene(content, options);
  const Result<Layout> layout = figure::measureLayout(scene);
  if (!layout) return layout.error();
  Result<Canvas> canvas = Canvas::create(*format, layout->width, layout->height, options.scale);
  if (!canvas) return canvas.error();
  draw(canvas->context(), scene, *layout);
  return std::move(canvas).value().save(path);
}

}  // namespace adamscope
