// What is kept between two starts survives anything that happens to its file.
#include "app/window/settings.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

struct BadFile {
  const char* name;
  const char* text;
  const char* notice;  ///< Part of it.
};

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("settings come back as they were saved, in a folder that is made for them") {
    const TemporaryFolder folder;
    const std::string path = folder.file("adamscope/settings.json");
    Settings settings;
    settings.theme = ui::ThemeName::kLight;
    settings.uiScale = 1.25F;
    settings.windowWidth = 1920;
    settings.exportFolder = "/tmp/pictures";
    settings.lastFolder = "/tmp/with \"quotes\" and \u00FC";
    settings.panels.inspector = false;
    settings.sizes.plots = 300;
    addRecentFile(settings, "/a.json");
    addRecentFile(settings, "/b.json");
    const Status saved = saveSettings(settings, path);
    REQUIRE_MESSAGE(saved.ok(), saved.message());
    const LoadedSettings loaded = loadSettings(path);
    CHECK(loaded.notice.empty());
    CHECK(loaded.settings == settings);
  }

  TEST_CASE("a file that is not there gives the defaults silently") {
    const TemporaryFolder folder;
    const LoadedSettings loaded = loadSettings(folder.file("none.json"));
    CHECK(loaded.notice.empty());
    CHECK(loaded.settings == Settings());
  }

  TEST_CASE("a broken file gives the defaults and a notice that names it") {
    const std::vector<BadFile> rows{
        {"cut off", R"({"theme": "da)", "defaults"},
        {"empty", "", "defaults"},
        {"a list", "[1, 2]", "holds no settings"},
        {"out of range", R"({"uiScale": 1000, "windowWidth": -5, "theme": "pink"})",
         "theme, uiScale, windowWidth"},
        {"wrong kinds", R"({"uiScale": "big", "panels": 3, "recentFiles": [1]})",
         "uiScale, recentFiles, panels"},
        {"an infinite number", R"({"windowHeight": 1e999})", "defaults"}};
    for (const BadFile& row : rows) {
      CAPTURE(std::string(row.name));
      const LoadedSettings loaded = parseSettings(row.text, "settings.json");
      CHECK(loaded.settings == Settings());
      CAPTURE(loaded.notice);
      CHECK(loaded.notice.find(row.notice) != std::string::npos);
      CHECK(loaded.notice.find("settings.json") != std::string::npos);
    }
  }

  TEST_CASE("one bad value does not take the good ones with it, and unknown ones do no harm") {
    const LoadedSettings loaded = parseSettings(
        R"({"version": 7, "theme": "light", "uiScale": 99, "windowWidth": 1280, "later": {"a": 1}})",
        "settings.json");
    CHECK(loaded.settings.theme == ui::ThemeName::kLight);
    CHECK(loaded.settings.windowWidth == 1280);
    CHECK(loaded.settings.uiScale == 1.0F);
    CHECK(loaded.notice.find("uiScale") != std::string::npos);
    // It is not to be overwritten by a version that does not know all of it.
    CHECK(loaded.isOfNewer);
    CHECK(loaded.notice.find("newer") != std::string::npos);
    CHECK_FALSE(parseSettings(formatSettings(Settings()), "settings.json").isOfNewer);
  }

  TEST_CASE("a folder in the file's place is a notice when read and an error when saved") {
    const TemporaryFolder folder;
    const std::string path = folder.file("settings.json");
    std::filesystem::create_directory(path);
    CHECK_FALSE(loadSettings(path).notice.empty());
    CHECK(loadSettings(path).settings == Settings());
    const Status saved = saveSettings(Settings(), path);
    REQUIRE_FALSE(saved.ok());
    CHECK(saved.message().find("Settings cannot be saved") != std::string::npos);
  }

  TEST_CASE("the recent files are the last ten, each once, the newest first") {
    Settings settings;
    for (int i = 0; i < 15; ++i)
      addRecentFile(settings, std::string("/").append(std::to_string(i % 12)));
    CHECK(settings.recentFiles.size() == Settings::kMostRecentFiles);
    CHECK(settings.recentFiles.front() == "/2");
    CHECK(settings.recentFiles[3] == "/11");
  }

  TEST_CASE("recent runs are kept in the same way, and read back") {
    Settings settings;
    for (const char* path : {"/a", "/b", "/a"}) addRecentRun(settings, path);
    CHECK(settings.recentRuns == std::vector<std::string>{"/a", "/b"});
    CHECK(parseSettings(formatSettings(settings), "x").settings == settings);
  }
}

}  // namespace adamscope
