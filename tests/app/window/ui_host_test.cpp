// The shell drawn without a display: the same code that draws the window.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/window/offscreen.h"
#include "tests/support/sample_shell.h"

namespace adamscope {
namespace {

struct PictureCase {
  const char* name;
  OffscreenOptions options;
};

const std::vector<PictureCase> kPictures{
    {"shell_dark", {}},
    {"shell_light", {.theme = ui::ThemeName::kLight}},
    {"shell_scale2", {.widthPx = 3200, .heightPx = 2000, .scale = 2.0F}},
    {"shell_density2", {.widthPx = 3200, .heightPx = 2000, .density = 2.0F}},
    {"shell_small", {.widthPx = 1024, .heightPx = 700}},
    {"shell_small_scale2", {.widthPx = 1024, .heightPx = 700, .scale = 2.0F}}};

/// How many pixels are not of the most frequent colours' kind: a measure of "something is drawn".
int pixelsUnlike(const gl::Image& image, const std::uint8_t* color) {
  int count = 0;
  for (int y = 0; y < image.heightPx; ++y) {
    for (int x = 0; x < image.widthPx; ++x) {
      if (!std::equal(color, color + 3, image.pixel(x, y))) ++count;
    }
  }
  return count;
}

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("the shell draws without a display in both looks and at any scale") {
    if (!canDrawOffscreen()) return;
    for (const PictureCase& row : kPictures) {
      CAPTURE(std::string(row.name));
      auto ui = OffscreenUi::create(row.options);
      REQUIRE_MESSAGE(ui.ok(), ui.message());
      SampleShell shell;
      shell.toasts.error("The file cannot be written: no space left on the device.",
                         ui::ToastAction{"Open folder", [] {}});
      shell.toasts.notice("Saved to runs/moons.");
      shell.toasts.notice("Saved to runs/moons.");
      for (int i = 0; i < 3; ++i) ui->drawFrame([&](const ui::Frame& frame) { shell.draw(frame); });
      const gl::Image image = ui->image();
      keepPicture(image, row.name);
      CHECK(image.widthPx == row.options.widthPx);
      CHECK(image.heightPx == row.options.heightPx);
      CHECK(pixelsUnlike(image, image.pixel(0, 0)) > image.widthPx * image.heightPx / 10);
    }
  }
}

}  // namespace adamscope
