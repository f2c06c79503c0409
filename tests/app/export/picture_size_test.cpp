// The size of pictures: exactly what was asked for, in the window's own units.
#include "app/export/picture_size.h"

#include <doctest/doctest.h>

#include <utility>

namespace adamscope {
namespace {

const DrawnArea kWindow{.size = {1600.0F, 1000.0F}, .scale = 1.0F, .density = 1.0F};

}  // namespace

TEST_SUITE("export") {
  TEST_CASE("a scale gives so many times the pixels of the screen and the same layout") {
    const DrawnArea retina{.size = {800.0F, 500.0F}, .scale = 1.0F, .density = 2.0F};
    for (int scale = 1; scale <= 4; ++scale) {
      CAPTURE(scale);
      for (const DrawnArea& area : {kWindow, retina}) {
        const Result<FrameInput> frame = pictureFrame(area, {.scale = scale});
        REQUIRE(frame.ok());
        CHECK(frame->widthPx == 1600 * scale);
        CHECK(frame->heightPx == 1000 * scale);
        CHECK(static_cast<float>(frame->widthPx) / frame->density == area.size.x);
        CHECK(frame->scale == area.scale);
        CHECK(frame->hidesMouse);
      }
    }
  }

  TEST_CASE("an exact size shows at least what the window shows") {
    for (const auto& [width, height] : {std::pair(3840, 2160), std::pair(1000, 3000),
                                        std::pair(640, 400), std::pair(1601, 999)}) {
      CAPTURE(width);
      const Result<FrameInput> frame =
          pictureFrame(kWindow, {.widthPx = width, .heightPx = height});
      REQUIRE(frame.ok());
      CHECK(frame->widthPx == width);
      CHECK(frame->heightPx == height);
      CHECK(static_cast<float>(width) / frame->density >= 1599.9F);
      CHECK(static_cast<float>(height) / frame->density >= 999.9F);
    }
  }

  TEST_CASE("sizes that make no sense are refused") {
    CHECK_FALSE(pictureFrame(kWindow, {.scale = 0}).ok());
    CHECK_FALSE(pictureFrame(kWindow, {.scale = 5}).ok());
    CHECK_FALSE(pictureFrame(kWindow, {.widthPx = 100, .heightPx = 0}).ok());
    CHECK_FALSE(pictureFrame(kWindow, {.widthPx = -100, .heightPx = 100}).ok());
    CHECK_FALSE(pictureFrame(kWindow, {.widthPx = 20000, .heightPx = 100}).ok());
    const DrawnArea nothing{.size = {0.0F, 0.0F}};
    CHECK_FALSE(pictureFrame(nothing, {.scale = 1}).ok());
    CHECK_FALSE(pictureFrame(nothing, {.widthPx = 100, .heightPx = 100}).ok());
  }
}

}  // namespace adamscope
