#include "app/views/graph_axes.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/figure/ticks.h"
#include "app/views/axis_names.h"
#include "app/views/region_fill.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

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
    if (!scene.isShown(knot)) continue;
    const float x = scene.place.at(knot.x, 0.0).x;
    const float top = strip.y + row * static_cast<float>(knot.layer - 1);
    scene.list.AddLine({x, top + 0.12F * row}, {x, top + 0.88F * row},
                       packColor(figure::layerColor(knot.layer)), width);
  }
  scene.list.AddLine({strip.x, strip.y}, {strip.right(), strip.y}, scene.frame.colors().line);
  scene.list.AddLine({strip.x, strip.bottom()}, {strip.right(), strip.bottom()},
                     scene.frame.colors().line);
}

}  // namespace

ImVec2 GraphPlace::at(double x, double y) const {
  const ViewPoint point = toView(camera, size(), {x, y});
  // Far beyond the picture floats would lose the pixels; nothing there is seen.
  constexpr double kFar = 1e6;
  return {plot.x + static_cast<float>(std::clamp(point.x, -kFar, kFar)),
          plot.y + static_cast<float>(std::clamp(point.y, -kFar, kFar))};
}

bool GraphScene::isVisible(const GraphKnot& knot) const {
  const SliceDomain seen = place.visible();
  return knot.x >= seen.xMin && knot.x <= seen.xMax;
}

bool GraphScene::isShown(const GraphKnot& knot) const {
  return knot.layer > 0 && state.input.layerShown(knot.layer) && isVisible(knot);
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

void drawGraphAxes(const GraphScene& scene) {
  drawAxis(scene, true, sliceAxisName(scene.analysis, 0));
  drawAxis(scene, false, "f");
  drawFoldStrip(scene);
}

void drawGraphLegend(const GraphScene& scene) {
  const std::vector<ImU32> colors = outputColors(scene);
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

}  // namespace adamscope
