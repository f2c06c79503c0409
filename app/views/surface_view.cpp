#include "app/views/surface_view.h"

#include <algorithm>
#include <cmath>

#include "app/ui/imgui_compat.h"
#include "app/views/axis_names.h"
#include "app/views/input_overlay.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

constexpr int kSamples = 4;
/// Room for numbers and names beside the box, in heights of text on each side.
constexpr double kEmAcross = 3.2;
constexpr double kEmUpright = 2.4;

std::array<std::uint32_t, 3> layerBits(const InputViewState& view) {
  std::array<std::uint32_t, 3> bits{};
  for (int layer = 1; layer <= 96; ++layer) {
    const auto bit = static_cast<unsigned>(layer - 1);
    if (view.layerShown(layer)) bits[bit / 32] |= 1U << (bit % 32);
  }
  return bits;
}

/// Follows the requests and the size: where the camera is in this frame.
void placeCamera(SurfaceViewState& surface, const AxesSpec& spec, const ui::Rect& rect) {
  if (surface.resetRequested) {
    surface.camera = SurfaceCamera{};
    surface.fitRequested = true;
  }
  if (surface.fitRequested || (surface.isFitted && !(surface.place == rect))) {
    const glm::dvec2 size(rect.width, rect.height);
    const glm::dvec2 room = 2.0 * spec.emPx * glm::dvec2(kEmAcross, kEmUpright);
    surface.camera =
        fitted(surface.camera, spec.scale.halfBox, size, glm::min(room / size, glm::dvec2(0.5)));
    surface.isFitted = true;
  }
  surface.fitRequested = surface.resetRequested = false;
  surface.place = rect;
}

}  // namespace

Result<SurfaceView> SurfaceView::create() {
  Result<SurfaceRenderer> renderer = SurfaceRenderer::create();
  if (!renderer) return renderer.error();
  Result<gl::RenderTarget> target = gl::RenderTarget::create(16, 16, kSamples);
  if (!target) target = gl::RenderTarget::create(16, 16, 1);
  if (!target) return target.error();
  return SurfaceView(std::move(*renderer), std::move(*target));
}

/// Without multisampling if the memory does not suffice for it.
Status SurfaceView::resize(const ui::Rect& rect, float density) {
  const int width = std::max(1, static_cast<int>(std::lround(rect.width * density)));
  const int height = std::max(1, static_cast<int>(std::lround(rect.height * density)));
  if (width == target_.widthPx() && height == target_.heightPx()) return {};
  drawn_.reset();
  if (target_.resize(width, height)) return {};
  Result<gl::RenderTarget> plain = gl::RenderTarget::create(width, height, 1);
  if (!plain) return plain.error();
  target_ = std::move(*plain);
  return {};
}

void SurfaceView::uploadIfNew(const ui::Theme& theme, const AnalysisFrame& analysis,
                              const InputViewState& view, bool allOutputs) {
  const Source source{.analysis = analysis.id,
                      .fill = view.fill,
                      .output = view.output,
                      .allOutputs = allOutputs,
                      .isDark = theme.isDark()};
  if (source_ == source) return;
  const figure::Theme look = viewTheme(theme);
  plan_ = planFill(analysis, view.fill, view.output, look);
  const bool isBlend = plan_.mode == FillMode::kBlend;
  buildSurfaceMesh(analysis, plan_, {.output = view.output, .allOutputs = allOutputs || isBlend},
                   look, mesh_);
  std::vector<figure::Color> classColors;
  const int classes = analysis.maps.outputCount;
  for (int k = 0; k < std::min(classes, kMostShaderOutputs); ++k) {
    classColors.push_back(sheetColor(k, classes, look));
  }
  renderer_.upload(mesh_, plan_, classColors);
  source_ = source;
  drawn_.reset();
}

