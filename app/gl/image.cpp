#include "app/gl/image.h"

#include <cairo.h>

#include <cstring>
#include <memory>

#include "core/base/check.h"
#include "core/base/file.h"

namespace adamscope::gl {
namespace {

cairo_status_t appendBytes(void* text, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

/// One row as cairo's RGB24 has it: 0x00RRGGBB in the machine's byte order.
void convertRow(const Image& image, int y, unsigned char* row) {
  for (int x = 0; x < image.widthPx; ++x) {
    const std::uint8_t* from = image.pixel(x, y);
    const std::uint32_t value =
        std::uint32_t{from[0]} << 16U | std::uint32_t{from[1]} << 8U | std::uint32_t{from[2]};
    std::memcpy(row + 4 * static_cast<std::size_t>(x), &value, sizeof value);
  }
}

}  // namespace

const std::uint8_t* Image::pixel(int x, int y) const {
  ADAMSCOPE_CHECK(x >= 0 && y >= 0 && x < widthPx && y < heightPx, "the pixel lies inside");
  const auto index =
      static_cast<std::size_t>(y) * static_cast<std::size_t>(widthPx) + static_cast<std::size_t>(x);
  return rgba.data() + 4 * index;
}

Result<std::string> encodePng(const Image& image) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.widthPx, image.heightPx),
      &cairo_surface_destroy);
  cairo_status_t status = cairo_surface_status(surface.get());
  std::string bytes;
  if (status == CAIRO_STATUS_SUCCESS) {
    unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < image.heightPx; ++y) {
      convertRow(image, y, pixels + static_cast<std::ptrdiff_t>(y) * stride);
    }
    cairo_surface_mark_dirty(surface.get());
    status = cairo_surface_write_to_png_stream(surface.get(), &appendBytes, &bytes);
  }
  if (status == CAIRO_STATUS_SUCCESS) return bytes;
  return Error{"A picture of " + std::to_string(image.widthPx) + " x " +
               std::to_string(image.heightPx) +
               " pixels cannot be made: " + cairo_status_to_string(status) + "."};
}

Status writePng(const std::string& path, const Image& image) {
  Result<std::string> bytes = encodePng(image);
  if (!bytes) return bytes.error();
  return writeFileAtomically(path, *bytes);
}

}  // namespace adamscope::gl
