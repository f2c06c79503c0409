#include "app/views/graph_drawing.h"

#include <algorithm>
#include <cmath>

#include "app/views/graph_axes.h"
#include "app/views/graph_samples.h"
#include "app/views/region_fill.h"
#include "app/views/view_theme.h"
#include "core/training/loss.h"

namespace adamscope {

namespace {

/// Clips a segment to lines a little above and below the plot, so that steep pieces of a deep zoom
/// stay within what floats and ImGui can draw. False if nothing is left.
bool clipUpright(double& x0, double& y0, double& x1, double& y1, double top, double bottom) {
  if (std::max(y0, y1) < top || std::min(y0, y1) > bottom) return false;
  const auto moveTo = [&](double& x, double& y, double edge) {
    x = x0 + (x1 - x0) * (edge - y0) / (y1 - y0);
    y = edge;
  };
  const double a = y0;
  const double b = y1;
  double endX = x1;
  double endY = y1;
  if (b < top) moveTo(endX, endY, top);
  if (b > bottom) moveTo(endX, endY, bottom);
  double startX = x0;
  double startY = y0;
  if (a < top) moveTo(startX, startY, top);
  if (a > bottom) moveTo(startX, startY, bottom);
  x0 = startX;
  y0 = startY;
  x1 = endX;
  y1 = endY;
  return true;
}

int shownKnotCount(const GraphScene& scene) {
  return static_cast<int>(
      std::count_if(scene.curve.knots.begin(), scene.curve.knots.end(),
                    [&](const GraphKnot& knot) { return scene.isShown(knot); }));
}

void drawUprightLine(const GraphScene& scene, double x, ImU32 color, float width) {
  const ui::Rect& plot = scene.place.plot;
  const float at = scene.place.at(x, 0.0).x;
  scene.list.AddLine({at, plot.y}, {at, plot.bottom()}, color, width);
}

/// The class at each place, as a quiet band.
void drawClassBands(const GraphScene& scene) {
  const DecisionBoundary& boundary = scene.analysis.boundary;
  const figure::Theme look = viewTheme(scene.frame.theme);
  const int classes = std::max(2, scene.curve.outputCount);
  const ui::Rect& plot = scene.place.plot;
  for (int i = 0; i < boundary.pieceCount(); ++i) {
    const std::span<const SlicePoint> ends = boundary.piece(i);
    const float left = std::max(plot.x, scene.place.at(ends[0].x, 0.0).x);
    const float right = std::min(plot.right(), scene.place.at(ends[1].x, 0.0).x);
    if (left >= right) continue;
    const int label = boundary.pieceClass[static_cast<std::size_t>(i)];
    scene.list.AddRectFilled({left, plot.y}, {right, plot.bottom()},
                             packColor(look.classColor(label, classes), 0.10));
  }
}

void drawPinnedPiece(const GraphScene& scene) {
  if (!scene.state.selection.pinned) return;
  const std::optional<int> piece = pieceAt(scene.curve, scene.state.selection.pinned->x);
  if (!piece) return;
  const ui::Rect& plot = scene.place.plot;
  const auto first = static_cast<std::size_t>(*piece);
  const float left = std::max(plot.x, scene.place.at(scene.curve.knots[first].x, 0.0).x);
  const float right = std::min(plot.right(), scene.place.at(scene.curve.knots[first + 1].x, 0.0).x);
  if (left >= right) return;
  const ImU32 accent = scene.frame.colors().accent;
  scene.list.AddRectFilled({left, plot.y}, {right, plot.bottom()}, ui::withOpacity(accent, 0.16F));
}

void drawFoldLines(const GraphScene& scene) {
  const auto opacity = static_cast<double>(
      std::clamp(12.0F / static_cast<float>(shownKnotCount(scene) + 1), 0.05F, 0.22F));
  const std::optional<NeuronId>& selected = scene.state.selection.neuron;
  for (const GraphKnot& knot : scene.curve.knots) {
    if (knot.layer == 0 || !scene.isVisible(knot)) continue;
    const bool isLit = selected && *selected == NeuronId{knot.layer, knot.neuron};
    if (!isLit && !scene.isShown(knot)) continue;
    drawUprightLine(scene, knot.x,
                    packColor(figure::layerColor(knot.layer), isLit ? 0.95 : opacity),
                    isLit ? 2.0F * scene.frame.scale : 1.0F);
  }
}

void drawThreshold(const GraphScene& scene) {
  const TrainFrame& train = *scene.analysis.train;
  const bool isClassifier = train.experiment->data.train.task == Task::kClassification;
  if (!isClassifier || scene.curve.outputCount != 1 || !scene.state.input.showDecision) return;
  const float y = scene.place.at(0.0, decisionThreshold(train.config.loss)).y;
  const float dash = scene.frame.grid(1.5F);
  const ui::Rect& plot = scene.place.plot;
  for (float x = plot.x; x < plot.right(); x += 2.0F * dash) {
    scene.list.AddLine({x, y}, {std::min(x + dash, plot.right()), y}, scene.frame.colors().muted,
                       scene.frame.scale);
  }
}

void drawDecision(const GraphScene& scene) {
  if (!scene.state.input.showDecision) return;
  const float unit = scene.frame.scale;
  for (const DecisionSegment& segment : scene.analysis.boundary.segments) {
    drawUprightLine(scene, segment.from.x, scene.frame.colors().background, 4.4F * unit);
    drawUprightLine(scene, segment.from.x, scene.frame.colors().text, 2.0F * unit);
  }
}

void drawKnots(const GraphScene& scene) {
  const float room = scene.place.plot.width / static_cast<float>(shownKnotCount(scene) + 1);
  const float radius = std::clamp(0.4F * room, 1.2F * scene.frame.scale, 3.6F * scene.frame.scale);
  const std::optional<NeuronId>& selected = scene.state.selection.neuron;
  const auto last = static_cast<int>(scene.curve.knots.size());
  for (int i = 0; i < last; ++i) {
    const GraphKnot& knot = scene.curve.knots[static_cast<std::size_t>(i)];
    const bool isLit = selected && *selected == NeuronId{knot.layer, knot.neuron};
    if (!scene.isShown(knot) && !(isLit && scene.isVisible(knot))) continue;
    for (int k = 0; k < scene.curve.outputCount; ++k) {
      const ImVec2 at = scene.place.at(knot.x, scene.curve.valueAt(i, k));
      const float size = isLit ? 1.7F * std::max(radius, 2.5F * scene.frame.scale) : radius;
      scene.list.AddCircleFilled(at, size + scene.frame.scale, scene.frame.colors().background);
      scene.list.AddCircleFilled(at, size, packColor(figure::layerColor(knot.layer)));
    }
  }
}

}  // namespace

/// Connected runs of clipped pieces.
void strokeCurve(const GraphScene& scene, const CurveStroke& stroke) {
  const SliceDomain seen = scene.place.visible();
  const ui::Rect& plot = scene.place.plot;
  const double reach = static_cast<double>(scene.frame.em(2.0F));
  const double top = static_cast<double>(plot.y) - reach;
  const double bottom = static_cast<double>(plot.bottom()) + reach;
  std::vector<ImVec2> run;
  const auto flush = [&] {
    if (run.size() > 1) {
      scene.list.AddPolyline(run.data(), static_cast<int>(run.size()), stroke.color,
                             ImDrawFlags_None, stroke.width);
    }
    run.clear();
  };
  // One piece beyond each side, cut where it leaves the picture.
  const double beyond = 0.02 * (seen.xMax - seen.xMin);
  for (int piece = stroke.firstPiece; piece < stroke.endPiece; ++piece) {
    const auto i = static_cast<std::size_t>(piece);
    const double left = std::max(scene.curve.knots[i].x, seen.xMin - beyond);
    const double right = std::min(scene.curve.knots[i + 1].x, seen.xMax + beyond);
    if (left >= right) continue;
    const auto viewOf = [&](double x) {
      const double f = scene.analysis.maps.valueAt(scene.curve.faces[i], stroke.output, {x, 0.0});
      return toView(scene.place.camera, scene.place.size(), {x, f});
    };
    ViewPoint a = viewOf(left);
    ViewPoint b = viewOf(right);
    for (ViewPoint* end : {&a, &b}) {
      end->x += static_cast<double>(plot.x);
      end->y += static_cast<double>(plot.y);
    }
    if (!clipUpright(a.x, a.y, b.x, b.y, top, bottom)) {
      flush();
      continue;
    }
    const ImVec2 from(static_cast<float>(a.x), static_cast<float>(a.y));
    const bool continues = !run.empty() && std::abs(run.back().x - from.x) < 0.5F &&
                           std::abs(run.back().y - from.y) < 0.5F;
    if (!continues) {
      flush();
      run.push_back(from);
    }
    run.emplace_back(static_cast<float>(b.x), static_cast<float>(b.y));
  }
  flush();
}

void drawGraph(const GraphScene& scene) {
  ImDrawList& list = scene.list;
  const ui::Rect& plot = scene.place.plot;
  drawGraphAxes(scene);
  list.PushClipRect(plot.min(), plot.max(), true);
  drawClassBands(scene);
  drawPinnedPiece(scene);
  drawFoldLines(scene);
  drawThreshold(scene);
  drawDecision(scene);
  drawGraphSamples(scene);
  const std::vector<ImU32> colors = outputColors(scene);
  for (int k = 0; k < scene.curve.outputCount; ++k) {
    strokeCurve(scene, {.output = k,
                        .endPiece = scene.curve.pieceCount(),
                        .color = colors[static_cast<std::size_t>(k)],
                        .width = 2.2F * scene.frame.scale});
  }
  drawKnots(scene);
  drawGraphLegend(scene);
  list.PopClipRect();
  list.AddLine({plot.x, plot.y}, {plot.x, plot.bottom()}, scene.frame.colors().line);
  list.AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, scene.frame.colors().line);
}

}  // namespace adamscope
