#include "app/views/graph_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/views/graph_samples.h"
#include "core/training/loss.h"

namespace adamscope {

namespace {

/// One notch of the wheel.
constexpr double kZoomStep = 1.2;
/// How much nearer or farther than the whole domain one can go.
constexpr double kDeepestZoom = 1e9;
constexpr double kWidestZoom = 1e3;
/// Regions are asked for this share of the visible width beyond each side, so that a pan finds
/// some.
constexpr double kAskBeyond = 0.2;

/// What the range of f must hold: the visible part of the curve, the threshold or the targets.
std::pair<double, double> wantedRange(const AnalysisFrame& analysis, const GraphCurve& curve,
                                      const SliceDomain& seen) {
  const std::pair<double, double> seenRange =
      valueRange(analysis, curve, seen.xMin, seen.xMax).value_or(std::pair(-1.0, 1.0));
  double low = seenRange.first;
  double high = seenRange.second;
  const TrainFrame& train = *analysis.train;
  const SplitDataSet& data = train.experiment->data;
  if (data.train.task == Task::kClassification && curve.outputCount == 1) {
    const double threshold = decisionThreshold(train.config.loss);
    low = std::min(low, threshold);
    high = std::max(high, threshold);
  }
  const auto addTargets = [&](const DataSet& set, const SampleView& view) {
    for (Eigen::Index i = 0; i < set.targets.rows(); ++i) {
      const double x = view.points[static_cast<std::size_t>(i)].x;
      if (x < seen.xMin || x > seen.xMax) continue;
      low = std::min(low, set.targets.row(i).minCoeff());
      high = std::max(high, set.targets.row(i).maxCoeff());
    }
  };
  addTargets(data.train, analysis.trainSamples);
  addTargets(data.test, analysis.testSamples);
  return {low, high};
}

/// A zoom of one axis.
struct AxisZoom {
  double cursorPx = 0.0;  ///< From the axis's middle, in its direction.
  double factor = 1.0;    ///< Above 1: nearer.
  double homeUnit = 1.0;  ///< Units per pixel when it is fitted.
};

/// What is under the cursor stays there.
void zoomAxis(double& center, double& unitsPerPixel, const AxisZoom& zoom) {
  const double fixed = center + zoom.cursorPx * unitsPerPixel;
  unitsPerPixel = std::clamp(unitsPerPixel / zoom.factor, zoom.homeUnit / kDeepestZoom,
                             zoom.homeUnit * kWidestZoom);
  center = fixed - zoom.cursorPx * unitsPerPixel;
}

}  // namespace

void GraphView::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions, const ui::Rect& rect) {
  if (rect.isEmpty() || !model.analysis) return;
  const AnalysisFrame& analysis = *model.analysis;
  if (analysis.tessellation.slice.dimension() != 1) return;
  if (curveId_ != analysis.id) {
    curve_ = graphCurve(analysis);
    curveId_ = analysis.id;
  }
  GraphPlace place = graphPlace(frame, rect, *analysis.train, state.input.camera);
  if (place.plot.isEmpty()) return;
  followRun(model, state.input, place.size());
  place.camera = state.input.camera;
  fitValues(frame, model, state.input, place);
  place.camera = state.input.camera;
  requestRegions(model, place, actions);
  handleMouse(frame, model, state, place, rect);
  place.camera = state.input.camera;
  const GraphScene scene{frame, analysis, curve_, state, place, *ImGui::GetWindowDrawList()};
  drawGraph(scene);
  if (state.selection.hovered) drawGraphHover(scene, state.selection.hovered->x);
}

void GraphView::followRun(const ModelFrame& model, InputViewState& view, const ViewSize& size) {
  const std::shared_ptr<const Experiment>& experiment = model.train->experiment;
  const SliceDomain& domain = experiment->domain;
  if (experiment != experiment_) {
    const bool isSame = experiment_ && experiment_->domain.xMin == domain.xMin &&
                        experiment_->domain.xMax == domain.xMax;
    if (!isSame) view.fitRequested = true;
    experiment_ = experiment;
  }
  if (view.fitRequested) {
    view.camera.centerX = 0.5 * (domain.xMin + domain.xMax);
    view.camera.unitsPerPixelX = (domain.xMax - domain.xMin) / size.width;
    view.fitRequested = false;
    followsValues_ = true;
    range_.reset();
  } else if (lastSize_.width > 0.0) {
    // A resized view shows the same part of the graph, larger or smaller.
    view.camera.unitsPerPixelX *= lastSize_.width / size.width;
    view.camera.unitsPerPixelY *= lastSize_.height / size.height;
  }
  lastSize_ = size;
}

