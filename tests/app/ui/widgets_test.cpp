// Tips, buttons, headers, toasts and keys, used as a person would.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

#include "app/ui/buttons.h"
#include "app/ui/panel_window.h"
#include "app/ui/rows.h"
#include "app/ui/toasts.h"
#include "tests/support/sample_shell.h"
#include "tests/support/ui_driver.h"

namespace adamscope::ui {
namespace {

constexpr Rect kAll{0, 0, 600, 400};

bool isTipShown() {
  // The panel has one draw list, and a tip another.
  const ImDrawData* data = ImGui::GetDrawData();
  return data != nullptr && data->CmdListsCount > 1;
}

}  // namespace

TEST_SUITE("ui") {
  TEST_CASE("a tip appears where the mouse rests, not where it passes") {
    UiDriver driver({600, 400}, [](const Frame& frame) {
      const PanelWindow window(frame, "panel", kAll);
      button(frame, "go", "Go", {.title = "Go", .body = "Goes.", .formula = "g = o"});
    });
    driver.moveMouse({25, 20});
    CHECK_FALSE(isTipShown());
    REQUIRE(driver.host().redraw().seconds().has_value());
    CHECK(*driver.host().redraw().seconds() <= 0.35);
    driver.frames(3, 0.2);
    driver.frames();
    CHECK(isTipShown());
    driver.moveMouse({300, 300});
    driver.frames(2);
    CHECK_FALSE(isTipShown());
  }

  TEST_CASE("a button is clicked unless it is disabled") {
    int clicks = 0;
    ButtonLook look;
    UiDriver driver({600, 400}, [&](const Frame& frame) {
      const PanelWindow window(frame, "panel", kAll);
      if (button(frame, "go", "Go", {}, look)) ++clicks;
    });
    driver.click({25, 20});
    CHECK(clicks == 1);
    look.isEnabled = false;
    driver.click({25, 20});
    CHECK(clicks == 1);
  }

  TEST_CASE("a segmented control has one chosen cell") {
    int chosen = 0;
    const std::array<Segment, 3> cells{{{.text = "One"}, {.text = "Two"}, {.text = "Three"}}};
    UiDriver driver({600, 400}, [&](const Frame& frame) {
      const PanelWindow window(frame, "panel", kAll, {.isPadded = false});
      chosen = segmented(frame, "which", cells, chosen, 300);
    });
    driver.click({150, 10});
    CHECK(chosen == 1);
    driver.click({290, 10});
    CHECK(chosen == 2);
    driver.click({400, 10});
    CHECK(chosen == 2);
  }

  TEST_CASE("a section closes and opens by its header and keeps its state") {
    bool isOpen = false;
    UiDriver driver({600, 400}, [&](const Frame& frame) {
      const PanelWindow window(frame, "panel", kAll);
      isOpen = sectionHeader(frame, "Data", Badge::kRestarts);
    });
    CHECK(isOpen);
    driver.click({60, 20});
    CHECK_FALSE(isOpen);
    driver.frames(5);
    CHECK_FALSE(isOpen);
    driver.click({60, 20});
    CHECK(isOpen);
  }

  TEST_CASE("equal messages are one, errors stay, notices fade") {
    Toasts toasts;
    UiDriver driver({600, 400}, [&](const Frame& frame) { toasts.draw(frame, kAll); });
    toasts.error("Cannot write.");
    toasts.error("Cannot write.");
    toasts.notice("Saved.");
    toasts.notice("Saved.");
    CHECK(toasts.count() == 2);
    driver.frames(3);
    CHECK(toasts.count() == 2);
    driver.frames(20, 0.5);
    CHECK(toasts.count() == 1);
    driver.frames(200, 10.0);
    CHECK(toasts.count() == 1);
    CHECK_FALSE(driver.host().redraw().seconds().has_value());
  }

  TEST_CASE("a message is seen without anything else happening") {
    Toasts toasts;
    UiDriver driver({600, 400}, [&](const Frame& frame) { toasts.draw(frame, kAll); });
    toasts.error("Cannot write.");
    driver.frames(1);
    // ImGui hides the frame that measures it.
    REQUIRE(driver.host().redraw().seconds().has_value());
    CHECK(*driver.host().redraw().seconds() == 0.0);
    driver.frames(1);
    CHECK_FALSE(driver.host().redraw().seconds().has_value());
  }

  TEST_CASE("a notice has the window drawn again while it fades, and not before") {
    Toasts toasts;
    UiDriver driver({600, 400}, [&](const Frame& frame) { toasts.draw(frame, kAll); });
    toasts.notice("Saved.");
    driver.frames(3);
    REQUIRE(driver.host().redraw().seconds().has_value());
    CHECK(*driver.host().redraw().seconds() > 4.0);
    driver.frames(1, 5.8);
    REQUIRE(driver.host().redraw().seconds().has_value());
    CHECK(*driver.host().redraw().seconds() < 0.1);
  }

  TEST_CASE("messages stay inside the area that they are given, however many there are") {
    Toasts toasts;
    const Rect area{100, 150, 400, 200};
    UiDriver driver({600, 400}, [&](const Frame& frame) { toasts.draw(frame, area); });
    for (int i = 0; i < 12; ++i) toasts.error("Error number " + std::to_string(i));
    driver.frames(4);
    const ImDrawData* data = ImGui::GetDrawData();
    REQUIRE(data != nullptr);
    for (int i = 0; i < data->CmdListsCount; ++i) {
      for (const ImDrawVert& vertex : data->CmdLists[i]->VtxBuffer) {
        CHECK(vertex.pos.y >= area.y);
        CHECK(vertex.pos.y <= area.bottom());
        CHECK(vertex.pos.x >= area.x);
      }
    }
    CHECK(toasts.count() == 12);
  }

  TEST_CASE("a message is dismissed by its cross, and its action runs once") {
    Toasts toasts;
    int runs = 0;
    UiDriver driver({600, 400}, [&](const Frame& frame) { toasts.draw(frame, kAll); });
    toasts.error("Cannot write.");
    driver.frames(3);
    driver.click({600 - 12 - 12 - 12, 400 - 12 - 24});
    CHECK(toasts.count() == 0);
    toasts.notice("Saved.", ToastAction{"Open folder", [&] { ++runs; }});
    driver.frames(3);
    for (float x = 200; x < 500 && runs == 0; x += 20) driver.click({x, 400 - 12 - 12 - 12});
    CHECK(runs == 1);
    CHECK(toasts.count() == 0);
  }

  TEST_CASE("a splitter is dragged with the mouse") {
    SampleShell shell;
    UiDriver driver({1600, 1000}, [&](const Frame& frame) { shell.draw(frame); });
    const Rect bar = computeLayout({{1600, 1000}, 1.0F, {}, shell.sizes}).setupSplitter;
    const float before = shell.sizes.setup;
    driver.drag({bar.x + 2, 400}, {bar.x + 52, 410});
    CHECK(shell.sizes.setup == before + 50);
    // Far beyond the limit and back: the bar is under the mouse again.
    driver.moveMouse({bar.x + 52, 400});
    driver.press();
    driver.moveMouse({1500, 400});
    driver.moveMouse({bar.x + 102, 400});
    driver.release();
    CHECK(shell.sizes.setup == before + 100);
  }

  TEST_CASE("keys reach panels, but not while a text box has the keyboard") {
    bool stepped = false;
    bool helped = false;
    std::array<char, 16> text{};
    UiDriver driver({600, 400}, [&](const Frame& frame) {
      stepped = frame.pressed({.key = '.'});
      helped = frame.pressed({.key = keys::kF1});
      const PanelWindow window(frame, "panel", kAll);
      ImGui::InputText("##text", text.data(), text.size());
    });
    driver.chord({.key = '.'});
    CHECK(stepped);
    driver.chord({.key = '.', .ctrl = true});
    CHECK_FALSE(stepped);
    driver.click({40, 20});
    driver.chord({.key = '.'});
    CHECK_FALSE(stepped);
    driver.chord({.key = keys::kF1});
    CHECK(helped);
  }
}

}  // namespace adamscope::ui
