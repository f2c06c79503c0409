#include "tests/support/picture_compare.h"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>

namespace adamscope::testing {

namespace {

/// Measured on the window at 1280 x 800: moved by a pixel it has a mean of 1.6 to 2.9 and a worst of
/// 9.5 to 10.6; with a part missing the worst is 22 to 104. golden_picture_test.cpp checks both.
constexpr double kMostMean = 4.0;
constexpr double kMostWorst = 16.0;

}  // namespace

BlockPicture blocksOf(const gl::Image& image) {
  constexpr int kSide = BlockPicture::kBlockPx;
  BlockPicture blocks{.width = image.widthPx / kSide, .height = image.heightPx / kSide, .rgb = {}};
  blocks.rgb.reserve(static_cast<std::size_t>(blocks.width * blocks.height * 3));
  for (int y = 0; y < blocks.height; ++y) {
    for (int x = 0; x < blocks.width; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        int sum = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
          sum += image.pixel(x * kSide + i % kSide, y * kSide + i / kSide)[channel];
        }
        blocks.rgb.push_back(static_cast<float>(sum) / (kSide * kSide));
      }
    }
  }
  return blocks;
}

gl::Image imageOf(const BlockPicture& blocks) {
  gl::Image image{.widthPx = blocks.width, .heightPx = blocks.height, .rgba = {}};
  for (std::size_t i = 0; i < blocks.rgb.size(); ++i) {
    image.rgba.push_back(static_cast<std::uint8_t>(std::lround(blocks.rgb[i])));
    if (i % 3 == 2) image.rgba.push_back(255);
  }
  return image;
}

Result<BlockPicture> readBlocks(const std::string& path) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create_from_png(path.c_str()), &cairo_surface_destroy);
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return Error{path + " cannot be read: " + cairo_status_to_string(status)};
  }
  BlockPicture blocks{.width = cairo_image_surface_get_width(surface.get()),
                      .height = cairo_image_surface_get_height(surface.get()),
                      .rgb = {}};
  const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int i = 0; i < blocks.width * blocks.height; ++i) {
    std::uint32_t value = 0;
    std::memcpy(&value, pixels + (i / blocks.width) * stride + 4 * (i % blocks.width), 4);
    for (const unsigned shift : {16U, 8U, 0U}) {
      blocks.rgb.push_back(static_cast<float>(value >> shift & 0xFFU));
    }
  }
  return blocks;
}

PictureDifference differenceOf(const BlockPicture& a, const BlockPicture& b) {
  constexpr int kSquare = PictureDifference::kSquare;
  const int columns = (a.width + kSquare - 1) / kSquare;
  const int rows = (a.height + kSquare - 1) / kSquare;
  std::vector<double> squares(static_cast<std::size_t>(columns * rows), 0.0);
  double sum = 0.0;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      double block = 0.0;
      for (int channel = 0; channel < 3; ++channel) {
        const auto i = static_cast<std::size_t>(3 * (y * a.width + x) + channel);
        block += std::abs(static_cast<double>(a.rgb[i]) - static_cast<double>(b.rgb[i])) / 3.0;
      }
      sum += block;
      squares[static_cast<std::size_t>(y / kSquare * columns + x / kSquare)] += block;
    }
  }
  return {.mean = sum / (a.width * a.height),
          .worst = *std::max_element(squares.begin(), squares.end()) / (kSquare * kSquare)};
}

bool looksSame(const PictureDifference& difference) {
  return difference.mean <= kMostMean && difference.worst <= kMostWorst;
}

}  // namespace adamscope::testing
