#include "app/views/graph_view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/window/offscreen.h"
#include "tests/support/preset_session.h"
#include "tests/support/sample_shell.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

constexpr float kWidth = 800.0F;
constexpr float kHeight = 500.0F;
/// Places in the window are floats.
constexpr double kPixelTolerance = 1e-3;

/// Draws a graph view over a whole window.
void drawStage(const ui::Frame& frame, GraphView& view, PresetSession& session) {
  ImGui::SetNextWindowPos({0.0F, 0.0F});
  ImGui::SetNextWindowSize(frame.size);
  ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  view.draw(frame, session.model, session.state, session.actions,
            {0.0F, 0.0F, frame.size.x, frame.size.y});
  ImGui::End();
}

/// A sine under the mouse, without OpenGL.
struct Stage {
  PresetSession session{"sine", 100};
  GraphView view;
  UiDriver driver{{kWidth, kHeight},
                  [this](const ui::Frame& frame) { drawStage(frame, view, session); }};

  Camera2D& camera() { return session.state.input.camera; }
  std::optional<SlicePoint> hovered() const { return session.state.selection.hovered; }
};

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("the graph fits the experiment's interval and all values") {
    Stage stage;
    stage.driver.frames(2);
    const SliceDomain& home = stage.session.model.train->experiment->domain;
    CHECK(stage.camera().centerX == doctest::Approx(0.5 * (home.xMin + home.xMax)).epsilon(1e-12));
    CHECK(stage.view.followsValues());
    CHECK_FALSE(stage.session.state.input.fitRequested);
  }

  TEST_CASE("the wheel keeps what is under the cursor there, and Home brings all back") {
    Stage stage;
    stage.driver.frames(2);
    const Camera2D start = stage.camera();
    stage.driver.moveMouse({500.0F, 150.0F});
    const SlicePoint before = *stage.hovered();
    stage.driver.wheel(3.0F);
    stage.driver.frames(1);
    CHECK(std::abs(stage.hovered()->x - before.x) / stage.camera().unitsPerPixelX <
          kPixelTolerance);
    CHECK(stage.camera().unitsPerPixelX < 0.7 * start.unitsPerPixelX);
    CHECK(stage.camera().unitsPerPixelY < 0.7 * start.unitsPerPixelY);
    CHECK_FALSE(stage.view.followsValues());
    stage.session.state.input.fitRequested = true;
    stage.driver.frames(2);
    CHECK(stage.view.followsValues());
    CHECK(stage.camera().unitsPerPixelX == start.unitsPerPixelX);
    CHECK(stage.camera().unitsPerPixelY == doctest::Approx(start.unitsPerPixelY).epsilon(1e-9));
  }

  TEST_CASE("over an axis the wheel zooms that axis alone") {
    Stage stage;
    stage.driver.frames(2);
    const Camera2D start = stage.camera();
    stage.driver.moveMouse({400.0F, kHeight - 10.0F});
    stage.driver.wheel(2.0F);
    stage.driver.frames(1);
    CHECK(stage.camera().unitsPerPixelX < start.unitsPerPixelX);
    CHECK(stage.view.followsValues());
    const double unitX = stage.camera().unitsPerPixelX;
    stage.driver.moveMouse({10.0F, 200.0F});
    stage.driver.wheel(2.0F);
    stage.driver.frames(1);
    CHECK(stage.camera().unitsPerPixelX == unitX);
    CHECK_FALSE(stage.view.followsValues());
  }

  TEST_CASE("a nearly level drag pans x and lets the values be followed") {
    Stage stage;
    stage.driver.frames(2);
    const Camera2D start = stage.camera();
    stage.driver.drag({400.0F, 200.0F}, {460.0F, 205.0F});
    CHECK(stage.view.followsValues());
    CHECK(std::abs((start.centerX - stage.camera().centerX) / start.unitsPerPixelX - 60.0) <
          kPixelTolerance);
    const double centerY = stage.camera().centerY;
    stage.driver.drag({400.0F, 200.0F}, {400.0F, 280.0F});
    CHECK_FALSE(stage.view.followsValues());
    CHECK(std::abs((stage.camera().centerY - centerY) / stage.camera().unitsPerPixelY - 80.0) <
          kPixelTolerance);
  }

  TEST_CASE("a click pins the region, a drag does not") {
    Stage stage;
    stage.driver.frames(2);
    stage.driver.drag({400.0F, 200.0F}, {460.0F, 205.0F});
    CHECK_FALSE(stage.session.state.selection.pinned.has_value());
    stage.driver.click({300.0F, 200.0F});
    REQUIRE(stage.session.state.selection.pinned.has_value());
    CHECK(stage.session.state.selection.pinned->x == stage.hovered()->x);
  }

  TEST_CASE("the picture has the curve where f is, in both looks") {
    if (!canDrawOffscreen()) return;
    for (const ui::ThemeName theme : {ui::ThemeName::kDark, ui::ThemeName::kLight}) {
      CAPTURE(ui::nameOf(theme));
      PresetSession session("sine", 300);
      session.state.input.showTrain = session.state.input.showTest = false;
      session.state.input.showBoundaries = false;
      GraphView view;
      auto ui = OffscreenUi::create({.widthPx = 800, .heightPx = 500, .theme = theme});
      REQUIRE_MESSAGE(ui.ok(), ui.message());
      GraphPlace place;
      ImU32 ink = 0;
      for (int i = 0; i < 3; ++i) {
        ui->drawFrame([&](const ui::Frame& frame) {
          drawStage(frame, view, session);
          place = graphPlace(frame, {0.0F, 0.0F, frame.size.x, frame.size.y}, *session.model.train,
                             session.state.input.camera);
          ink = frame.colors().text;
        });
      }
      const gl::Image image = ui->image();
      keepPicture(image, "graph_" + std::string(ui::nameOf(theme)));
      const AnalysisFrame& analysis = session.analysis();
      const GraphCurve curve = graphCurve(analysis);
      for (int piece = 0; piece < curve.pieceCount(); ++piece) {
        const auto i = static_cast<std::size_t>(piece);
        const double x = 0.5 * (curve.knots[i].x + curve.knots[i + 1].x);
        const double f = analysis.maps.valueAt(curve.faces[i], 0, {x, 0.0});
        const ImVec2 at = place.at(x, f);
        CAPTURE(x);
        const std::uint8_t* pixel = image.pixel(static_cast<int>(at.x), static_cast<int>(at.y));
        for (int channel = 0; channel < 3; ++channel) {
          const int wanted = static_cast<int>((ink >> (8 * channel)) & 0xFFU);
          // The line is two pixels wide and smooth: its middle is nearly its colour.
          CHECK(std::abs(pixel[channel] - wanted) < 70);
        }
      }
    }
  }
}

}  // namespace adamscope