AxesSpec SurfaceView::axes(const ui::Frame& frame, const AnalysisFrame& analysis,
                           const SurfaceViewState& surface) const {
  const SliceDomain& domain = analysis.tessellation.domain;
  const RangeFollower& range = surface.range;
  const figure::Color line = colorOf(frame.colors().line);
  const int output = std::clamp(source_->output, 0, analysis.maps.outputCount - 1);
  return {.domain = domain,
          .low = range.low(),
          .high = range.high(),
          .scale = surfaceScale(domain, range.low(), range.high()),
          .names = {sliceAxisName(analysis, 0), sliceAxisName(analysis, 1),
                    mesh_.sheetCount > 1 ? "f" : outputName(analysis, output)},
          .gridColor = packColor(line, 0.6),
          .edgeColor = packColor(line, 1.0),
          .emPx = static_cast<double>(ui::heightOf(frame.fonts.smallNumbers))};
}

void SurfaceView::paint(const ui::Frame& frame, const AnalysisFrame& analysis, const UiState& state,
                        SurfacePicture picture) {
  const TrainFrame& train = *analysis.train;
  const float px = frame.scale * frame.density;
  picture.widthPx = target_.widthPx();
  picture.heightPx = target_.heightPx();
  picture.background = colorOf(frame.colors().background);
  picture.decision = colorOf(frame.colors().text);
  picture.halo = picture.background;
  picture.plane = picture.decision;
  picture.shownLayers = layerBits(state.input);
  picture.showDecision = state.input.showDecision;
  picture.showTrain = state.input.showTrain;
  picture.showTest = state.input.showTest;
  // Where lines lie close together they must not cover the sheet.
  const double lines = static_cast<double>(mesh_.folds.size());
  picture.foldOpacity = static_cast<float>(std::clamp(1.15 - lines / 30'000.0, 0.35, 0.9));
  picture.foldWidthPx = px * static_cast<float>(std::clamp(1.5 - lines / 15'000.0, 0.8, 1.4));
  picture.decisionWidthPx = 2.8F * px;
  const double samples = static_cast<double>(mesh_.pins.size());
  picture.pointRadiusPx =
      px * static_cast<float>(std::clamp(110.0 / std::sqrt(samples + 1.0), 1.8, 3.8));
  picture.stemWidthPx = 1.2F * px;
  picture.gridWidthPx = std::max(1.0F, px);
  if (state.input.showFlashes || state.selection.neuron) {
    picture.light =
        flashes_.light(*train.history, train.network.architecture, state.selection.neuron);
  }
  if (drawn_ == picture) return;
  renderer_.draw(target_, picture);
  drawn_ = std::move(picture);
}

Status SurfaceView::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                         Actions& actions, SurfaceViewState& surface, const ui::Rect& rect) {
  if (rect.isEmpty()) return {};
  actions.session().setView({});
  if (!model.analysis || model.analysis->tessellation.slice.dimension() != 2) return {};
  const AnalysisFrame& analysis = *model.analysis;
  if (Status made = resize(rect, frame.density); !made) return made;
  flashes_.update(model, state.selection);
  if (flashes_.isFading() && state.input.showFlashes) frame.redraw.in(1.0 / 60.0);
  uploadIfNew(frame.theme, analysis, state.input, surface.allOutputs);
  if (surface.range.follow(mesh_.low, mesh_.high, static_cast<double>(model.deltaSeconds))) {
    frame.redraw.in(0.0);
  }
  if (std::exchange(state.input.fitRequested, false)) surface.resetRequested = true;
  const AxesSpec spec = axes(frame, analysis, surface);
  placeCamera(surface, spec, rect);
  const SurfaceAxes box =
      layOutAxes(spec, SurfaceProjection(surface.camera, static_cast<double>(rect.width),
                                         static_cast<double>(rect.height)));
  SurfacePicture picture;
  picture.camera = surface.camera;
  picture.scale = spec.scale;
  picture.grid = box.lines;
  if (mesh_.hasThreshold && surface.showPlane) picture.planeValue = mesh_.threshold;
  paint(frame, analysis, state, std::move(picture));
  drawSurfaceView(frame, {.place = rect, .texture = target_.texture(), .texts = box.texts},
                  surface);
  drawColorBar(frame, *ImGui::GetWindowDrawList(), rect, plan_, *analysis.train);
  return {};
}

}  // namespace adamscope
