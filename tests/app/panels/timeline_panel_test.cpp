#include "app/panels/timeline_panel.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "app/ui/panel_window.h"
#include "tests/support/preset_session.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

constexpr ui::Rect kPlace{0.0F, 100.0F, 1000.0F, 56.0F};

/// The panel over a real session, as the window has it.
struct Scene {
  PresetSession session{"two_moons", 120, {"data.samples=60"}};
  TimelinePanel panel;
  UiDriver driver{{1000.0F, 300.0F}, [this](const ui::Frame& frame) {
                    session.model.train = session.live.trainFrame();
                    const ui::PanelWindow window(frame, "timeline", kPlace,
                                                 {.isPadded = false, .canScroll = false});
                    panel.draw(frame, session.model, session.state, session.actions, kPlace);
                  }};

  /// Draws until the trainer has done what was asked for.
  void settle() {
    for (int i = 0; i < 40; ++i) {
      driver.frames(1);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  const TrainFrame& train() { return *session.model.train; }
};

TEST_SUITE_BEGIN("panels");

TEST_CASE("the columns of the strip add up to all crossings, layer by layer") {
  const PresetSession session("two_moons", 150, {"data.samples=60"});
  const RunHistory& history = *session.model.train->history;
  for (const int columns : {1, 7, 100, 1000}) {
    CAPTURE(columns);
    const std::vector<std::int64_t> counts = crossingColumns(history, 150, columns);
    std::vector<std::int64_t> sums(2, 0);
    for (std::size_t i = 0; i < counts.size(); ++i) sums[i % 2] += counts[i];
    CHECK(sums[0] == history.layerCrossings(150, 1));
    CHECK(sums[1] == history.layerCrossings(150, 2));
  }
}

TEST_CASE("dragging along the strip goes through the run, and its end is the newest step") {
  Scene scene;
  scene.settle();
  REQUIRE(scene.train().lastStep == 120);
  CHECK_FALSE(scene.train().isPast());
  scene.driver.moveMouse({500.0F, 135.0F});
  scene.driver.press();
  scene.settle();
  const long middle = scene.train().step;
  CHECK(middle > 20);
  CHECK(middle < 100);
  scene.driver.moveMouse({400.0F, 135.0F});
  scene.settle();
  CHECK(scene.train().step < middle);
  scene.driver.moveMouse({999.0F, 135.0F});
  scene.settle();
  CHECK(scene.train().step == 120);
  scene.driver.release();
  CHECK(scene.train().lastStep == 120);
}

TEST_CASE("bookmarks lead back to their moments") {
  Scene scene;
  scene.settle();
  scene.session.actions.seekEvent(5);
  scene.settle();
  REQUIRE(scene.train().event == 5);
  CHECK(momentText(scene.train()).find("\u03C4") != std::string::npos);
  scene.panel.bookmarks().add(scene.train());
  scene.session.actions.seek(100);
  scene.settle();
  scene.panel.bookmarks().add(scene.train());
  CHECK(momentText(scene.train()) == "step 100");
  scene.panel.toPreviousBookmark(scene.train(), scene.session.actions);
  scene.settle();
  CHECK(scene.train().event == 5);
  scene.panel.toNextBookmark(scene.train(), scene.session.actions);
  scene.settle();
  CHECK(scene.train().step == 100);
  CHECK_FALSE(scene.train().event.has_value());
  // A new run has not come that far: it is run to.
  scene.session.actions.restart();
  scene.settle();
  REQUIRE(scene.train().lastStep == 0);
  scene.panel.toNextBookmark(scene.train(), scene.session.actions);
  scene.settle();
  const long reached = scene.train().step;
  CHECK(reached == scene.panel.bookmarks().all().front().step);
}

TEST_CASE("a bookmark's note is typed where it is set, and Delete takes both away") {
  Scene scene;
  scene.settle();
  scene.session.actions.seek(60);
  scene.settle();
  scene.panel.addBookmark(scene.train());
  scene.driver.frames(3);
  scene.driver.type("here it turns");
  scene.driver.tap(ImGuiKey_Enter);
  scene.driver.frames(3);
  REQUIRE(scene.panel.bookmarks().all().size() == 1);
  CHECK(scene.panel.bookmarks().all().front().note == "here it turns");
  CHECK(scene.panel.bookmarks().all().front().step == 60);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
