#include "app/views/surface_mesh.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/model/ui_state.h"
#include "app/views/input_mesh.h"
#include "core/network/forward.h"
#include "core/training/loss.h"

namespace adamscope {

namespace {

constexpr double kBorderOpacity = 0.7;

/// Builds one mesh; holds what all its parts need.
class Builder {
 public:
  Builder(const AnalysisFrame& analysis, const FillPlan& plan, const SurfaceChoice& choice,
          const figure::Theme& theme, SurfaceMesh& mesh);

  void addSheets();
  void addDecision();
  void addSamples(const DataSet& data, const SampleView& view, std::uint32_t flags);
  void finishRange();

 private:
  void addSheet(int output);
  void addFolds(int output);
  SurfacePlace place(const SlicePoint& point, double value);
  void addValues(int face, const SlicePoint& point);
  std::uint32_t colorOfOutput(int output) const;
  Matrix valuesOnSlice(const SampleView& view) const;
  double fadeOf(double distance) const;
  void addTargetPin(const DataSet& data, int sample, int output, SurfacePin pin,
                    const SlicePoint& point, double sheetValue);

  const AnalysisFrame& analysis_;
  const Tessellation& tessellation_;
  const FillPlan& plan_;
  const figure::Theme& theme_;
  SurfaceMesh& mesh_;
  int outputCount_;
  int firstOutput_;
  int endOutput_;
};

Builder::Builder(const AnalysisFrame& analysis, const FillPlan& plan, const SurfaceChoice& choice,
                 const figure::Theme& theme, SurfaceMesh& mesh)
    : analysis_(analysis),
      tessellation_(analysis.tessellation),
      plan_(plan),
      theme_(theme),
      mesh_(mesh),
      outputCount_(analysis.maps.outputCount) {
  const bool all = choice.allOutputs && outputCount_ > 1;
  firstOutput_ = all ? 0 : std::clamp(choice.output, 0, outputCount_ - 1);
  endOutput_ = all ? outputCount_ : firstOutput_ + 1;
  const SliceDomain& domain = tessellation_.domain;
  mesh.origin = {0.5 * (domain.xMin + domain.xMax), 0.5 * (domain.yMin + domain.yMax)};
  const SlicePoint first = tessellation_.vertices.front();
  mesh.valueOrigin = analysis.maps.valueAt(0, firstOutput_, first);
  mesh.low = mesh.valueOrigin;
  mesh.high = mesh.valueOrigin;
  mesh.sheetCount = endOutput_ - firstOutput_;
  mesh.mode = all ? FillMode::kFlat : plan.mode;
  mesh.valueCount = plan.valueCount;
  const TrainFrame& train = *analysis.train;
  mesh.hasThreshold =
      train.experiment->data.train.task == Task::kClassification && outputCount_ == 1;
  mesh.threshold = mesh.hasThreshold ? decisionThreshold(train.config.loss) : 0.0;
}

void Builder::addSheets() {
  for (int output = firstOutput_; output < endOutput_; ++output) {
    addSheet(output);
    addFolds(output);
  }
  // Upper layers first: a fold of layer 1 runs on through them and lies on top.
  std::stable_sort(
      mesh_.folds.begin(), mesh_.folds.end(),
      [](const SurfaceSegment& a, const SurfaceSegment& b) { return a.layer > b.layer; });
}

SurfacePlace Builder::place(const SlicePoint& point, double value) {
  mesh_.low = std::min(mesh_.low, value);
  mesh_.high = std::max(mesh_.high, value);
  return {static_cast<float>(point.x - mesh_.origin.x),
          static_cast<float>(point.y - mesh_.origin.y),
          static_cast<float>(value - mesh_.valueOrigin)};
}

/// Puts the numbers that the colour of one corner needs behind the others.
void Builder::addValues(int face, const SlicePoint& point) {
  if (mesh_.mode == FillMode::kFlat) return;
  if (!plan_.faceValue.empty()) {
    mesh_.values.push_back(static_cast<float>(plan_.faceValue[static_cast<std::size_t>(face)]));
    return;
  }
  const bool isScalar = mesh_.mode == FillMode::kScalar;
  for (int k = 0; k < plan_.valueCount; ++k) {
    const int output = isScalar ? plan_.output : k;
    mesh_.values.push_back(static_cast<float>(analysis_.maps.valueAt(face, output, point)));
  }
}

std::uint32_t Builder::colorOfOutput(int output) const {
  return packColor(theme_.classColor(output, outputCount_));
}

void Builder::addSheet(int output) {
  for (int face = 0; face < tessellation_.faceCount(); ++face) {
    const std::span<const int> loop = tessellation_.faceVertices(face);
    const auto first = static_cast<std::uint32_t>(mesh_.corners.size());
    const double* map = analysis_.maps.of(face, output);
    std::uint32_t color =
        mesh_.sheetCount > 1 ? packColor(sheetColor(output, outputCount_, theme_)) : 0;
    if (mesh_.sheetCount == 1 && !plan_.faceColor.empty()) {
      color = plan_.faceColor[static_cast<std::size_t>(face)];
    }
    for (const int vertex : loop) {
      const SlicePoint& point = tessellation_.vertices[static_cast<std::size_t>(vertex)];
      mesh_.corners.push_back({.place = place(point, analysis_.maps.valueAt(face, output, point)),
                               .slopeX = static_cast<float>(map[0]),
                               .slopeY = static_cast<float>(map[1]),
                               .color = color});
      addValues(face, point);
    }
    // Faces are convex: a fan around the first corner.
    for (std::uint32_t i = 1; i + 1 < loop.size(); ++i) {
      mesh_.indices.insert(mesh_.indices.end(), {first, first + i, first + i + 1});
    }
  }
}

void Builder::addFolds(int output) {
  const Architecture& architecture = tessellation_.architecture;
  for (const TessellationEdge& edge : tessellation_.edges) {
    const bool isBorder = edge.layer == 0;  // it shows where the sheet ends
    const int face = edge.leftFace >= 0 ? edge.leftFace : edge.rightFace;
    const SlicePoint& from = tessellation_.vertices[static_cast<std::size_t>(edge.from)];
    const SlicePoint& to = tessellation_.vertices[static_cast<std::size_t>(edge.to)];
    SurfaceSegment segment{.from = place(from, analysis_.maps.valueAt(face, output, from)),
                           .to = place(to, analysis_.maps.valueAt(face, output, to)),
                           .layer = static_cast<std::uint32_t>(edge.layer)};
    if (isBorder) {
      segment.color = packColor(theme_.mutedInk, kBorderOpacity);
      mesh_.borders.push_back(segment);
      continue;
    }
    segment.neuron =
        static_cast<std::uint32_t>(neuronIndex(architecture, {edge.layer, edge.neuron}));
    segment.color = packColor(figure::layerColor(edge.layer));
    mesh_.folds.push_back(segment);
  }
}

void Builder::addDecision() {
  for (const DecisionSegment& segment : analysis_.boundary.segments) {
    // With all sheets: where the winner's sheet meets the runner-up's.
    const int output = mesh_.sheetCount > 1 ? segment.leftClass : firstOutput_;
    const auto at = [&](const SlicePoint& point) {
      return place(point, analysis_.maps.valueAt(segment.face, output, point));
    };
    mesh_.decision.push_back(
        {.from = at(segment.from), .to = at(segment.to), .color = packColor(theme_.ink)});
  }
}

/// f at the samples' projections, n x outputs: what the sheet has below them.
Matrix Builder::valuesOnSlice(const SampleView& view) const {
  const bool isOn = std::all_of(view.distances.begin(), view.distances.end(),
                                [](double distance) { return distance == 0.0; });
  if (isOn || view.points.empty()) return view.outputs;
  const InputSlice& slice = tessellation_.slice;
  Matrix inputs(static_cast<Eigen::Index>(view.points.size()), slice.origin.size());
  for (Eigen::Index i = 0; i < inputs.rows(); ++i) {
    const SlicePoint& point = view.points[static_cast<std::size_t>(i)];
    inputs.row(i) = slice.inputAt(point.x, point.y).transpose();
  }
  ForwardPass pass;
  forward(analysis_.train->network, inputs, pass);
  return pass.output();
}

/// The opacity of a sample: a third at a tenth of the experiment's diagonal, as in the 2D view.
double Builder::fadeOf(double distance) const {
  const SliceDomain& home = analysis_.train->experiment->domain;
  const double length = 0.1 * std::hypot(home.xMax - home.xMin, home.yMax - home.yMin);
  return std::max(0.12, std::exp(-distance / length));
}

void Builder::addTargetPin(const DataSet& data, int sample, int output, SurfacePin pin,
                           const SlicePoint& point, double sheetValue) {
  const double target = data.targets(sample, output);
  pin.place = place(point, target);
  if (mesh_.sheetCount > 1) {
    pin.color = (colorOfOutput(output) & 0xFFFFFFU) | (pin.color & 0xFF000000U);
  }
  const bool isTest = (pin.flags & kPointTest) != 0;
  (isTest ? mesh_.testStems : mesh_.trainStems)
      .push_back({.from = place(point, sheetValue), .to = pin.place, .color = pin.color});
  mesh_.pins.push_back(pin);
}

void Builder::addSamples(const DataSet& data, const SampleView& view, std::uint32_t flags) {
  const SliceDomain& domain = tessellation_.domain;
  const Matrix onSlice = valuesOnSlice(view);
  const int classes = std::max(2, static_cast<int>(data.classNames.size()));
  for (int i = 0; i < static_cast<int>(view.points.size()); ++i) {
    const auto index = static_cast<std::size_t>(i);
    const SlicePoint& point = view.points[index];
    const bool isInside = point.x >= domain.xMin && point.x <= domain.xMax &&
                          point.y >= domain.yMin && point.y <= domain.yMax;
    if (!isInside) continue;
    const double opacity = fadeOf(view.distances[index]);
    SurfacePin pin{.place = {}, .color = packColor(theme_.mutedInk, opacity), .flags = flags};
    if (data.task == Task::kRegression) {
      for (int k = firstOutput_; k < endOutput_; ++k) {
        addTargetPin(data, i, k, pin, point, onSlice(i, k));
      }
      continue;
    }
    const double height =
        mesh_.sheetCount > 1 ? onSlice.row(i).maxCoeff() : onSlice(i, firstOutput_);
    pin.place = place(point, height);
    pin.color = packColor(theme_.classColor(data.labels[index], classes), opacity);
    if (view.wrong[index] != 0) pin.flags |= kPointWrong;
    mesh_.pins.push_back(pin);
  }
}

void Builder::finishRange() {
  if (!mesh_.hasThreshold) return;
  mesh_.low = std::min(mesh_.low, mesh_.threshold);
  mesh_.high = std::max(mesh_.high, mesh_.threshold);
}

void clear(SurfaceMesh& mesh) {
  mesh.corners.clear();
  mesh.values.clear();
  mesh.indices.clear();
  mesh.folds.clear();
  mesh.borders.clear();
  mesh.decision.clear();
  mesh.trainStems.clear();
  mesh.testStems.clear();
  mesh.pins.clear();
}

}  // namespace

figure::Color sheetColor(int output, int outputCount, const figure::Theme& theme) {
  return figure::mix(theme.rampCenter, theme.classColor(output, outputCount),
                     theme.isDark ? 0.55 : 0.5);
}

void buildSurfaceMesh(const AnalysisFrame& analysis, const FillPlan& plan,
                      const SurfaceChoice& choice, const figure::Theme& theme, SurfaceMesh& mesh) {
  clear(mesh);
  Builder builder(analysis, plan, choice, theme, mesh);
  builder.addSheets();
  builder.addDecision();
  const SplitDataSet& data = analysis.train->experiment->data;
  builder.addSamples(data.test, analysis.testSamples, kPointTest);
  builder.addSamples(data.train, analysis.trainSamples, 0);
  builder.finishRange();
}

}  // namespace adamscope
