#include "app/views/parameter_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "app/ui/imgui_compat.h"
#include "app/ui/tip.h"
#include "app/views/event_caption.h"
#include "app/views/parameter_overlay.h"
#include "app/views/picture_notes.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

constexpr double kZoomStep = 1.2;
constexpr double kDeepestZoom = 1e7;
constexpr double kWidestZoom = 1e4;
/// A curve can be picked from this far, in steps of the 4 px grid.
constexpr float kPickReach = 1.75F;
/// Boxes of the loss map while the run hurries on.
constexpr int kCoarseLoss = 24;
/// How far a drawn curve may be from the true one.
constexpr double kCoarseTolerancePx = 3.0;
constexpr double kFineTolerancePx = 0.5;
/// Steps a second from which nobody looks at single pictures.
constexpr double kHurry = 6.0;

/// A camera that shows exactly the domain.
Camera2D cameraOf(const SliceDomain& domain, const ui::Rect& rect) {
  return fitCamera(domain, {rect.width, rect.height}, false);
}

std::array<std::uint32_t, 3> layerBits(const ParameterViewState& view) {
  std::array<std::uint32_t, 3> bits{};
  for (int layer = 1; layer <= 96; ++layer) {
    const auto bit = static_cast<unsigned>(layer - 1);
    if (view.layerShown(layer)) bits[bit / 32] |= 1U << (bit % 32);
  }
  return bits;
}

std::string shortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

constexpr const char* kComputing = "The slice is being computed ...";

}  // namespace

Result<ParameterView> ParameterView::create() {
  Result<InputRenderer> renderer = InputRenderer::create();
  if (!renderer) return renderer.error();
  Result<gl::RenderTarget> target = gl::RenderTarget::create(16, 16);
  if (!target) return target.error();
  return ParameterView(std::move(*renderer), std::move(*target));
}

ParameterView::ParameterView(InputRenderer renderer, gl::RenderTarget target)
    : renderer_(std::move(renderer)), target_(std::move(target)) {}

void ParameterView::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                         Actions& actions, const ui::Rect& rect) {
  if (rect.isEmpty()) return;
  if (shownPlane_ != state.parameter.plane) {
    shownPlane_ = state.parameter.plane;
    state.parameter.fitRequested = true;
  }
  request(frame, model, state.parameter, rect, actions);
  flashes_.update(model, state.selection);
  const std::shared_ptr<const SliceFrame> slice = model.slice;
  if (!slice || !slice->hasPicture()) {
    const bool isAnswer = slice && slice->request.plane == state.parameter.plane;
    drawInMiddle(frame, rect, isAnswer ? slice->problem : kComputing);
    return;
  }
  if (flashes_.isFading()) frame.redraw.in(1.0 / 60.0);
  followFrame(*slice, state.parameter, rect);
  uploadIfNew(frame, *slice, state);
  paint(frame, model, *slice, state, rect);
  handleMouse(frame, model, *slice, state, {rect, state.parameter.camera});
  drawOverlay(frame, model, *slice, state, {rect, state.parameter.camera});
  if (slice->request.plane == state.parameter.plane) return;
  // What is seen is another plane than the one that was chosen.
  drawVeil(frame, rect, kComputing);
}

void ParameterView::request(const ui::Frame& frame, const ModelFrame& model,
                            const ParameterViewState& view, const ui::Rect& rect,
                            Actions& actions) {
  const bool plays = model.train->state == SessionState::kPlaying;
  const bool hurries = plays && model.train->stepsPerSecond > kHurry;
  SliceRequest wanted;
  wanted.plane = view.plane;
  wanted.widthPx = std::max(16, static_cast<int>(std::lround(rect.width * frame.density)));
  wanted.heightPx = std::max(16, static_cast<int>(std::lround(rect.height * frame.density)));
  wanted.withRegions = view.fill == ParameterFill::kRegions;
  if (!view.fitRequested) {
    const SliceDomain domain = visibleDomain(view.camera, {rect.width, rect.height});
    if (!domain.validate()) return;
    wanted.domain = domain;
  }
  // The plane of a step has few curves; the others have thousands, and coarser ones come sooner.
  const bool isNewSight = !model.slice || !looksAtSamePlace(model.slice->request, wanted);
  const bool isCoarse = (hurries || isNewSight) && view.plane.plane != SlicePlane::kStep;
  wanted.tolerancePx = isCoarse ? kCoarseTolerancePx : kFineTolerancePx;
  if (view.fill == ParameterFill::kLoss) {
    wanted.lossColumns = hurries || isCoarse ? kCoarseLoss : ParameterView::kLossColumns;
  }
  actions.session().setSlice(wanted);
}

