// The 3D view, drawn without a display and looked at where the camera says that something is.
#include "app/views/surface_view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/window/offscreen.h"
#include "core/training/loss.h"
#include "tests/support/preset_session.h"
#include "tests/support/sample_shell.h"

namespace adamscope {
namespace {

constexpr int kWidth = 700;
constexpr int kHeight = 520;

/// A preset in a 3D view that fills a picture.
struct Stage {
  Stage(const std::string& preset, long steps, const OffscreenOptions& options)
      : session(preset, steps) {
    auto made = OffscreenUi::create(options);
    REQUIRE_MESSAGE(made.ok(), made.message());
    ui = std::make_unique<OffscreenUi>(std::move(*made));
    auto view3d = SurfaceView::create();
    REQUIRE_MESSAGE(view3d.ok(), view3d.message());
    view = std::make_unique<SurfaceView>(std::move(*view3d));
    session.state.input.showFlashes = false;
  }

  gl::Image picture() {
    for (int i = 0; i < 2; ++i) {
      ui->drawFrame([&](const ui::Frame& frame) {
        rect = {0.0F, 0.0F, frame.size.x, frame.size.y};
        ImGui::SetNextWindowPos({0.0F, 0.0F});
        ImGui::SetNextWindowSize(frame.size);
        ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration);
        CHECK(view->draw(frame, session.model, session.state, session.actions, surface, rect).ok());
        ImGui::End();
      });
    }
    return ui->image();
  }

  /// The colour of the picture where f of a point of the slice is seen.
  std::array<int, 3> colorAt(const gl::Image& image, const SlicePoint& point, double f) const {
    const SurfaceScale scale = surfaceScale(session.analysis().tessellation.domain,
                                            surface.range.low(), surface.range.high());
    const SurfaceProjection projection(surface.camera, image.widthPx, image.heightPx);
    const auto place = projection.project(scale.place(point.x, point.y, f));
    REQUIRE(place.has_value());
    const std::uint8_t* pixel = image.pixel(static_cast<int>(place->x), static_cast<int>(place->y));
    return {pixel[0], pixel[1], pixel[2]};
  }

  PresetSession session;
  SurfaceViewState surface;
  ui::Rect rect;
  // The view lives in the context.
  std::unique_ptr<OffscreenUi> ui;
  std::unique_ptr<SurfaceView> view;
};

SlicePoint centroid(const Tessellation& tessellation, int face) {
  SlicePoint middle;
  const std::span<const int> loop = tessellation.faceVertices(face);
  for (const int vertex : loop) {
    middle.x += tessellation.vertices[static_cast<std::size_t>(vertex)].x;
    middle.y += tessellation.vertices[static_cast<std::size_t>(vertex)].y;
  }
  const auto count = static_cast<double>(loop.size());
  return {middle.x / count, middle.y / count};
}

int countUnlike(const gl::Image& a, const gl::Image& b) {
  int count = 0;
  for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
    if (!std::equal(a.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                    a.rgba.begin() + static_cast<std::ptrdiff_t>(i) + 3,
                    b.rgba.begin() + static_cast<std::ptrdiff_t>(i))) {
      ++count;
    }
  }
  return count;
}

