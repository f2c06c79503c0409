#include "app/figure/canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <new>

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

Error writeError(const std::string& path, int code) {
  return Error{path + ": cannot be written: " + std::strerror(code) +
               "; choose a folder that exists, may be written and has space"};
}

/// Writes all bytes; 0 or the errno of what failed.
int writeAll(int file, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(file, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    done += static_cast<std::size_t>(count);
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

/// Writes a whole file or nothing: to a new file beside it, then renamed over it.
Status writeFileAtomically(const std::string& path, const std::string& bytes) {
  // Beside the target, because a rename must stay on one file system; the process id keeps two
  // programs that write the same figure apart.
  const std::string part = path + "." + std::to_string(::getpid()) + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return writeError(path, errno);
  int code = writeAll(file, bytes);
  if (::close(file) != 0 && code == 0) code = errno;
  if (code == 0 && std::rename(part.c_str(), path.c_str()) != 0) code = errno;
  if (code == 0) return {};
  ::unlink(part.c_str());
  return writeError(path, code);
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

Status Canvas::save(const std::string& path) && {
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
    return Error{path + ": the figure cannot be drawn: " + cairo_status_to_string(status)};
  }
  return writeFileAtomically(path, *bytes_);
}

}  // namespace adamscope::figure
