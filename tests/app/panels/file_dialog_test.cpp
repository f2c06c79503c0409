#include "app/panels/file_dialog.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "app/ui/panel_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

/// A dialog over an empty window, in a folder with a.csv, b.csv and deep/c.csv.
struct DialogBench {
  TemporaryFolder folder;
  FileDialog dialog;
  std::optional<std::string> chosen;
  UiDriver driver;

  explicit DialogBench(FileRequest request = {.endings = {".csv"}}, ImVec2 size = {900, 600})
      : driver(size, [this](const ui::Frame& frame) {
          const ui::PanelWindow window(frame, "window", {0, 0, frame.size.x, frame.size.y});
          if (const auto path = dialog.draw(frame)) chosen = path;
        }) {
    std::filesystem::create_directory(folder.path() / "deep");
    for (const char* name : {"a.csv", "b.csv", "deep/c.csv", "d.json"}) {
      std::ofstream(folder.file(name)) << "x";
    }
    dialog.open({.title = "Open", .action = "Open", .request = std::move(request)});
    dialog.browser().enter(folder.path().string());
    driver.frames(3);
  }
};

}  // namespace

TEST_SUITE("panels") {
  TEST_CASE("a file is chosen by typing its name") {
    DialogBench bench;
    bench.driver.type("b.csv");
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.chosen == bench.folder.file("b.csv"));
    CHECK_FALSE(bench.dialog.isOpen());
  }

  TEST_CASE("Tab completes and Enter goes into a folder first") {
    DialogBench bench;
    bench.driver.type("de");
    bench.driver.tap(ImGuiKey_Tab);
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(3);
    CHECK(bench.dialog.browser().folder() == bench.folder.file("deep"));
    bench.driver.type("c.csv");
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.chosen == bench.folder.file("deep/c.csv"));
  }

  TEST_CASE("the arrow keys walk the list from the path box") {
    DialogBench bench;
    for (int i = 0; i < 3; ++i) bench.driver.tap(ImGuiKey_DownArrow);
    bench.driver.frames(1);
    CHECK(bench.dialog.browser().typed == "b.csv");
    bench.driver.tap(ImGuiKey_UpArrow);
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.chosen == bench.folder.file("a.csv"));
  }

  TEST_CASE("what is not there is said inside the dialog, which stays open") {
    DialogBench bench;
    bench.driver.type("none.csv");
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.dialog.isOpen());
    CHECK_FALSE(bench.chosen.has_value());
    CHECK(bench.dialog.browser().problem().find("none.csv") != std::string::npos);
  }

  TEST_CASE("Esc closes the dialog, also while its path box is used") {
    DialogBench bench;
    bench.driver.type("b");
    bench.driver.chord({.key = ui::keys::kEscape});
    bench.driver.frames(2);
    CHECK_FALSE(bench.dialog.isOpen());
    CHECK_FALSE(bench.chosen.has_value());
  }

  TEST_CASE("saving over a file asks first") {
    DialogBench bench({.isSave = true, .endings = {".json"}, .suggestedName = "d.json"});
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.dialog.isOpen());
    CHECK_FALSE(bench.chosen.has_value());
    bench.driver.type("e");
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    REQUIRE(bench.chosen.has_value());
    CHECK(bench.chosen->ends_with(".json"));
  }

  TEST_CASE("a small window holds the dialog") {
    DialogBench bench({.endings = {".csv"}}, {320, 300});
    bench.driver.type("a.csv");
    bench.driver.tap(ImGuiKey_Enter);
    bench.driver.frames(2);
    CHECK(bench.chosen == bench.folder.file("a.csv"));
  }
}

}  // namespace adamscope
