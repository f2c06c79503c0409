#include "app/views/graph_samples.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/ui/tip.h"
#include "app/views/axis_names.h"
#include "app/views/graph_drawing.h"
#include "app/views/region_fill.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

/// Four significant digits with a true minus sign.
std::string shortNumber(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", std::abs(value));
  return std::string(value < 0.0 ? "\u2212" : "").append(text.data());
}

/// One sample's mark.
struct Mark {
  ImVec2 at;
  ImU32 color = 0;
  bool isTest = false;
  bool isWrong = false;
};

void drawMark(const GraphScene& scene, const Mark& mark, float radius) {
  const float rim = scene.frame.scale;
  const ImU32 halo = scene.frame.colors().background;
  if (mark.isTest) {
    const float half = 0.86F * radius;
    const auto square = [&](float by, ImU32 color) {
      scene.list.AddRectFilled({mark.at.x - half - by, mark.at.y - half - by},
                               {mark.at.x + half + by, mark.at.y + half + by}, color);
    };
    square(rim, halo);
    square(0.0F, mark.color);
  } else {
    scene.list.AddCircleFilled(mark.at, radius + rim, halo);
    scene.list.AddCircleFilled(mark.at, radius, mark.color);
  }
  if (mark.isWrong) {
    scene.list.AddCircle(mark.at, 1.7F * radius, scene.frame.colors().text, 0, 1.5F * rim);
  }
}

/// The middle of a class's row; the last class is the highest.
float rowOf(const GraphScene& scene, int label, int classes) {
  const float row = scene.place.rows / static_cast<float>(classes);
  return scene.place.plot.bottom() - row * (static_cast<float>(label) + 0.5F);
}

void drawSet(const GraphScene& scene, const DataSet& data, const SampleView& view, bool isTest) {
  const figure::Theme look = viewTheme(scene.frame.theme);
  const SliceDomain seen = scene.place.visible();
  const int classes = std::max(2, static_cast<int>(data.classNames.size()));
  const auto count = static_cast<float>(view.points.size() + 1);
  const float radius = scene.frame.scale * std::clamp(60.0F / std::sqrt(count), 1.6F, 3.4F);
  for (std::size_t i = 0; i < view.points.size(); ++i) {
    const double x = view.points[i].x;
    if (x < seen.xMin || x > seen.xMax) continue;
    if (data.task == Task::kClassification) {
      const int label = data.labels[i];
      drawMark(scene,
               {.at = {scene.place.at(x, 0.0).x, rowOf(scene, label, classes)},
                .color = packColor(look.classColor(label, classes)),
                .isTest = isTest,
                .isWrong = view.wrong[i] != 0},
               radius);
      continue;
    }
    for (int k = 0; k < scene.curve.outputCount; ++k) {
      const bool isOnly = scene.curve.outputCount == 1;
      const figure::Color color =
          isOnly ? look.mutedInk : look.classColor(k, scene.curve.outputCount);
      drawMark(scene,
               {.at = scene.place.at(x, data.targets(static_cast<Eigen::Index>(i), k)),
                .color = packColor(color),
                .isTest = isTest},
               radius);
    }
  }
}

/// Names of the classes at the left end of their rows.
void drawRowNames(const GraphScene& scene) {
  const std::vector<std::string>& names = scene.analysis.train->experiment->data.train.classNames;
  const ui::Frame& frame = scene.frame;
  const ui::Rect& plot = scene.place.plot;
  const float top = plot.bottom() - scene.place.rows;
  scene.list.AddRectFilled({plot.x, top}, plot.max(),
                           ui::withOpacity(frame.colors().background, 0.55F));
  scene.list.AddLine({plot.x, top}, {plot.right(), top}, frame.colors().line);
  const auto classes = static_cast<int>(names.size());
  const float height = ui::heightOf(frame.fonts.small);
  if (classes == 0 || scene.place.rows / static_cast<float>(classes) < height) return;
  for (int label = 0; label < classes; ++label) {
    const std::string& name = names[static_cast<std::size_t>(label)];
    scene.list.AddText(
        frame.fonts.small, height,
        {plot.x + frame.grid(1.5F), rowOf(scene, label, std::max(2, classes)) - 0.5F * height},
        frame.colors().muted, name.c_str());
  }
}

int activeCount(const Tessellation& tessellation, int face) {
  int active = 0;
  for (const std::uint64_t word : tessellation.mask(face)) active += std::popcount(word);
  return active;
}

}  // namespace

void drawGraphSamples(const GraphScene& scene) {
  const SplitDataSet& data = scene.analysis.train->experiment->data;
  if (scene.place.rows > 0.0F) drawRowNames(scene);
  if (scene.state.input.showTest) drawSet(scene, data.test, scene.analysis.testSamples, true);
  if (scene.state.input.showTrain) drawSet(scene, data.train, scene.analysis.trainSamples, false);
}

void drawGraphHover(const GraphScene& scene, double x) {
  const std::optional<int> piece = pieceAt(scene.curve, x);
  if (!piece) return;
  const auto first = static_cast<std::size_t>(*piece);
  const int face = scene.curve.faces[first];
  const ui::Rect& plot = scene.place.plot;
  const ui::Frame& frame = scene.frame;
  const std::vector<ImU32> colors = outputColors(scene);
  scene.list.PushClipRect(plot.min(), plot.max(), true);
  const float at = scene.place.at(x, 0.0).x;
  scene.list.AddLine({at, plot.y}, {at, plot.bottom()}, frame.colors().muted);
  const std::string name = sliceAxisName(scene.analysis, 0);
  std::string text = name + " = " + shortNumber(x);
  for (int k = 0; k < scene.curve.outputCount; ++k) {
    const double value = scene.analysis.maps.valueAt(face, k, {x, 0.0});
    const ImU32 color = colors[static_cast<std::size_t>(k)];
    strokeCurve(scene, {.output = k,
                        .firstPiece = *piece,
                        .endPiece = *piece + 1,
                        .color = color,
                        .width = 4.0F * frame.scale});
    scene.list.AddCircleFilled(scene.place.at(x, value), 4.5F * frame.scale,
                               frame.colors().background);
    scene.list.AddCircleFilled(scene.place.at(x, value), 3.2F * frame.scale, color);
    text.append("\n").append(outputName(scene.analysis, k)).append(" = ");
    text.append(shortNumber(value)).append(", slope ");
    text.append(shortNumber(scene.analysis.maps.of(face, k)[0]));
  }
  scene.list.PopClipRect();
  const Tessellation& tessellation = scene.analysis.tessellation;
  const std::string region = shortNumber(scene.curve.knots[first].x) + " \u2264 " + name +
                             " \u2264 " + shortNumber(scene.curve.knots[first + 1].x) + ", " +
                             std::to_string(activeCount(tessellation, face)) + " of " +
                             std::to_string(tessellation.architecture.hiddenNeuronCount()) +
                             " neurons on";
  const std::string title =
      "Piece " + std::to_string(*piece + 1) + " of " + std::to_string(scene.curve.pieceCount());
  ui::showTip(frame, {.title = title, .body = region, .formula = text});
}

}  // namespace adamscope
