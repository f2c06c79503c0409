#include "app/views/graph_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/figure/ticks.h"
#include "app/views/axis_names.h"
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

bool isVisible(const GraphScene& scene, const GraphKnot& knot) {
  const SliceDomain seen = scene.place.visible();
  return knot.x >= seen.xMin && knot.x <= seen.xMax;
}

bool isShown(const GraphScene& scene, const GraphKnot& knot) {
  return knot.layer > 0 && scene.state.input.layerShown(knot.layer) && isVisible(scene, knot);
}

int shownKnotCount(const GraphScene& scene) {
  return static_cast<int>(
      std::count_if(scene.curve.knots.begin(), scene.curve.knots.end(),
                    [&](const GraphKnot& knot) { return isShown(scene, knot); }));
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

/// Grid lines and numbers of one axis.
void drawAxis(const GraphScene& scene, bool isLevel, const std::string& name) {
  const ui::Frame& frame = scene.frame;
  const ui::Rect& plot = scene.place.plot;
  const SliceDomain seen = scene.place.visible();
  const float length = isLevel ? plot.width : plot.height;
  const int count = std::max(2, static_cast<int>(length / frame.em(isLevel ? 6.0F : 3.5F)));
  const figure::Ticks ticks =
      figure::niceTicks(isLevel ? seen.xMin : seen.yMin, isLevel ? seen.xMax : seen.yMax, count);
  ImFont* font = frame.fonts.smallNumbers;
  const float height = ui::heightOf(font);
  const ImU32 grid = ui::withOpacity(frame.colors().line, 0.7F);
  for (const figure::Tick& tick : ticks.marks) {
    const ImVec2 at = scene.place.at(tick.value, tick.value);
    const ImVec2 size = ui::sizeOf(font, tick.label.c_str());
    if (isLevel) {
      scene.list.AddLine({at.x, plot.y}, {at.x, plot.bottom()}, grid);
      const ImVec2 corner(std::round(at.x - 0.5F * size.x), scene.place.xAxis.y + frame.grid(0.5F));
      if (corner.x + size.x > scene.place.xAxis.right()) continue;
      scene.list.AddText(font, height, corner, frame.colors().muted, tick.label.c_str());
    } else if (at.y <= plot.bottom() - scene.place.rows) {  // the classes' rows have no values
      scene.list.AddLine({plot.x, at.y}, {plot.right(), at.y}, grid);
      const float top = std::clamp(std::round(at.y - 0.5F * height), plot.y,
                                   std::max(plot.y, plot.bottom() - height));
      scene.list.AddText(font, height, {plot.x - size.x - frame.grid(1.5F), top},
                         frame.colors().muted, tick.label.c_str());
    }
  }
  ImFont* titleFont = frame.fonts.small;
  const std::string title = name + ticks.note;
  const ImVec2 size = ui::sizeOf(titleFont, title.c_str());
  const ImVec2 corner =
      isLevel ? ImVec2(std::round(plot.x + 0.5F * (plot.width - size.x)),
                       scene.place.xAxis.bottom() - size.y)
              : ImVec2(plot.x - size.x - frame.grid(1.5F), plot.y - size.y - frame.grid(1.0F));
  const ImVec2 inside(std::max(corner.x, scene.place.yAxis.x + frame.grid(1.0F)), corner.y);
  scene.list.AddText(titleFont, ui::heightOf(titleFont), isLevel ? corner : inside,
                     frame.colors().text, title.c_str());
}

/// Under the plot: one row a layer, a tick for each fold.
void drawFoldStrip(const GraphScene& scene) {
  const ui::Rect& strip = scene.place.strip;
  const int layers = scene.analysis.tessellation.architecture.hiddenLayerCount();
  if (layers == 0 || strip.height <= 0.0F) return;
  const float row = strip.height / static_cast<float>(layers);
  const float width = std::clamp(1.5F * scene.frame.scale, 1.0F, 3.0F);
  for (const GraphKnot& knot : scene.curve.knots) {
    if (!isShown(scene, knot)) continue;
    const float x = scene.place.at(knot.x, 0.0).x;
    const float top = strip.y + row * static_cast<float>(knot.layer - 1);
    scene.list.AddLine({x, top + 0.12F * row}, {x, top + 0.88F * row},
                       packColor(figure::layerColor(knot.layer)), width);
  }
  scene.list.AddLine({strip.x, strip.y}, {strip.right(), strip.y}, scene.frame.colors().line);
  scene.list.AddLine({strip.x, strip.bottom()}, {strip.right(), strip.bottom()},
                     scene.frame.colors().line);
}

void drawFoldLines(const GraphScene& scene) {
  const auto opacity = static_cast<double>(
      std::clamp(12.0F / static_cast<float>(shownKnotCount(scene) + 1), 0.05F, 0.22F));
  const std::optional<NeuronId>& selected = scene.state.selection.neuron;
  for (const GraphKnot& knot : scene.curve.knots) {
    if (knot.layer == 0 || !isVisible(scene, knot)) continue;
    const bool isLit = selected && *selected == NeuronId{knot.layer, knot.neuron};
    if (!isLit && !isShown(scene, knot)) continue;
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

/// One output as connected runs of clipped pieces.
void drawCurve(const GraphScene& scene, int output, ImU32 color) {
  const SliceDomain seen = scene.place.visible();
  const ui::Rect& plot = scene.place.plot;
  const float width = 2.2F * scene.frame.scale;
  const double reach = static_cast<double>(scene.frame.em(2.0F));
  const double top = static_cast<double>(plot.y) - reach;
  const double bottom = static_cast<double>(plot.bottom()) + reach;
  std::vector<ImVec2> run;
  const auto flush = [&] {
    if (run.size() > 1) {
      scene.list.AddPolyline(run.data(), static_cast<int>(run.size()), color, ImDrawFlags_None,
                             width);
    }
    run.clear();
  };
  // One piece beyond each side, cut where it leaves the picture.
  const double beyond = 0.02 * (seen.xMax - seen.xMin);
  for (int piece = 0; piece < scene.curve.pieceCount(); ++piece) {
    const auto i = static_cast<std::size_t>(piece);
    const double left = std::max(scene.curve.knots[i].x, seen.xMin - beyond);
    const double right = std::min(scene.curve.knots[i + 1].x, seen.xMax + beyond);
    if (left >= right) continue;
    const auto viewOf = [&](double x) {
      const double f = scene.analysis.maps.valueAt(scene.curve.faces[i], output, {x, 0.0});
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

void drawKnots(const GraphScene& scene) {
  const float room = scene.place.plot.width / static_cast<float>(shownKnotCount(scene) + 1);
  const float radius = std::clamp(0.4F * room, 1.2F * scene.frame.scale, 3.6F * scene.frame.scale);
  const std::optional<NeuronId>& selected = scene.state.selection.neuron;
  const auto last = static_cast<int>(scene.curve.knots.size());
  for (int i = 0; i < last; ++i) {
    const GraphKnot& knot = scene.curve.knots[static_cast<std::size_t>(i)];
    const bool isLit = selected && *selected == NeuronId{knot.layer, knot.neuron};
    if (!isShown(scene, knot) && !(isLit && isVisible(scene, knot))) continue;
    for (int k = 0; k < scene.curve.outputCount; ++k) {
      const ImVec2 at = scene.place.at(knot.x, scene.curve.valueAt(i, k));
      const float size = isLit ? 1.7F * std::max(radius, 2.5F * scene.frame.scale) : radius;
      scene.list.AddCircleFilled(at, size + scene.frame.scale, scene.frame.colors().background);
      scene.list.AddCircleFilled(at, size, packColor(figure::layerColor(knot.layer)));
    }
  }
}

/// Which colour is which output.
void drawLegend(const GraphScene& scene, const std::vector<ImU32>& colors) {
  if (colors.size() < 2) return;
  const ui::Frame& frame = scene.frame;
  const float line = ui::heightOf(frame.fonts.small) + frame.grid(0.5F);
  const auto shown = std::min<std::size_t>(colors.size(), 10);
  float width = 0.0F;
  for (std::size_t k = 0; k < shown; ++k) {
    const std::string name = outputName(scene.analysis, static_cast<int>(k));
    width = std::max(width, ui::sizeOf(frame.fonts.small, name.c_str()).x);
  }
  width += frame.em(1.4F) + frame.grid(4.0F);
  const ImVec2 corner(scene.place.plot.right() - width - frame.grid(2.0F),
                      scene.place.plot.y + frame.grid(2.0F));
  const float height = line * static_cast<float>(shown) + frame.grid(2.0F);
  scene.list.AddRectFilled(corner, {corner.x + width, corner.y + height},
                           ui::withOpacity(frame.colors().panel, 0.86F), frame.grid(1.5F));
  for (std::size_t k = 0; k < shown; ++k) {
    const float y = corner.y + frame.grid(1.0F) + line * static_cast<float>(k);
    const float x = corner.x + frame.grid(2.0F);
    scene.list.AddLine({x, y + 0.5F * line}, {x + frame.em(1.0F), y + 0.5F * line}, colors[k],
                       2.2F * frame.scale);
    const std::string name = outputName(scene.analysis, static_cast<int>(k));
    scene.list.AddText(frame.fonts.small, ui::heightOf(frame.fonts.small), {x + frame.em(1.4F), y},
                       frame.colors().text, name.c_str());
  }
}

}  // namespace

ImVec2 GraphPlace::at(double x, double y) const {
  const ViewPoint point = toView(camera, size(), {x, y});
  // Far beyond the picture floats would lose the pixels; nothing there is seen.
  constexpr double kFar = 1e6;
  return {plot.x + static_cast<float>(std::clamp(point.x, -kFar, kFar)),
          plot.y + static_cast<float>(std::clamp(point.y, -kFar, kFar))};
}

std::vector<ImU32> outputColors(const GraphScene& scene) {
  if (scene.curve.outputCount == 1) return {scene.frame.colors().text};
  const figure::Theme look = viewTheme(scene.frame.theme);
  std::vector<ImU32> colors;
  for (int k = 0; k < scene.curve.outputCount; ++k) {
    colors.push_back(packColor(look.classColor(k, scene.curve.outputCount)));
  }
  return colors;
}

GraphPlace graphPlace(const ui::Frame& frame, const ui::Rect& rect, const TrainFrame& train,
                      const Camera2D& camera) {
  const DataSet& data = train.experiment->data.train;
  const int layers = std::min(train.network.architecture.hiddenLayerCount(), 8);
  const float left = frame.em(3.6F);
  const float top = frame.em(1.8F);
  const float right = frame.em(1.0F);
  const float numbers = frame.em(2.4F);
  const float strip = layers > 0 ? frame.grid(2.25F) * static_cast<float>(layers) : 0.0F;
  GraphPlace place;
  place.camera = camera;
  place.plot = {rect.x + left, rect.y + top, rect.width - left - right,
                rect.height - top - strip - numbers};
  place.strip = {place.plot.x, place.plot.bottom(), place.plot.width, strip};
  place.xAxis = {place.plot.x, place.strip.bottom(), place.plot.width, numbers};
  place.yAxis = {rect.x, rect.y, left, rect.height};
  if (data.task == Task::kClassification) {
    const auto classes = static_cast<float>(std::min<std::size_t>(data.classNames.size(), 12));
    place.rows = std::min(frame.em(1.1F) * classes + frame.grid(2.0F), 0.4F * place.plot.height);
  }
  return place;
}

void drawGraph(const GraphScene& scene) {
  ImDrawList& list = scene.list;
  const ui::Rect& plot = scene.place.plot;
  drawAxis(scene, true, sliceAxisName(scene.analysis, 0));
  drawAxis(scene, false, "f");
  drawFoldStrip(scene);
  list.PushClipRect(plot.min(), plot.max(), true);
  drawClassBands(scene);
  drawPinnedPiece(scene);
  drawFoldLines(scene);
  drawThreshold(scene);
  drawDecision(scene);
  drawGraphSamples(scene);
  const std::vector<ImU32> colors = outputColors(scene);
  for (int k = 0; k < scene.curve.outputCount; ++k) {
    drawCurve(scene, k, colors[static_cast<std::size_t>(k)]);
  }
  drawKnots(scene);
  drawLegend(scene, colors);
  list.PopClipRect();
  list.AddLine({plot.x, plot.y}, {plot.x, plot.bottom()}, scene.frame.colors().line);
  list.AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, scene.frame.colors().line);
}

}  // namespace adamscope
