// The sheet that a figure is drawn on: one cairo context for PNG, SVG and PDF. It is kept in memory
// and reaches the disk in one step, so that a failure never leaves half a file behind.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "core/base/result.h"

namespace adamscope::figure {

enum class Format { kPng, kSvg, kPdf };

/// The format for a path by its ending (any case). Error: another ending; the message lists them.
Result<Format> formatOf(const std::string& path);

/// A sheet of widthUnits x heightUnits; a unit is a point (SVG, PDF) or a pixel (PNG), times scale.
class Canvas {
 public:
  /// Error: a size that cairo cannot make (PNG: at most 32767 pixels a side).
  static Result<Canvas> create(Format format, double widthUnits, double heightUnits, double scale);

  /// Draws in units, y down. Owned by the canvas.
  cairo_t* context() const { return context_.get(); }
  /// Finishes the drawing; the bytes of the file. Error: what cairo says.
  Result<std::string> encode() &&;
  /// Finishes the drawing and writes it. Error: what cairo or the file system says.
  Status save(const std::string& path) &&;

 private:
  struct SurfaceCloser {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  struct ContextCloser {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
  };
  Canvas() = default;

  Format format_ = Format::kPng;
  std::unique_ptr<std::string> bytes_;  ///< What SVG and PDF have written so far.
  std::unique_ptr<cairo_surface_t, SurfaceCloser> surface_;
  std::unique_ptr<cairo_t, ContextCloser> context_;
};

}  // namespace adamscope::figure
