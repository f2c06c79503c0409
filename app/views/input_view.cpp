#include "app/views/input_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "app/ui/imgui_compat.h"
#include "app/ui/tip.h"
#include "app/views/axis_names.h"
#include "app/views/event_caption.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

/// One notch of the wheel.
constexpr double kZoomStep = 1.2;
/// How much nearer or farther than the whole domain one can go.
constexpr double kDeepestZoom = 1e9;
constexpr double kWidestZoom = 1e3;
/// How far the eraser reaches, and how far apart drawn samples are, in heights of text.
constexpr double kBrushReach = 0.7;

float distanceToSegment(const ImVec2& point, const ImVec2& a, const ImVec2& b) {
  const ImVec2 along(b.x - a.x, b.y - a.y);
  const ImVec2 offset(point.x - a.x, point.y - a.y);
  const float square = along.x * along.x + along.y * along.y;
  const float dot = offset.x * along.x + offset.y * along.y;
  const float t = square > 0.0F ? std::clamp(dot / square, 0.0F, 1.0F) : 0.0F;
  return std::hypot(offset.x - t * along.x, offset.y - t * along.y);
}

bool sameDomain(const SliceDomain& a, const SliceDomain& b) {
  return a.xMin == b.xMin && a.xMax == b.xMax && a.yMin == b.yMin && a.yMax == b.yMax;
}

bool isSameCamera(const Camera2D& a, const Camera2D& b) {
  return a.centerX == b.centerX && a.centerY == b.centerY && a.unitsPerPixelX == b.unitsPerPixelX &&
         a.unitsPerPixelY == b.unitsPerPixelY;
}

/// Whether the inputs and the plane are those of before, so that the camera can stay.
bool sameScene(const Experiment& a, const Experiment& b) {
  return a.slice.origin.size() == b.slice.origin.size() &&
         a.slice.directions.cols() == b.slice.directions.cols() &&
         a.slice.origin == b.slice.origin && a.slice.directions == b.slice.directions &&
         sameDomain(a.domain, b.domain);
}

std::array<std::uint32_t, 3> layerBits(const InputViewState& view) {
  std::array<std::uint32_t, 3> bits{};
  for (int layer = 1; layer <= 96; ++layer) {
    const auto bit = static_cast<unsigned>(layer - 1);
    if (view.layerShown(layer)) bits[bit / 32] |= 1U << (bit % 32);
  }
  return bits;
}

}  // namespace

Result<InputView> InputView::create() {
  Result<InputRenderer> renderer = InputRenderer::create();
  if (!renderer) return renderer.error();
  Result<gl::RenderTarget> target = gl::RenderTarget::create(16, 16);
  if (!target) return target.error();
  return InputView(std::move(*renderer), std::move(*target));
}

InputView::InputView(InputRenderer renderer, gl::RenderTarget target)
    : renderer_(std::move(renderer)), target_(std::move(target)) {}

void InputView::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions, const ui::Rect& rect) {
  if (rect.isEmpty()) return;
  const ViewSize size{rect.width, rect.height};
  followRun(model, state.input, size);
  showPickedEvent(model, state, size);
  requestRegions(model, state.input, size, actions);
  flashes_.update(model, state.selection);
  if (flashes_.isFading() && state.input.showFlashes) frame.redraw.in(1.0 / 60.0);
  if (model.analysis) uploadIfNew(frame, *model.analysis, state.input);
  paint(frame, model, state, rect);
  const OverlayPlace place{rect, state.input.camera};
  handleMouse(frame, model, state, place);
  useTool(model, state, actions, place);
  drawOverlay(frame, model, state, {rect, state.input.camera});
  if (drawing_.isActive()) {
    drawStroke(frame, model, {rect, state.input.camera});
    frame.redraw.in(0.0);
  }
}