void ParameterView::followFrame(const SliceFrame& slice, ParameterViewState& view,
                                const ui::Rect& rect) {
  if (view.fitRequested && !slice.request.domain && slice.request.plane == view.plane) {
    view.camera = cameraOf(slice.domain, rect);
  }
}

void ParameterView::uploadIfNew(const ui::Frame& frame, const SliceFrame& slice,
                                const UiState& state) {
  const ParameterViewState& view = state.parameter;
  Uploaded wanted{.frame = slice.id,
                  .filter = view.filter,
                  .recentSteps = view.recentSteps,
                  .neuron = {},
                  .sample = {},
                  .isDark = frame.theme.isDark()};
  // Only these filters depend on the selection.
  if (view.filter == BoundaryFilter::kNeuron) wanted.neuron = state.selection.neuron;
  if (view.filter == BoundaryFilter::kSample) wanted.sample = state.selection.sample;
  if (uploaded_ == wanted) return;
  if (uploaded_.frame != wanted.frame) contours_ = lossContours(slice);
  uploaded_ = wanted;
  const figure::Theme theme = viewTheme(frame.theme);
  choice_.emplace(slice, view, state.selection);
  probe_.reset();
  buildParameterMesh(slice, *choice_, theme, mesh_);
  FillPlan plan;
  plan.mode = FillMode::kFlat;
  renderer_.upload(mesh_.mesh, plan, {});
  drawn_.reset();
}

std::vector<float> ParameterView::lightOf(const SliceFrame& slice,
                                          const Selection& selection) const {
  std::vector<float> light;
  const auto raise = [&](int index, double strength) {
    if (index < 0) return;
    if (light.empty()) light.assign(mesh_.ids.size(), 0.0F);
    float& value = light[static_cast<std::size_t>(index)];
    value = std::max(value, static_cast<float>(strength));
  };
  const RunHistory& history = *slice.train->history;
  for (const Flash& flash : flashes_.flashes()) {
    const EventRow& row = history.events[flash.event];
    raise(mesh_.indexOf({row.layer, row.neuron, row.sample}), flash.strength);
  }
  if (hovered_) raise(mesh_.indexOf(*hovered_), 1.0);
  if (!selection.neuron && !selection.sample) return light;
  for (std::size_t i = 0; i < mesh_.ids.size(); ++i) {
    const BoundaryId& id = mesh_.ids[i];
    const bool isNeuron = !selection.neuron || *selection.neuron == NeuronId{id.layer, id.neuron};
    const bool isSample = !selection.sample || *selection.sample == id.sample;
    if (isNeuron && isSample) raise(static_cast<int>(i), 1.0);
  }
  return light;
}

void ParameterView::paint(const ui::Frame& frame, const ModelFrame& /*model*/,
                          const SliceFrame& slice, const UiState& state, const ui::Rect& rect) {
  const int width = std::max(1, static_cast<int>(std::lround(rect.width * frame.density)));
  const int height = std::max(1, static_cast<int>(std::lround(rect.height * frame.density)));
  if (width != target_.widthPx() || height != target_.heightPx()) drawn_.reset();
  if (!target_.resize(width, height)) return;
  const float px = frame.scale * frame.density;
  InputPicture picture;
  picture.widthPx = width;
  picture.heightPx = height;
  picture.camera = scaledCamera(state.parameter.camera, frame.density);
  picture.background = colorOf(frame.colors().background);
  picture.decision = colorOf(frame.colors().text);
  picture.halo = picture.background;
  picture.shownLayers = layerBits(state.parameter);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < mesh_.shownOfLayer.size(); ++i) {
    if (state.parameter.layerShown(static_cast<int>(i) + 1)) shown += mesh_.shownOfLayer[i];
  }
  const double share = shown == 0 ? 0.0
                                  : static_cast<double>(shown) /
                                        static_cast<double>(slice.boundaries.segments.size());
  constexpr double kLine = 1.4;
  style_ = figure::curveStyle(kLine * px * share * figure::boundaryLength(slice, width, height),
                              1.0 * width * height);
  picture.boundaryOpacity = static_cast<float>(style_.opacity);
  picture.lineWidthPx = px * static_cast<float>(kLine * style_.width);
  picture.light = lightOf(slice, state.selection);
  if (drawn_ != picture) {
    renderer_.draw(target_, picture);
    drawn_ = std::move(picture);
  }
  ImGui::GetWindowDrawList()->AddImage(ui::compat::textureId(target_.texture()), rect.min(),
                                       rect.max(), {0.0F, 1.0F}, {1.0F, 0.0F});
}

