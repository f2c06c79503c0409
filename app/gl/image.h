// A picture in memory, as OpenGL gives it back and as PNG files hold it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace adamscope::gl {

/// Rows from top to bottom, four bytes a pixel: red, green, blue, alpha (0 to 255, sRGB).
struct Image {
  int widthPx = 0;
  int heightPx = 0;
  std::vector<std::uint8_t> rgba;

  /// The four bytes of the pixel; (0, 0) is the upper left one. It must lie inside.
  const std::uint8_t* pixel(int x, int y) const;
};

/// The bytes of a PNG file. The picture is opaque there, whatever its alpha says.
Result<std::string> encodePng(const Image& image);

/// Writes the PNG file in one step; an existing file is replaced.
Status writePng(const std::string& path, const Image& image);

}  // namespace adamscope::gl
