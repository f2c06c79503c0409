// Menus, lists and dialogs under Escape.
#include "app/ui/popup.h"

#include <doctest/doctest.h>

#include "app/ui/dialog.h"
#include "app/ui/panel_window.h"
#include "tests/support/ui_driver.h"

namespace adamscope::ui {
namespace {

constexpr KeyChord kEscape{.key = keys::kEscape};

/// A dialog and a list, each open where it is asked for.
struct Scene {
  bool opensDialog = false;
  bool opensList = false;
  bool isDialogOpen = false;
  bool isListOpen = false;
  bool dialogCounts = false;
  int escapes = 0;

  void list(const Frame& frame) {
    if (opensList) ImGui::OpenPopup("list");
    opensList = false;
    isListOpen = ImGui::BeginPopup("list");
    if (isListOpen) {
      ImGui::TextUnformatted("one");
      ImGui::EndPopup();
    }
    if (frame.pressed(kEscape)) ++escapes;
  }

  void draw(const Frame& frame) {
    const PanelWindow window(frame, "panel", {0, 0, 600, 400});
    if (opensDialog) ImGui::OpenPopup("##dialog");
    opensDialog = false;
    isDialogOpen = beginDialog(frame, {.id = "##dialog", .title = "Dialog"});
    if (isDialogOpen) {
      list(frame);
      endDialog();
    } else {
      list(frame);
    }
    dialogCounts = isDialogShown(frame);
  }
};

}  // namespace

TEST_SUITE("ui") {
  TEST_CASE("Escape closes a list, and nothing else with the same press") {
    Scene scene;
    UiDriver driver({600, 400}, [&](const Frame& frame) { scene.draw(frame); });
    driver.frames(2);
    scene.opensList = true;
    driver.frames(3);
    REQUIRE(scene.isListOpen);
    CHECK_FALSE(scene.dialogCounts);
    driver.chord(kEscape);
    driver.frames(2);
    CHECK_FALSE(scene.isListOpen);
    CHECK(scene.escapes == 0);
    driver.chord(kEscape);
    CHECK(scene.escapes == 1);
  }

  TEST_CASE("of a list in a dialog and the dialog, one Escape closes the list alone") {
    Scene scene;
    UiDriver driver({600, 400}, [&](const Frame& frame) { scene.draw(frame); });
    driver.frames(2);
    scene.opensDialog = true;
    driver.frames(3);
    REQUIRE(scene.isDialogOpen);
    CHECK(scene.dialogCounts);
    scene.opensList = true;
    driver.frames(3);
    REQUIRE(scene.isListOpen);
    driver.chord(kEscape);
    driver.frames(2);
    CHECK_FALSE(scene.isListOpen);
    CHECK(scene.isDialogOpen);
    driver.chord(kEscape);
    driver.frames(3);
    CHECK_FALSE(scene.isDialogOpen);
    CHECK_FALSE(scene.dialogCounts);
  }

  TEST_CASE("with nothing open there is nothing to close") {
    bool hasClosed = true;
    UiDriver driver({600, 400}, [&](const Frame& frame) {
      hasClosed = closeTopPopup();
      const PanelWindow window(frame, "panel", {0, 0, 600, 400});
    });
    driver.frames(2);
    CHECK_FALSE(hasClosed);
  }
}

}  // namespace adamscope::ui