void ParameterView::handleMouse(const ui::Frame& frame, const ModelFrame& model,
                                const SliceFrame& slice, UiState& state,
                                const OverlayPlace& place) {
  ImGui::SetCursorScreenPos(place.rect.min());
  ImGui::InvisibleButton("##parameter", place.rect.size(),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  ParameterViewState& view = state.parameter;
  const bool isMoved = io.MouseDelta.x != 0.0F || io.MouseDelta.y != 0.0F;
  if (ImGui::IsItemActive() && isMoved && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    pan(view.camera, io.MouseDelta.x, io.MouseDelta.y);
    view.fitRequested = false;
  }
  const ImVec2 drag = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0.0F);
  const bool isClick = ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                       ImGui::IsItemDeactivated() &&
                       std::hypot(drag.x, drag.y) < 3.0F * frame.scale;
  hovered_.reset();
  hoveredTheta_.reset();
  if (!ImGui::IsItemHovered()) return;
  if (io.MouseWheel != 0.0F) {
    const double unit = (slice.domain.xMax - slice.domain.xMin) / place.rect.width;
    zoomAt(view.camera, place.size(), {io.MousePos.x - place.rect.x, io.MousePos.y - place.rect.y},
           std::pow(kZoomStep, static_cast<double>(io.MouseWheel)),
           {.low = unit / kDeepestZoom, .high = unit * kWidestZoom});
    view.fitRequested = false;
    frame.redraw.in(0.0);
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) view.fitRequested = true;
  if (!ImGui::IsItemActive()) hover(frame, slice, view, place);
  if (isClick) pick(frame, model, slice, state, place);
}

void ParameterView::tellCrossing(const ui::Frame& frame, const SliceCrossing& crossing) {
  const EventRow& row = crossing.row;
  hovered_ = BoundaryId{row.layer, row.neuron, row.sample};
  const std::string title = "Crossing of step " + std::to_string(crossing.step);
  const std::string body =
      "Neuron " + std::to_string(row.neuron) + " of layer " + std::to_string(row.layer) +
      (row.direction > 0 ? " switched on for sample " : " switched off for sample ") +
      std::to_string(row.sample) +
      ": here the parameters stepped over its boundary; in the input view the neuron's fold "
      "line swept over the sample. Click to select it in both.";
  const std::string formula =
      "\u03C4 = " + shortNumber(row.tau) + ", " + shortNumber(crossing.distance) + " off the plane";
  ui::showTip(frame, {.title = title, .body = body, .formula = formula});
}