OffscreenOptions optionsOf(ui::ThemeName theme) {
  return {.widthPx = kWidth, .heightPx = kHeight, .theme = theme};
}

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("seen from above, each face has its side's colour and the boundary is drawn") {
    if (!canDrawOffscreen()) return;
    for (const ui::ThemeName theme : {ui::ThemeName::kDark, ui::ThemeName::kLight}) {
      CAPTURE(ui::nameOf(theme));
      Stage stage("two_moons", 60, optionsOf(theme));
      stage.session.state.input.showBoundaries = false;
      stage.session.state.input.showTrain = stage.session.state.input.showTest = false;
      // Keep this orientation, and fit.
      stage.surface.resetRequested = stage.session.state.input.fitRequested = false;
      stage.surface.camera.pitch = 1.5;
      stage.surface.showPlane = false;
      const gl::Image image = stage.picture();
      keepPicture(image, "surface_above_" + std::string(ui::nameOf(theme)));
      const AnalysisFrame& analysis = stage.session.analysis();
      const FillPlan& plan = stage.view->plan();
      int seen = 0;
      for (int face = 0; face < analysis.tessellation.faceCount(); ++face) {
        const SlicePoint middle = centroid(analysis.tessellation, face);
        const double f = analysis.maps.valueAt(face, 0, middle);
        // Near the threshold the colour is neutral, and the boundary's line may cover it.
        if (std::abs(f - 0.5 * (plan.low + plan.high)) < 0.25 * (plan.high - plan.low)) continue;
        ++seen;
        const std::array<int, 3> color = stage.colorAt(image, middle, f);
        CAPTURE(face);
        CAPTURE(f);
        CHECK((color[0] > color[2]) == (f > decisionThreshold(Loss::kBce)));
      }
      CHECK(seen >= 5);
      const bool isDark = theme == ui::ThemeName::kDark;
      int drawn = 0;
      for (const DecisionSegment& segment : analysis.boundary.segments) {
        const SlicePoint middle{0.5 * (segment.from.x + segment.to.x),
                                0.5 * (segment.from.y + segment.to.y)};
        const std::array<int, 3> color = stage.colorAt(image, middle, 0.0);
        if (isDark ? color[1] > 180 : color[1] < 80) ++drawn;
      }
      // All but those that the steep ends of the sheet hide.
      CHECK(10 * drawn >= 9 * static_cast<int>(analysis.boundary.segments.size()));
    }
  }

  TEST_CASE("folds, samples and the lit neuron change the picture; an equal frame does not") {
    if (!canDrawOffscreen()) return;
    Stage stage("two_moons", 60, optionsOf(ui::ThemeName::kDark));
    const gl::Image all = stage.picture();
    CHECK(countUnlike(all, stage.picture()) == 0);
    stage.session.state.selection.neuron = NeuronId{1, 2};
    const gl::Image lit = stage.picture();
    CHECK(countUnlike(all, lit) > 50);
    stage.session.state.input.showBoundaries = false;
    const gl::Image plain = stage.picture();
    CHECK(countUnlike(lit, plain) > 500);
    stage.session.state.input.showTrain = stage.session.state.input.showTest = false;
    CHECK(countUnlike(plain, stage.picture()) > 500);
  }

  TEST_CASE("every kind of preset draws in both looks and at twice the scale") {
    if (!canDrawOffscreen()) return;
    struct Row {
      const char* preset;
      RegionFill fill;
      int output;
      OffscreenOptions options;
    };
    const std::array<Row, 4> rows{
        {{"two_moons", RegionFill::kProbability, 0, optionsOf(ui::ThemeName::kLight)},
         {"iris", RegionFill::kProbability, kMostShaderOutputs, optionsOf(ui::ThemeName::kDark)},
         {"plane", RegionFill::kOutput, 0, optionsOf(ui::ThemeName::kLight)},
         {"iris",
          RegionFill::kLoss,
          1,
          {.widthPx = 2 * kWidth, .heightPx = 2 * kHeight, .scale = 2.0F}}}};
    for (const Row& row : rows) {
      CAPTURE(std::string(row.preset));
      Stage stage(row.preset, 40, row.options);
      stage.session.state.input.fill = row.fill;
      stage.session.state.input.output = row.output;
      const gl::Image image = stage.picture();
      keepPicture(image, std::string("surface_") + row.preset + std::to_string(row.output));
      // The corners stay free for the background; the middle is covered by the sheet.
      const std::uint8_t* corner = image.pixel(2, 2);
      const std::uint8_t* middle = image.pixel(image.widthPx / 2, image.heightPx / 2);
      CHECK_FALSE(std::equal(corner, corner + 3, middle));
    }
  }

  TEST_CASE("the mouse turns, moves, zooms and fits") {
    if (!canDrawOffscreen()) return;
    Stage stage("plane", 5, optionsOf(ui::ThemeName::kDark));
    stage.picture();
    const SurfaceCamera start = stage.surface.camera;
    ImGuiIO& io = ImGui::GetIO();
    const auto frameAt = [&](float x, float y, int button) {
      for (int i = 0; i < 3; ++i) io.MouseDown[i] = i == button;
      io.MousePos = {x, y};
      stage.picture();
    };
    const auto drag = [&](int button) {
      frameAt(300.0F, 200.0F, -1);
      frameAt(300.0F, 200.0F, button);
      frameAt(340.0F, 230.0F, button);
      frameAt(340.0F, 230.0F, -1);
    };
    drag(0);
    CHECK(stage.surface.camera.yaw < start.yaw);
    CHECK(stage.surface.camera.pitch > start.pitch);
    CHECK(stage.surface.camera.target == start.target);
    const SurfaceCamera turned = stage.surface.camera;
    drag(1);
    CHECK(stage.surface.camera.yaw == turned.yaw);
    CHECK_FALSE(stage.surface.camera.target == turned.target);
    io.MouseWheel = 1.0F;
    stage.picture();
    CHECK(stage.surface.camera.distance < turned.distance);
    CHECK_FALSE(stage.surface.isFitted);
    stage.session.state.input.fitRequested = true;
    stage.picture();
    CHECK(stage.surface.camera == start);
    CHECK(stage.surface.isFitted);
  }
}

}  // namespace adamscope