void InputView::followRun(const ModelFrame& model, InputViewState& view, const ViewSize& size) {
  const std::shared_ptr<const Experiment>& experiment = model.train->experiment;
  if (experiment != experiment_) {
    const bool isSame = experiment_ && sameScene(*experiment_, *experiment);
    if (!isSame) view.fitRequested = true;
    // Another slice of the same run keeps its colours.
    if (!isSame && model.train->runNumber != runNumber_) {
      view.fill = naturalFill(*model.train);
      view.output = view.fill == RegionFill::kProbability ? kMostShaderOutputs : 0;
    }
    runNumber_ = model.train->runNumber;
    experiment_ = experiment;
  }
  // A view that nobody has moved shows the whole domain at any size.
  const bool isResized = lastSize_.width != size.width || lastSize_.height != size.height;
  if (isResized && fitted_ && isSameCamera(*fitted_, view.camera)) view.fitRequested = true;
  if (view.fitRequested) {
    view.camera = fitCamera(experiment->domain, size, view.lockAspect);
    view.fitRequested = false;
    fitted_ = view.camera;
  } else if (lastSize_.width > 0.0 && lastSize_.width != size.width) {
    // A resized view shows the same part of the slice, larger or smaller.
    const double factor = lastSize_.width / size.width;
    view.camera.unitsPerPixelX *= factor;
    view.camera.unitsPerPixelY *= factor;
  }
  lastSize_ = size;
}

void InputView::showPickedEvent(const ModelFrame& model, UiState& state, const ViewSize& size) {
  const Selection& selection = state.selection;
  if (!selection.event || selection.eventTimeSeconds == shownEventSeconds_) return;
  shownEventSeconds_ = selection.eventTimeSeconds;
  const RunHistory& history = *model.train->history;
  if (!model.analysis || *selection.event >= history.events.size()) return;
  const auto sample = static_cast<std::size_t>(history.events[*selection.event].sample);
  const std::vector<SlicePoint>& points = model.analysis->trainSamples.points;
  if (sample >= points.size()) return;
  // What can be seen stays where it is; the view moves only for a sample outside of it.
  const SliceDomain seen = visibleDomain(state.input.camera, size);
  const SlicePoint& point = points[sample];
  const bool isSeen =
      seen.xMin < point.x && point.x < seen.xMax && seen.yMin < point.y && point.y < seen.yMax;
  if (isSeen) return;
  state.input.camera.centerX = point.x;
  state.input.camera.centerY = point.y;
}

void InputView::requestRegions(const ModelFrame& model, const InputViewState& view,
                               const ViewSize& size, Actions& actions) {
  const InputSlice& slice = model.train->experiment->slice;
  const SliceDomain domain = visibleDomain(view.camera, size);
  if (!domain.validate()) return;
  actions.session().setView(ViewRequest{.slice = slice, .domain = domain});
}

void InputView::uploadIfNew(const ui::Frame& frame, const AnalysisFrame& analysis,
                            const InputViewState& view) {
  const bool isDark = frame.theme.isDark();
  if (analysis.id == uploadedId_ && view.fill == uploadedFill_ && view.output == uploadedOutput_ &&
      isDark == uploadedDark_) {
    return;
  }
  const figure::Theme theme = viewTheme(frame.theme);
  plan_ = planFill(analysis, view.fill, view.output, theme);
  buildInputMesh(analysis, plan_, theme, mesh_);
  std::vector<figure::Color> classColors;
  const int classes = analysis.train->network.architecture.outputCount();
  for (int k = 0; k < std::min(classes, kMostShaderOutputs); ++k) {
    classColors.push_back(
        figure::mix(theme.rampCenter, theme.classColor(k, classes), theme.isDark ? 0.55 : 0.5));
  }
  renderer_.upload(mesh_, plan_, classColors);
  drawn_.reset();
  uploadedId_ = analysis.id;
  uploadedFill_ = view.fill;
  uploadedOutput_ = view.output;
  uploadedDark_ = isDark;
}