void ParameterView::hover(const ui::Frame& frame, const SliceFrame& slice,
                          const ParameterViewState& view, const OverlayPlace& place) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const SlicePoint point =
      toSlice(place.camera, place.size(), {mouse.x - place.rect.x, mouse.y - place.rect.y});
  const std::array<std::uint32_t, 3> layers = layerBits(view);
  const bool isProbed = probe_ && probedFrame_ == slice.id && probedLayers_ == layers &&
                        point.x == probedAt_.x && point.y == probedAt_.y;
  if (!isProbed) {
    const auto isShown = [&](const BoundaryId& id) {
      return view.layerShown(id.layer) && (!choice_ || choice_->isShown(id));
    };
    probe_ = probeSlice(slice, point, {place.camera.unitsPerPixelX, place.camera.unitsPerPixelY},
                        isShown);
    probedAt_ = point;
    probedFrame_ = slice.id;
    probedLayers_ = layers;
  }
  if (const SliceCrossing* crossing = crossingAt(frame, place, slice, view, mouse)) {
    tellCrossing(frame, *crossing);
    return;
  }
  std::string passed;
  if (const TrailPoint* theta = trailPointAt(frame, place, slice, view, mouse)) {
    hoveredTheta_ = *theta;
    passed = "\u03B8 after step " + std::to_string(theta->step) + ": " +
             shortNumber(theta->distance) + " off the plane";
  }
  if (!probe_->nearest) {
    if (hoveredTheta_) ui::showTip(frame, {.formula = passed});
    return;
  }
  const auto [layer, neuron, sample] = *probe_->nearest;
  if (probe_->distancePx <= frame.grid(kPickReach)) hovered_ = probe_->nearest;
  const std::string title = "Nearest: neuron " + std::to_string(neuron) + " of layer " +
                            std::to_string(layer) + ", sample " + std::to_string(sample);
  const std::string body = probe_->flips == 0
                               ? std::string("In this cell every mask is as at \u03B8.")
                               : "This cell differs from that of \u03B8 in " +
                                     std::to_string(probe_->flips) +
                                     (probe_->flips == 1 ? " mask." : " masks.");
  const std::string formula = (passed.empty() ? passed : passed + "\n") +
                              "z = " + shortNumber(probe_->preactivation) +
                              (probe_->preactivation > 0.0 ? " (on)" : " (off)") +
                              ", margin |z| / |(h, 1)| = " + shortNumber(probe_->margin);
  ui::showTip(frame, {.title = title, .body = body, .formula = formula});
}

/// A dot selects its crossing, a curve its neuron and sample, anything else nothing.
void ParameterView::pick(const ui::Frame& frame, const ModelFrame& model, const SliceFrame& slice,
                         UiState& state, const OverlayPlace& place) {
  Selection& selection = state.selection;
  selection.event.reset();
  if (const SliceCrossing* crossing =
          crossingAt(frame, place, slice, state.parameter, ImGui::GetIO().MousePos)) {
    selection.event = crossing->event;
    selection.eventTimeSeconds = model.timeSeconds;
  }
  if (hovered_) {
    selection.neuron = NeuronId{hovered_->layer, hovered_->neuron};
    selection.sample = hovered_->sample;
  } else {
    selection.neuron.reset();
    selection.sample.reset();
  }
}

void ParameterView::captionEvent(const ui::Frame& frame, const SliceFrame& slice,
                                 const Selection& selection, const OverlayPlace& place,
                                 const std::vector<ui::Rect>& taken) {
  const auto crossing =
      std::find_if(slice.crossings.begin(), slice.crossings.end(),
                   [&](const SliceCrossing& one) { return one.event == selection.event; });
  if (crossing == slice.crossings.end()) return;
  const char* meaning = slice.train->event == crossing->event
                            ? "here: \u03B8 steps over the boundary of the two"
                            : "here: \u03B8 stepped over the boundary of the two";
  drawEventCaption(frame, *ImGui::GetWindowDrawList(), place.rect, place.at(crossing->place),
                   {eventSentence(*slice.train, crossing->event), meaning, crossing->row.layer},
                   taken);
}

void ParameterView::drawOverlay(const ui::Frame& frame, const ModelFrame& /*model*/,
                                const SliceFrame& slice, const UiState& state,
                                const OverlayPlace& place) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(place.rect.min(), place.rect.max(), true);
  drawLossContours(frame, list, place, contours_);
  if (state.parameter.showTrail) drawTrail(frame, list, place, slice, state.parameter);
  if (hoveredTheta_) drawTrailPoint(frame, list, place, *hoveredTheta_);
  const std::vector<ui::Rect> names =
      drawTheta(frame, list, place, slice, state.parameter.showArrows);
  drawCrossingFlashes(frame, list, place, slice, flashes_.flashes());
  drawSliceFrame(frame, list, place, slice, style_.isDensity);
  captionEvent(frame, slice, state.selection, place, names);
  list.PopClipRect();
}

}  // namespace adamscope
