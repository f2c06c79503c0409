// Exports out of the running window: real files of exactly what was asked for, and a window that
// goes on as before.
#include "app/main_window/exports.h"

#include <cairo.h>
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "app/window/offscreen.h"
#include "core/base/file.h"
#include "core/io/run_folder.h"
#include "tests/support/offscreen_window.h"
#include "tests/support/sample_shell.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// The window's content over a short run, drawn without a display.
struct Desk : OffscreenWindow {
  Desk() {
    ui->settings().exportFolder = folder.path().string();
    frames(4);
  }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      live->pump();
      offscreen.drawFrame([&](const ui::Frame& frame) { ui->draw(frame); });
    }
  }

  /// The path of the one file that the request makes; empty if there is none.
  std::string write(const ExportRequest& request) {
    const std::set<fs::path> before = files();
    ui->actions().request(request);
    exports->serve();
    for (const fs::path& path : files()) {
      if (!before.contains(path)) return path.string();
    }
    return {};
  }

  std::set<fs::path> files() const {
    std::set<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder.path())) paths.insert(entry.path());
    return paths;
  }
};

/// Its size, and whether it can be seen through.
struct PngFacts {
  int width = 0;
  int height = 0;
  bool isOpaque = false;
};

PngFacts factsOf(const std::string& path) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create_from_png(path.c_str()), &cairo_surface_destroy);
  REQUIRE(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  return {cairo_image_surface_get_width(surface.get()),
          cairo_image_surface_get_height(surface.get()),
          cairo_image_surface_get_format(surface.get()) == CAIRO_FORMAT_RGB24};
}

}  // namespace

TEST_SUITE("main_window") {
  TEST_CASE("pictures of the window have exactly the size asked for and are opaque") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    const struct {
      ExportRequest request;
      int width;
      int height;
    } rows[] = {{{.scale = 1}, 1024, 700},
                {{.scale = 2}, 2048, 1400},
                {{.width = 1920, .height = 1080}, 1920, 1080},
                {{.width = 333, .height = 777}, 333, 777}};
    for (const auto& row : rows) {
      CAPTURE(row.width);
      const std::string path = desk.write(row.request);
      REQUIRE_FALSE(path.empty());
      CHECK(fs::path(path).filename().string().starts_with("adamscope-two_moons-step-000020"));
      const PngFacts facts = factsOf(path);
      CHECK(facts.width == row.width);
      CHECK(facts.height == row.height);
      CHECK(facts.isOpaque);
    }
  }

  TEST_CASE("a picture at 1x is what the screen shows, and taking it changes nothing") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    const gl::Image before = desk.offscreen.image();
    const std::string path = desk.write({.kind = ExportKind::kWindowPng});
    const std::string reference = desk.folder.file("screen.png");
    REQUIRE(gl::writePng(reference, before).ok());
    CHECK(*readTextFile(path) == *readTextFile(reference));
    desk.write({.kind = ExportKind::kWindowPng, .scale = 3});
    desk.write({.kind = ExportKind::kViewPng, .width = 1000, .height = 300});
    desk.ui->toasts().clear();
    desk.frames(4);
    CHECK(desk.offscreen.image().rgba == before.rgba);
  }

  TEST_CASE("each kind gives a file of its kind") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    const struct {
      ExportKind kind;
      const char* ending;
      const char* start;
    } rows[] = {
        {ExportKind::kWindowPng, ".png", "\x89PNG"}, {ExportKind::kViewPng, ".png", "\x89PNG"},
        {ExportKind::kViewSvg, ".svg", "<?xml"},     {ExportKind::kViewPdf, ".pdf", "%PDF"},
        {ExportKind::kPlotPng, ".png", "\x89PNG"},   {ExportKind::kPlotSvg, ".svg", "<?xml"},
        {ExportKind::kPlotPdf, ".pdf", "%PDF"},      {ExportKind::kPlotCsv, ".csv", "step,"},
        {ExportKind::kConfig, ".json", "{"}};
    for (const auto& row : rows) {
      CAPTURE(std::string(row.ending));
      const std::string path = desk.write({.kind = row.kind, .plot = 2});
      REQUIRE_FALSE(path.empty());
      CHECK(path.ends_with(row.ending));
      CHECK(readTextFile(path)->starts_with(row.start));
    }
    CHECK(desk.ui->toasts().count() == 9);
  }

  TEST_CASE("a view's picture is the view alone, as sharp as asked for") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    const DrawnArea view = desk.ui->drawnView();
    const PngFacts facts = factsOf(desk.write({.kind = ExportKind::kViewPng, .scale = 2}));
    CHECK(facts.width == static_cast<int>(2 * view.size.x));
    CHECK(facts.height == static_cast<int>(2 * view.size.y));
    CHECK(facts.isOpaque);
  }

  TEST_CASE("a place that cannot be written gives a message, and the window goes on") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    REQUIRE(writeFileAtomically(desk.folder.file("file"), "no folder").ok());
    for (const ExportKind kind : {ExportKind::kWindowPng, ExportKind::kViewSvg,
                                  ExportKind::kPlotCsv, ExportKind::kConfig}) {
      CHECK(desk.write({.kind = kind, .path = desk.folder.file("file/a.png")}).empty());
    }
    CHECK(desk.ui->toasts().count() == 1);  // equal ones are one
    desk.frames(2);
    CHECK(desk.files().size() == 1);
  }

  TEST_CASE("logs of a run that is not recorded are refused with the remedy") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    CHECK(desk.write({.kind = ExportKind::kLogs}).empty());
    for (int i = 0; i < 5 && desk.exports->isBusy(); ++i) {
      desk.frames(1);
      desk.exports->serve();
    }
    CHECK_FALSE(desk.exports->isBusy());
    CHECK(desk.ui->toasts().count() == 1);
    CHECK(desk.files().empty());
  }

  TEST_CASE("a picture waits until the mouse button is let go") {
    if (!canDrawOffscreen()) return;
    Desk desk;
    desk.offscreen.host().makeCurrent();
    ImGui::GetIO().MouseDown[0] = true;
    CHECK(desk.write({.kind = ExportKind::kWindowPng}).empty());
    ImGui::GetIO().MouseDown[0] = false;
    desk.frames(1);
    desk.exports->serve();
    CHECK(desk.files().size() == 1);
  }
}

}  // namespace adamscope