void InputView::paint(const ui::Frame& frame, const ModelFrame& model, const UiState& state,
                      const ui::Rect& rect) {
  const int width = std::max(1, static_cast<int>(std::lround(rect.width * frame.density)));
  const int height = std::max(1, static_cast<int>(std::lround(rect.height * frame.density)));
  if (width != target_.widthPx() || height != target_.heightPx()) drawn_.reset();
  if (!target_.resize(width, height) || !model.analysis) return;
  const TrainFrame& train = *model.analysis->train;
  const float px = frame.scale * frame.density;
  InputPicture picture;
  picture.widthPx = width;
  picture.heightPx = height;
  picture.camera = scaledCamera(state.input.camera, frame.density);
  picture.background = colorOf(frame.colors().background);
  picture.decision = colorOf(frame.colors().text);
  picture.halo = colorOf(frame.colors().background);
  picture.shownLayers = layerBits(state.input);
  picture.showDecision = state.input.showDecision;
  picture.showTrain = state.input.showTrain;
  picture.showTest = state.input.showTest;
  // Where lines lie close together they must not cover the picture.
  const double lines = static_cast<double>(mesh_.boundaries.size());
  picture.boundaryOpacity = static_cast<float>(std::clamp(1.15 - lines / 30'000.0, 0.35, 0.9));
  picture.lineWidthPx = px * static_cast<float>(std::clamp(1.5 - lines / 15'000.0, 0.8, 1.4));
  picture.decisionWidthPx = 2.4F * px;
  const double samples = static_cast<double>(mesh_.points.size());
  picture.pointRadiusPx =
      px * static_cast<float>(std::clamp(120.0 / std::sqrt(samples + 1.0), 1.8, 4.2));
  if (state.input.showFlashes || state.selection.neuron) {
    picture.light =
        flashes_.light(*train.history, train.network.architecture, state.selection.neuron);
  }
  if (drawn_ != picture) {
    renderer_.draw(target_, picture);
    drawn_ = std::move(picture);
  }
  ImGui::GetWindowDrawList()->AddImage(ui::compat::textureId(target_.texture()), rect.min(),
                                       rect.max(), {0.0F, 1.0F}, {1.0F, 0.0F});
}

void InputView::useTool(const ModelFrame& model, const UiState& state, Actions& actions,
                        const OverlayPlace& place) {
  if (state.tool == InputTool::kNavigate) return;
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const SlicePoint point =
        toSlice(place.camera, place.size(), {mouse.x - place.rect.x, mouse.y - place.rect.y});
    const double reach = kBrushReach * ImGui::GetFontSize();
    const Brush brush{.tool = state.tool,
                      .answer = {.label = state.drawnClass, .target = state.drawnTarget},
                      .reach = {.x = reach * place.camera.unitsPerPixelX,
                                .y = reach * place.camera.unitsPerPixelY}};
    drawing_.move({.train = *model.train,
                   .wanted = actions.config(),
                   .slice = model.train->experiment->slice},
                  point, brush);
  } else if (drawing_.isActive()) {
    drawing_.finish(actions);
  }
}

void InputView::handleMouse(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                            const OverlayPlace& place) {
  ImGui::SetCursorScreenPos(place.rect.min());
  ImGui::InvisibleButton("##input", place.rect.size(),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  const ViewPoint cursor{io.MousePos.x - place.rect.x, io.MousePos.y - place.rect.y};
  Camera2D& camera = state.input.camera;
  const bool dragged = ImGui::IsItemActive() &&
                       (std::abs(io.MouseDelta.x) > 0.0F || std::abs(io.MouseDelta.y) > 0.0F);
  const bool navigates =
      state.tool == InputTool::kNavigate || ImGui::IsMouseDown(ImGuiMouseButton_Middle);
  if (dragged && navigates) pan(camera, io.MouseDelta.x, io.MouseDelta.y);
  state.selection.hovered.reset();
  hoveredFace_.reset();
  if (!ImGui::IsItemHovered()) return;
  if (io.MouseWheel != 0.0F) {
    const SliceDomain& home = model.train->experiment->domain;
    const double unit = std::max((home.xMax - home.xMin) / place.rect.width,
                                 (home.yMax - home.yMin) / place.rect.height);
    zoomAt(camera, place.size(), cursor, std::pow(kZoomStep, static_cast<double>(io.MouseWheel)),
           {.low = unit / kDeepestZoom, .high = unit * kWidestZoom});
    frame.redraw.in(0.0);
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && navigates) {
    state.input.fitRequested = true;
  }
  const SlicePoint point = toSlice(camera, place.size(), cursor);
  state.selection.hovered = point;
  if (model.analysis) hoveredFace_ = finder_.find(model.analysis, point);
  const float moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0.0F).x *
                          ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0.0F).x +
                      ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0.0F).y *
                          ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0.0F).y;
  const bool clicked = ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                       ImGui::IsItemDeactivated() && moved < 9.0F * frame.scale * frame.scale;
  if (clicked && navigates) {
    state.selection.pinned = point;
    pickBoundary(frame, model, state.selection, place);
  }
}