void GraphView::fitValues(const ui::Frame& frame, const ModelFrame& model, InputViewState& view,
                          const GraphPlace& place) {
  if (!followsValues_) return;
  const auto [low, high] = wantedRange(*model.analysis, curve_, place.visible());
  if (range_.follow(low, high, static_cast<double>(model.deltaSeconds))) frame.redraw.in(0.0);
  const double rows = static_cast<double>(place.rows);
  const double height = std::max(1.0, static_cast<double>(place.plot.height) - rows);
  view.camera.unitsPerPixelY = (range_.high() - range_.low()) / height;
  view.camera.centerY =
      0.5 * (range_.low() + range_.high()) - 0.5 * rows * view.camera.unitsPerPixelY;
}

void GraphView::requestRegions(const ModelFrame& model, const GraphPlace& place,
                               Actions& actions) const {
  const Experiment& experiment = *model.train->experiment;
  const SliceDomain seen = place.visible();
  const double beyond = kAskBeyond * (seen.xMax - seen.xMin);
  SliceDomain domain = experiment.domain;
  domain.xMin = seen.xMin - beyond;
  domain.xMax = seen.xMax + beyond;
  if (!domain.validate()) return;
  actions.session().setView(ViewRequest{.slice = experiment.slice, .domain = domain});
}

void GraphView::handleDrag(const ui::Frame& frame, Camera2D& camera, const GraphPlace& place) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 start =
      io.MouseClickedPos[ImGui::IsMouseDown(ImGuiMouseButton_Middle) ? ImGuiMouseButton_Middle
                                                                     : ImGuiMouseButton_Left];
  const bool onX = place.xAxis.contains(start) || place.strip.contains(start);
  const bool onY = place.yAxis.contains(start);
  if (!onY) pan(camera, static_cast<double>(io.MouseDelta.x), 0.0);
  if (onX) return;
  // A drag along x is never quite level: the range of f lets go only when the mouse means it.
  const float away = io.MousePos.y - start.y;
  if (followsValues_ && std::abs(away) > frame.em(1.0F)) {
    followsValues_ = false;
    pan(camera, 0.0, static_cast<double>(away - io.MouseDelta.y));
  }
  if (!followsValues_) pan(camera, 0.0, static_cast<double>(io.MouseDelta.y));
}

void GraphView::handleWheel(const ModelFrame& model, Camera2D& camera, const GraphPlace& place) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool onX = place.xAxis.contains(io.MousePos) || place.strip.contains(io.MousePos);
  const bool onY = place.yAxis.contains(io.MousePos);
  const ViewPoint cursor{static_cast<double>(io.MousePos.x - place.plot.x),
                         static_cast<double>(io.MousePos.y - place.plot.y)};
  const double factor = std::pow(kZoomStep, static_cast<double>(io.MouseWheel));
  if (!onY) {
    const SliceDomain& home = model.train->experiment->domain;
    zoomAxis(camera.centerX, camera.unitsPerPixelX,
             {.cursorPx = cursor.x - 0.5 * place.size().width,
              .factor = factor,
              .homeUnit = (home.xMax - home.xMin) / place.size().width});
  }
  if (!onX) {
    zoomAxis(camera.centerY, camera.unitsPerPixelY,
             {.cursorPx = 0.5 * place.size().height - cursor.y,
              .factor = factor,
              .homeUnit = (range_.high() - range_.low()) / place.size().height});
    followsValues_ = false;
  }
}

void GraphView::handleMouse(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                            const GraphPlace& place, const ui::Rect& rect) {
  ImGui::SetCursorScreenPos(rect.min());
  ImGui::InvisibleButton("##graph", rect.size(),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  Camera2D& camera = state.input.camera;
  const bool moved = io.MouseDelta.x != 0.0F || io.MouseDelta.y != 0.0F;
  if (ImGui::IsItemActive() && moved) handleDrag(frame, camera, place);
  const bool released = ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  state.selection.hovered.reset();
  if (!ImGui::IsItemHovered()) return;
  if (io.MouseWheel != 0.0F) {
    handleWheel(model, camera, place);
    frame.redraw.in(0.0);
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) state.input.fitRequested = true;
  if (!place.plot.contains(io.MousePos)) return;
  const ViewPoint cursor{static_cast<double>(io.MousePos.x - place.plot.x),
                         static_cast<double>(io.MousePos.y - place.plot.y)};
  state.selection.hovered = SlicePoint{toSlice(camera, place.size(), cursor).x, 0.0};
  const ImVec2 start = io.MouseClickedPos[ImGuiMouseButton_Left];
  const float way = std::hypot(io.MousePos.x - start.x, io.MousePos.y - start.y);
  if (released && way < 3.0F * frame.scale) state.selection.pinned = state.selection.hovered;
}

}  // namespace adamscope
