// The whole window against a stored picture of it, tests/golden/two_moons.png (one pixel for each
// block of 8 x 8). After a change that is meant to be seen, look at the new picture and store it:
//   ADAMSCOPE_STORE_GOLDEN=1 adamscope_tests --test-suite=main_window
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

#include "app/main_window/render_window.h"
#include "core/io/run_folder.h"
#include "tests/support/picture_compare.h"
#include "tests/support/sample_shell.h"
#include "tests/support/source_tree.h"

namespace adamscope {
namespace {

using testing::BlockPicture;
using testing::blocksOf;
using testing::differenceOf;
using testing::looksSame;
using testing::PictureDifference;

constexpr int kSteps = 60;

/// The window at 1280 x 800 after 60 steps of the default preset.
gl::Image renderTwoMoons(ui::ThemeName theme) {
  auto session = TrainingSession::create(
      Config(),
      {.load = [](const Config& config) { return loadExperiment(config); }, .record = {}});
  REQUIRE_MESSAGE(session.ok(), session.message());
  (*session)->runTo(kSteps);
  while ((*session)->advance(std::chrono::seconds(1))) {
  }
  Result<WindowPainter> painter =
      WindowPainter::create({.widthPx = 1280, .heightPx = 800, .theme = theme});
  REQUIRE_MESSAGE(painter.ok(), painter.message());
  const Status shown = painter->show(std::move(*session));
  REQUIRE_MESSAGE(shown.ok(), shown.message());
  return painter->image();
}

/// The picture moved by so many pixels; its border is repeated.
gl::Image shifted(const gl::Image& image, int dx, int dy) {
  gl::Image moved = image;
  for (int y = 0; y < image.heightPx; ++y) {
    for (int x = 0; x < image.widthPx; ++x) {
      const std::uint8_t* from = image.pixel(std::clamp(x - dx, 0, image.widthPx - 1),
                                             std::clamp(y - dy, 0, image.heightPx - 1));
      std::copy_n(from, 4, const_cast<std::uint8_t*>(moved.pixel(x, y)));
    }
  }
  return moved;
}

/// The picture with a part of it in the colour of its own upper left pixel, as if nothing had been
/// drawn there. In shares of the picture's sides.
struct Part {
  const char* name;
  double left, top, right, bottom;
};
gl::Image blanked(const gl::Image& image, const Part& part) {
  gl::Image blank = image;
  const auto at = [](double share, int side) { return static_cast<int>(share * side); };
  const int left = at(part.left, image.widthPx);
  const int top = at(part.top, image.heightPx);
  for (int y = top; y < at(part.bottom, image.heightPx); ++y) {
    for (int x = left; x < at(part.right, image.widthPx); ++x) {
      std::copy_n(image.pixel(left, top), 4, const_cast<std::uint8_t*>(blank.pixel(x, y)));
    }
  }
  return blank;
}

std::string goldenPath() { return (sourceRoot() / "tests/golden/two_moons.png").string(); }

}  // namespace

TEST_SUITE("main_window") {
  TEST_CASE("the window looks as it did") {
    if (!canDrawOffscreen()) return;
    const gl::Image image = renderTwoMoons(ui::ThemeName::kDark);
    keepPicture(image, "window_dark");
    CHECK(image.widthPx == 1280);
    CHECK(image.heightPx == 800);
    if (std::getenv("ADAMSCOPE_STORE_GOLDEN") != nullptr) {
      REQUIRE(gl::writePng(goldenPath(), imageOf(blocksOf(image))).ok());
    }
    const Result<BlockPicture> golden = testing::readBlocks(goldenPath());
    REQUIRE_MESSAGE(golden.ok(), golden.message());
    const BlockPicture now = blocksOf(image);
    REQUIRE(now.width == golden->width);
    REQUIRE(now.height == golden->height);
    const PictureDifference difference = differenceOf(now, *golden);
    CAPTURE(difference.mean);
    CAPTURE(difference.worst);
    CHECK(looksSame(difference));

    // The comparison lets pass what nobody sees ...
    for (const auto& shift : {std::pair(1, 0), std::pair(0, 1), std::pair(-1, -1)}) {
      const int dx = shift.first;
      const int dy = shift.second;
      const PictureDifference moved = differenceOf(blocksOf(shifted(image, dx, dy)), *golden);
      CAPTURE(moved.mean);
      CAPTURE(moved.worst);
      CHECK(looksSame(moved));
    }
    // ... and refuses a window with a part missing.
    for (const Part& part :
         {Part{"setup", 0.005, 0.12, 0.22, 0.95}, Part{"inspector", 0.80, 0.12, 0.995, 0.70},
          Part{"views", 0.27, 0.15, 0.75, 0.65}, Part{"plots", 0.27, 0.74, 0.99, 0.95},
          Part{"transport bar", 0.0, 0.04, 0.99, 0.09}}) {
      const PictureDifference missing = differenceOf(blocksOf(blanked(image, part)), *golden);
      CAPTURE(std::string(part.name));
      CAPTURE(missing.mean);
      CAPTURE(missing.worst);
      CHECK_FALSE(looksSame(missing));
    }
    CHECK_FALSE(looksSame(differenceOf(blocksOf(renderTwoMoons(ui::ThemeName::kLight)), *golden)));
  }

  TEST_CASE("the same session gives the same pixels") {
    if (!canDrawOffscreen()) return;
    const gl::Image first = renderTwoMoons(ui::ThemeName::kLight);
    keepPicture(first, "window_light");
    CHECK(first.rgba == renderTwoMoons(ui::ThemeName::kLight).rgba);
  }
}

}  // namespace adamscope