/// A click on a training sample selects it, one on a fold line its neuron; the parameter view then
/// shows their boundaries.
void InputView::pickBoundary(const ui::Frame& frame, const ModelFrame& model, Selection& selection,
                             const OverlayPlace& place) {
  if (!model.analysis) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto distanceTo = [&](const SlicePoint& point) {
    const ImVec2 at = place.at(point);
    return std::hypot(at.x - mouse.x, at.y - mouse.y);
  };
  const std::vector<SlicePoint>& samples = model.analysis->trainSamples.points;
  float best = frame.grid(1.75F);
  std::optional<int> sample;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (distanceTo(samples[i]) >= best) continue;
    best = distanceTo(samples[i]);
    sample = static_cast<int>(i);
  }
  if (sample) {
    selection.sample = sample;
    selection.neuron.reset();
    selection.event.reset();
    return;
  }
  if (!hoveredFace_) return;
  const Tessellation& cells = model.analysis->tessellation;
  float nearest = frame.grid(1.0F);
  for (const int e : cells.faceEdges(*hoveredFace_)) {
    const TessellationEdge& edge = cells.edges[static_cast<std::size_t>(e)];
    if (edge.layer == 0) continue;
    const ImVec2 a = place.at(cells.vertices[static_cast<std::size_t>(edge.from)]);
    const ImVec2 b = place.at(cells.vertices[static_cast<std::size_t>(edge.to)]);
    const float distance = distanceToSegment(mouse, a, b);
    if (distance >= nearest) continue;
    nearest = distance;
    selection.neuron = NeuronId{edge.layer, edge.neuron};
    selection.sample.reset();
    selection.event.reset();
  }
}

void InputView::drawStroke(const ui::Frame& frame, const ModelFrame& model,
                           const OverlayPlace& place) {
  const DataSet& data = drawing_.preview()->train;
  const figure::Theme theme = viewTheme(frame.theme);
  const int classes = std::max(2, static_cast<int>(data.classNames.size()));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (int i = 0; i < data.sampleCount(); ++i) {
    const ImVec2 center = place.at(placeOfSample(model.train->experiment->slice, data, i));
    const figure::Color color =
        data.task == Task::kClassification
            ? theme.classColor(data.labels[static_cast<std::size_t>(i)], classes)
            : theme.mutedInk;
    list.AddCircleFilled(center, frame.grid(1.2F), packed(color));
  }
}

void InputView::captionEvent(const ui::Frame& frame, const ModelFrame& model, std::size_t event,
                             const OverlayPlace& place) {
  const RunHistory& history = *model.train->history;
  const std::vector<SlicePoint>& samples = model.analysis->trainSamples.points;
  if (event >= history.events.size()) return;
  const EventRow& row = history.events[event];
  const auto sample = static_cast<std::size_t>(row.sample);
  if (sample >= samples.size()) return;
  const char* meaning = model.train->event == event ? "here: its fold line sweeps over the sample"
                                                    : "here: its fold line swept over the sample";
  drawEventCaption(frame, *ImGui::GetWindowDrawList(), place.rect, place.at(samples[sample]),
                   {eventSentence(*model.train, event), meaning, row.layer});
}

void InputView::drawOverlay(const ui::Frame& frame, const ModelFrame& model, const UiState& state,
                            const OverlayPlace& place) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(place.rect.min(), place.rect.max(), true);
  if (model.analysis) {
    const AnalysisFrame& analysis = *model.analysis;
    if (hoveredFace_) {
      drawFaceOutline(list, place, analysis.tessellation, *hoveredFace_,
                      ui::withOpacity(frame.colors().text, 0.75F), frame.grid(0.4F));
    }
    if (state.selection.pinned) {
      if (const auto face = finder_.find(model.analysis, *state.selection.pinned)) {
        drawFaceOutline(list, place, analysis.tessellation, *face, frame.colors().accent,
                        frame.grid(0.6F));
      }
      list.AddCircleFilled(place.at(*state.selection.pinned), frame.grid(0.9F),
                           frame.colors().accent);
    }
    if (state.input.showFlashes) drawFlashes(frame, list, place, analysis, flashes_.flashes());
    if (state.selection.sample) {
      drawSampleRing(frame, list, place, analysis, *state.selection.sample);
    }
    if (state.selection.event) captionEvent(frame, model, *state.selection.event, place);
    drawColorBar(frame, list, place.rect, plan_, *analysis.train);
    drawAxes(frame, list, place, {sliceAxisName(analysis, 0), sliceAxisName(analysis, 1)});
  }
  list.PopClipRect();
}

}  // namespace adamscope
