// Draws a plot on a figure's sheet: PNG, SVG or PDF.
#pragma once

#include <cairo.h>

#include "app/plot/surface.h"

namespace adamscope::plot {

class CairoSurface final : public Surface {
 public:
  /// The context must outlive the surface.
  CairoSurface(cairo_t* context, double em, double columnWidth)
      : context_(context), em_(em), columnWidth_(columnWidth) {}

  double em() const override { return em_; }
  double columnWidth() const override { return columnWidth_; }
  double textWidth(const std::string& text, TextRole role) const override;
  void drawText(const figure::Place& topLeft, const std::string& text, const Ink& ink,
                TextRole role) override;
  void fillBox(const figure::Box& box, const Ink& ink, double radius) override;
  void drawPolyline(std::span<const figure::Place> points, const Stroke& stroke) override;
  void fillStrip(std::span<const StripPoint> points, const Ink& ink) override;
  void fillDot(const figure::Place& center, double radius, const Ink& ink) override;
  void pushClip(const figure::Box& box) override;
  void popClip() override;

 private:
  cairo_t* context_;
  double em_;
  double columnWidth_;
};

}  // namespace adamscope::plot
