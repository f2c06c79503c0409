#include "app/views/surface_view.h"

#include <algorithm>
#include <cmath>

#include "app/ui/imgui_compat.h"
#include "app/views/axis_names.h"
#include "app/views/input_mesh.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

constexpr int kSamples = 4;
/// Free room around the box, both sides together: numbers and names stand there.
constexpr glm::dvec2 kMargin{0.14, 0.16};

std::array<std::uint32_t, 3> shownLayers(const InputViewState& input) {
  std::array<std::uint32_t, 3> bits{0, 0, 0};
  for (unsigned layer = 1; layer <= 96; ++layer) {
    if (input.layerShown(static_cast<int>(layer))) {
      bits[(layer - 1) / 32] |= 1U << ((layer - 1) % 32);
    }
  }
  return bits;
}

/// The flashes, and the selected neuron on top; empty if nothing is lit.
std::vector<float> litFolds(const Architecture& architecture, const Selection& selection,
                            std::span<const float> light) {
  std::vector<float> lit(light.begin(), light.end());
  if (!selection.neuron) return lit;
  const int index = neuronIndex(architecture, *selection.neuron);
  const int count = architecture.hiddenNeuronCount();
  if (index < 0 || index >= count) return lit;
  lit.resize(static_cast<std::size_t>(count), 0.0F);
  lit[static_cast<std::size_t>(index)] = 1.0F;
  return lit;
}

/// Folds in a crowd get thinner, so that the sheet's colour stays visible between them.
float foldWidth(std::size_t folds, float scale) {
  const float crowd = static_cast<float>(folds) / 4000.0F;
  return scale * std::clamp(1.5F / std::sqrt(std::max(crowd, 1.0F)), 0.7F, 1.5F);
}

SurfacePicture pictureOf(const ui::Frame& frame, const AnalysisFrame& analysis, const UiState& ui,
                         const SurfaceMesh& mesh, std::span<const float> light) {
  const figure::Theme look = viewTheme(frame.theme);
  const float scale = frame.scale * frame.density;
  SurfacePicture picture;
  picture.background = look.background;
  picture.decision = look.ink;
  picture.halo = look.halo;
  picture.plane = look.ink;
  picture.shownLayers = shownLayers(ui.input);
  picture.showDecision = ui.input.showDecision;
  picture.showTrain = ui.input.showTrain;
  picture.showTest = ui.input.showTest;
  picture.foldWidthPx = foldWidth(mesh.folds.size(), scale);
  picture.decisionWidthPx = 3.0F * scale;
  picture.pointRadiusPx = 3.6F * scale;
  picture.stemWidthPx = 1.2F * scale;
  picture.gridWidthPx = std::max(1.0F, scale);
  picture.light = litFolds(analysis.tessellation.architecture, ui.selection, light);
  return picture;
}

AxesSpec axesOf(const ui::Frame& frame, const AnalysisFrame& analysis, const SurfaceMesh& mesh,
                const SurfaceViewState& state, int output) {
  const bool isDark = frame.theme.isDark();
  const figure::Color line = colorOf(frame.colors().line);
  const std::string name = mesh.sheetCount > 1 ? "f" : outputName(analysis, output);
  return {
      .domain = analysis.tessellation.domain,
      .low = state.range.low(),
      .high = state.range.high(),
      .scale = surfaceScale(analysis.tessellation.domain, state.range.low(), state.range.high()),
      .names = {sliceAxisName(analysis, 0), sliceAxisName(analysis, 1), name},
      .gridColor = packColor(line, isDark ? 0.6 : 0.55),
      .edgeColor = packColor(line, 1.0),
      .emPx = ui::heightOf(frame.fonts.smallNumbers)};
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

void SurfaceView::upload(const AnalysisFrame& analysis, const UiState& ui,
                         const SurfaceViewState& state, const ui::Theme& theme) {
  const Source source{.analysis = analysis.id,
                      .fill = ui.input.fill,
                      .output = ui.input.output,
                      .allOutputs = state.allOutputs,
                      .isDark = theme.isDark()};
  if (source_ == source) return;
  const figure::Theme look = viewTheme(theme);
  const FillPlan plan = planFill(analysis, ui.input.fill, ui.input.output, look);
  buildSurfaceMesh(analysis, plan, {.output = ui.input.output, .allOutputs = state.allOutputs},
                   look, mesh_);
  std::vector<figure::Color> classColors;
  const int outputs = analysis.maps.outputCount;
  for (int k = 0; k < std::max(2, outputs); ++k) {
    classColors.push_back(look.classColor(k, std::max(2, outputs)));
  }
  renderer_.upload(mesh_, plan, classColors);
  source_ = source;
  drawn_.reset();
}

/// Without multisampling if the memory does not suffice for it.
Status SurfaceView::resize(const ui::Rect& place, float density) {
  const int width = std::max(1, static_cast<int>(std::lround(place.width * density)));
  const int height = std::max(1, static_cast<int>(std::lround(place.height * density)));
  if (width == target_.widthPx() && height == target_.heightPx()) return {};
  drawn_.reset();
  if (target_.resize(width, height)) return {};
  Result<gl::RenderTarget> plain = gl::RenderTarget::create(width, height, 1);
  if (!plain) return plain.error();
  target_ = std::move(*plain);
  return {};
}

Status SurfaceView::draw(const ui::Frame& frame, const ModelFrame& model, const UiState& ui,
                         SurfaceViewState& state, const ui::Rect& place,
                         std::span<const float> light) {
  if (place.isEmpty() || !model.analysis || model.analysis->tessellation.slice.dimension() != 2) {
    return {};
  }
  const AnalysisFrame& analysis = *model.analysis;
  if (Status status = resize(place, frame.density); !status) return status;
  upload(analysis, ui, state, frame.theme);
  if (state.range.follow(mesh_.low, mesh_.high, static_cast<double>(model.deltaSeconds))) {
    frame.redraw.in(0.0);
  }
  const int output = std::clamp(ui.input.output, 0, analysis.maps.outputCount - 1);
  AxesSpec spec = axesOf(frame, analysis, mesh_, state, output);
  if (state.resetRequested) {
    state.camera = SurfaceCamera{};
    state.fitRequested = true;
  }
  if (state.fitRequested || (state.isFitted && !(state.place == place))) {
    state.camera = fitted(state.camera, spec.scale.halfBox, {place.width, place.height}, kMargin);
    state.isFitted = true;
  }
  state.fitRequested = state.resetRequested = false;
  state.place = place;
  const SurfaceAxes axes =
      layOutAxes(spec, SurfaceProjection(state.camera, static_cast<double>(place.width),
                                         static_cast<double>(place.height)));
  SurfacePicture picture = pictureOf(frame, analysis, ui, mesh_, light);
  picture.widthPx = target_.widthPx();
  picture.heightPx = target_.heightPx();
  picture.camera = state.camera;
  picture.scale = spec.scale;
  picture.grid = axes.lines;
  if (mesh_.hasThreshold && state.showPlane) picture.planeValue = mesh_.threshold;
  if (drawn_ != picture) {
    renderer_.draw(target_, picture);
    drawn_ = std::move(picture);
  }
  drawSurfaceView(frame, {.place = place, .texture = target_.texture(), .texts = axes.texts},
                  state);
  return {};
}

}  // namespace adamscope
