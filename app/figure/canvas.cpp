#include "app/figure/canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <new>

#include "core/base/file.h"

namespace adamscope::figure {
namespace {

/// cairo's writer for streams. It is called from C, so no exception may leave it.
cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  try {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

/// cairo numbers the surfaces of a process and writes the number into the file. Without it the same
/// figure has the same bytes.
void dropSurfaceNumber(std::string& svg) {
  const std::string mark = "id=\"surface";
  const std::size_t start = svg.find(mark);
  if (start == std::string::npos) return;
  const std::size_t first = start + mark.size();
  svg.erase(first, svg.find('"', first) - first);
}

}  // namespace

Result<Format> formatOf(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".png") return Format::kPng;
  if (ending == ".svg") return Format::kSvg;
  if (ending == ".pdf") return Format::kPdf;
  return Error{path + ": the ending decides the format of a figure; use .svg, .pdf or .png"};
}

Result<Canvas> Canvas::create(Format format, double widthUnits, double heightUnits, double scale) {
  ADAMSCOPE_CHECK(widthUnits > 0.0 && heightUnits > 0.0 && scale > 0.0, "a sheet needs a size");
  constexpr double kLargestSide = 32767.0;  // cairo's limit for images; sensible for the others.
  const double width = std::ceil(widthUnits * scale);
  const double height = std::ceil(heightUnits * scale);
  if (!(width <= kLargestSide && height <= kLargestSide)) {
    return Error{"figure: a side of " + std::to_string(std::max(width, height)) +
                 " is too long; at most 32767, so choose a smaller width or scale"};
  }
  Canvas canvas;
  canvas.format_ = format;
  canvas.bytes_ = std::make_unique<std::string>();
  if (format == Format::kPng) {
    canvas.surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                                     static_cast<int>(height)));
  } else if (format == Format::kSvg) {
    canvas.surface_.reset(
        cairo_svg_surface_create_for_stream(append, canvas.bytes_.get(), width, height));
  } else {
    canvas.surface_.reset(
        cairo_pdf_surface_create_for_stream(append, canvas.bytes_.get(), width, height));
  }
  canvas.context_.reset(cairo_create(canvas.surface_.get()));
  const cairo_status_t status = cairo_status(canvas.context_.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return Error{std::string("figure: the sheet cannot be made: ") +
                 cairo_status_to_string(status)};
  }
  cairo_scale(canvas.context_.get(), scale, scale);
  return canvas;
}

Result<std::string> Canvas::encode() && {
  cairo_status_t status = cairo_status(context_.get());
  if (status == CAIRO_STATUS_SUCCESS && format_ == Format::kPng) {
    cairo_surface_flush(surface_.get());
    status = cairo_surface_write_to_png_stream(surface_.get(), append, bytes_.get());
  } else if (status == CAIRO_STATUS_SUCCESS) {
    context_.reset();
    cairo_surface_finish(surface_.get());
    status = cairo_surface_status(surface_.get());
  }
  if (status != CAIRO_STATUS_SUCCESS) {
    return Error{std::string("the figure cannot be drawn: ") + cairo_status_to_string(status)};
  }
  if (format_ == Format::kSvg) dropSurfaceNumber(*bytes_);
  return std::move(*bytes_);
}

Status Canvas::save(const std::string& path) && {
  const Result<std::string> bytes = std::move(*this).encode();
  if (!bytes) return Error{path + ": " + bytes.message()};
  return writeFileAtomically(path, *bytes);
}

}  // namespace adamscope::figure
