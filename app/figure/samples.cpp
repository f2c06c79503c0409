#include "app/figure/samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/network/forward.h"

namespace adamscope::figure {
namespace {

constexpr double kRowHeight = 7.0;
constexpr double kRowMargin = 3.0;

/// One sample as it is drawn.
struct Mark {
  Place place;
  Marker marker;
  bool isWrong = false;
};

/// Many samples get smaller marks.
double markerRadius(const Scene& scene) {
  const SplitDataSet& data = *scene.content.data;
  const int count = std::max(1, data.train.sampleCount() + data.test.sampleCount());
  // A narrow figure has less room for the same samples.
  const double room = std::clamp(std::sqrt(scene.options.width / 360.0), 0.75, 1.3);
  return room * std::clamp(2.5 * std::pow(150.0 / count, 0.3), 1.1, 2.5);
}

int predictedClass(const Scene& scene, const Matrix& outputs, int row) {
  if (outputs.cols() == 1) return outputs(row, 0) > scene.content.threshold ? 1 : 0;
  int best = 0;
  outputs.row(row).maxCoeff(&best);
  return best;
}

/// Distance at which a sample off the slice has faded to half: a tenth of the picture's width.
double fadeDistance(const Scene& scene) {
  const Tessellation& t = scene.tessellation();
  return 0.1 * (t.domain.xMax - t.domain.xMin) * t.slice.directions.col(0).norm();
}

/// Where a sample is drawn; false when that is outside of the panel.
bool placeOf(const Scene& scene, const Viewport& view, const DataSet& data, int row, Place& place) {
  const InputSlice& slice = scene.tessellation().slice;
  const Vector input = data.inputs.row(row).transpose();
  const Vector p = slice.project(input);
  if (slice.dimension() == 2) {
    place = view.place({p[0], p[1]});
    return view.contains({p[0], p[1]});
  }
  if (data.task == Task::kRegression) {
    place = view.place({p[0], data.targets(row, 0)});
    return view.contains({p[0], data.targets(row, 0)});
  }
  const int label = data.labels[static_cast<std::size_t>(row)];
  place = {view.place({p[0], 0.0}).x,
           view.panel.bottom() - kRowMargin - kRowHeight * (0.5 + label)};
  return p[0] >= view.domain.xMin && p[0] <= view.domain.xMax;
}

std::vector<Mark> marksOf(const Scene& scene, const Viewport& view, const DataSet& data,
                          bool isTraining) {
  std::vector<Mark> marks;
  if (data.sampleCount() == 0) return marks;
  ForwardPass pass;
  forward(*scene.content.network, data.inputs, pass);
  const bool hasClasses = data.task == Task::kClassification;
  const double fade = fadeDistance(scene);
  for (int row = 0; row < data.sampleCount(); ++row) {
    Mark mark;
    if (!placeOf(scene, view, data, row, mark.place)) continue;
    const int label = hasClasses ? data.labels[static_cast<std::size_t>(row)] : -1;
    mark.marker = sampleMarker(scene, label, isTraining);
    const bool showsTarget = !hasClasses && view.domain.yMax > view.domain.yMin &&
                             scene.tessellation().slice.dimension() == 2 &&
                             scene.options.fill == FigureFill::kOutput;
    if (showsTarget && scene.options.output < data.targets.cols()) {
      // On f's own colour scale: where a mark vanishes in the fill, the fit is good.
      const Color color = scene.scale.at(data.targets(row, scene.options.output));
      (isTraining ? mark.marker.color : mark.marker.edge) = color;
      (isTraining ? mark.marker.edge : mark.marker.color) = scene.theme.ink;
    }
    const Vector input = data.inputs.row(row).transpose();
    const double far = scene.tessellation().slice.distanceTo(input) / fade;
    mark.marker.alpha = std::max(0.08, 1.0 / (1.0 + far * far));
    mark.isWrong = hasClasses && scene.content.isClassifier &&
                   predictedClass(scene, pass.output(), row) != label;
    marks.push_back(mark);
  }
  return marks;
}

std::array<std::vector<Mark>, 2> allMarks(const Scene& scene, const Viewport& view) {
  std::array<std::vector<Mark>, 2> marks;
  const SplitDataSet* data = scene.content.data;
  if (data == nullptr) return marks;
  if (scene.options.showTestData) marks[0] = marksOf(scene, view, data->test, false);
  if (scene.options.showTrainingData) marks[1] = marksOf(scene, view, data->train, true);
  return marks;
}

}  // namespace

SampleKinds sampleKinds(const Scene& scene, const Viewport& view) {
  const auto marks = allMarks(scene, view);
  SampleKinds kinds{.hasTraining = !marks[1].empty(), .hasTest = !marks[0].empty()};
  for (const std::vector<Mark>& group : marks) {
    kinds.hasWrong = kinds.hasWrong || std::any_of(group.begin(), group.end(),
                                                   [](const Mark& m) { return m.isWrong; });
  }
  return kinds;
}

void drawSamples(cairo_t* cr, const Scene& scene, const Viewport& view) {
  const auto marks = allMarks(scene, view);
  for (const std::vector<Mark>& group : marks) {
    for (const Mark& mark : group) drawMarker(cr, mark.place, mark.marker);
  }
  for (const std::vector<Mark>& group : marks) {
    for (const Mark& mark : group) {
      if (mark.isWrong) drawWrongRing(cr, scene, mark.place, mark.marker.radius);
    }
  }
}

double classRowsHeight(const Scene& scene) {
  const SplitDataSet* data = scene.content.data;
  const bool isShown = scene.options.showTrainingData || scene.options.showTestData;
  if (data == nullptr || !isShown || data->train.task != Task::kClassification) return 0.0;
  return kRowHeight * static_cast<double>(data->train.classNames.size()) + 2.0 * kRowMargin;
}

Marker sampleMarker(const Scene& scene, int label, bool isTraining) {
  Marker marker{.shape = std::max(0, label), .isFilled = isTraining};
  marker.color =
      label < 0 ? scene.theme.mutedInk : scene.theme.classColor(label, scene.classCount());
  marker.edge = scene.theme.halo;
  marker.radius = scene.content.data != nullptr ? markerRadius(scene) : 2.6;
  return marker;
}

void drawWrongRing(cairo_t* cr, const Scene& scene, const Place& center, double radius) {
  for (const bool isHalo : {true, false}) {
    cairo_new_path(cr);
    cairo_arc(cr, center.x, center.y, radius + 1.3, 0.0, 2.0 * std::numbers::pi);
    cairo_close_path(cr);
    cairo_set_line_width(cr, isHalo ? 1.7 : 0.8);
    setColor(cr, isHalo ? scene.theme.halo : scene.theme.ink);
    cairo_stroke(cr);
  }
}

}  // namespace adamscope::figure
