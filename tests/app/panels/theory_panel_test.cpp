#include "app/panels/theory_panel.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "app/ui/panel_window.h"
#include "core/session/presets.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

constexpr float kWidth = 340.0F;
/// Dear ImGui rounds the width of a wrapped line up.
constexpr float kRounding = 1.0F;
constexpr float kHeight = 1200.0F;

std::unique_ptr<LiveSession> paused(int steps) {
  auto session = TrainingSession::create(
      findPreset("two_moons")->config,
      {.load = [](const Config& c) { return prepareExperiment(c); }, .record = {}});
  auto live = LiveSession::withoutThreads(std::move(session).value());
  live->post([steps](TrainingSession& s) { s.runTo(steps); });
  while (live->trainFrame()->step < steps) live->pump();
  live->pump();
  return live;
}

/// The drawer over a paused run.
struct DrawerBench {
  std::unique_ptr<LiveSession> live;
  Actions actions;
  TheoryPanel panel;
  ModelFrame model;
  float overflow = 0.0F;
  long lookStep = -1;
  UiDriver driver;

  explicit DrawerBench(int steps = 40)
      : live(paused(steps)),
        actions(*live, live->trainFrame()->config),
        driver({kWidth, kHeight}, [this](const ui::Frame& frame) { drawFrame(frame); }) {
    driver.frames(3);
  }
  /// Draws until the run is at the step, however slow the machine is, and what that asked for.
  void drawUntil(long step) {
    for (int i = 0; i < 1000 && model.train->step != step; ++i) driver.frames(1);
    driver.frames(4);
  }
  void drawFrame(const ui::Frame& frame) {
    live->pump();
    model.train = live->trainFrame();
    model.theory = live->theoryFrame();
    model.barrier = live->barrierFrame();
    const ui::PanelWindow window(frame, "theory", {0, 0, kWidth, kHeight});
    panel.draw(frame, model, actions);
    overflow = ImGui::GetScrollMaxX();
    TheoryState state;
    const TheoryContext context{frame, model, state, actions};
    if (context.theory() != nullptr) lookStep = context.look().step;
  }
};

TEST_SUITE("panels") {
  TEST_CASE("every page of the theory drawer fits its width") {
    DrawerBench bench;
    REQUIRE(bench.model.theory);
    for (int page = 0; page < 5; ++page) {
      CAPTURE(page);
      bench.panel.state().page = page;
      bench.driver.frames(4);  // a scroll bar that appears takes its width from the next frame on
      CHECK(bench.overflow <= kRounding);
    }
  }

  TEST_CASE("each assumption's card opens, with a threshold to move") {
    DrawerBench bench;
    for (const Assumption assumption : kAssumptions) {
      CAPTURE(std::string(describe(assumption).label));
      bench.panel.state().open = assumption;
      bench.driver.frames(4);  // a scroll bar that appears takes its width from the next frame on
      CHECK(bench.overflow <= kRounding);
    }
  }

  TEST_CASE("at a past moment the drawer shows the look of that moment") {
    struct Row {
      long step;
      long look;
    };
    // Without threads there is a look wherever the run rests.
    DrawerBench bench(10);
    for (const long rest : {20L, 45L}) {
      bench.live->post([rest](TrainingSession& session) { session.runTo(rest); });
      bench.drawUntil(rest);
      REQUIRE(bench.model.train->step == rest);
    }
    bench.panel.state().open = Assumption::kMaskFreeze;
    for (const Row& row : {Row{45, 45}, {44, 20}, {20, 20}, {12, 10}}) {
      CAPTURE(row.step);
      bench.live->post([&row](TrainingSession& session) { session.seek(row.step); });
      bench.drawUntil(row.step);
      REQUIRE(bench.model.train->step == row.step);
      CHECK(bench.lookStep == row.look);
      CHECK(bench.overflow <= kRounding);
    }
  }

  TEST_CASE("a click on a card opens it, another one closes it") {
    DrawerBench bench;
    const ImVec2 card{100.0F, 110.0F};
    bench.driver.click(card);
    bench.driver.frames(2);
    REQUIRE(bench.panel.state().open);
    CHECK(*bench.panel.state().open == Assumption::kBoundedNorms);
    bench.driver.click(card);
    bench.driver.frames(2);
    CHECK_FALSE(bench.panel.state().open);
  }

  TEST_CASE("a barrier from a held network to a later one is measured by the session") {
    DrawerBench bench;
    bench.panel.state().held = HeldNetwork{bench.model.train->network, "step 40"};
    bench.live->post([](TrainingSession& s) { s.step(20); });
    for (int i = 0; i < 50 && bench.live->trainFrame()->step < 60; ++i) bench.live->pump();
    bench.live->requestBarrier({.a = bench.panel.state().held->network,
                                .b = bench.live->trainFrame()->network,
                                .aName = "step 40",
                                .bName = "step 60",
                                .experiment = bench.live->trainFrame()->experiment});
    CHECK(bench.live->isBarrierUnderWay());
    bench.panel.state().page = 3;
    bench.driver.frames(2);
    REQUIRE(bench.model.barrier);
    CHECK_FALSE(bench.live->isBarrierUnderWay());
    CHECK(bench.model.barrier->report.straight.losses.size() == 101);
    CHECK(bench.overflow <= kRounding);
  }

  TEST_CASE("optimizers are compared side by side at a click, and the result can be saved") {
    DrawerBench bench;
    TheoryState& state = bench.panel.state();
    state.page = 4;
    state.comparedSteps = 30;
    bench.driver.frames(2);
    CHECK(state.comparer.frame() == nullptr);
    // Down the column, past what else is there, to the button.
    constexpr float kLeft = 60.0F;
    for (float y = 60.0F; y < 400.0F && state.comparer.frame() == nullptr; y += 6.0F) {
      bench.driver.click({kLeft, y});
    }
    REQUIRE(state.comparer.frame() != nullptr);
    for (int i = 0; i < 60'000 && state.comparer.isRunning(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE(state.comparer.result() != nullptr);
    CHECK(state.comparedKind == ComparedKind::kOptimizers);
    const auto frame = state.comparer.frame();
    CHECK(frame->steps == 30);
    REQUIRE(frame->courses.size() == 3);
    CHECK(frame->courses[0].name == "Adam");
    bench.driver.frames(4);
    CHECK(bench.overflow <= kRounding);
    std::vector<ExportRequest> asked;
    for (float y = 500.0F; y < kHeight && asked.empty(); y += 6.0F) {
      bench.driver.click({kLeft, y});
      bench.driver.frames(1);
      asked = bench.actions.takeRequests();
    }
    REQUIRE(asked.size() == 1);
    CHECK(asked.front().kind == ExportKind::kComparisonCsv);
    CHECK(bench.panel.comparison() == state.comparer.result());
  }
}

}  // namespace
}  // namespace adamscope
