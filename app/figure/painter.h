// What the parts of a figure draw with: text that is measured and aligned, lines, markers, and the
// map from the slice to the sheet.
#pragma once

#include <cairo.h>

#include <span>
#include <string>
#include <vector>

#include "app/figure/box.h"
#include "app/figure/color.h"
#include "core/regions/input_slice.h"
#include "core/regions/tessellation.h"

namespace adamscope::figure {

/// The panel's map between slice coordinates and the sheet.
struct Viewport {
  SliceDomain domain;
  Box panel;

  double xScale() const { return panel.width / (domain.xMax - domain.xMin); }
  double yScale() const { return panel.height / (domain.yMax - domain.yMin); }
  Place place(const SlicePoint& p) const {
    return {panel.x + (p.x - domain.xMin) * xScale(),
            panel.bottom() - (p.y - domain.yMin) * yScale()};
  }
  bool contains(const SlicePoint& p) const {
    return p.x >= domain.xMin && p.x <= domain.xMax && p.y >= domain.yMin && p.y <= domain.yMax;
  }
};

enum class Align { kLeft, kCenter, kRight };

struct TextStyle {
  double size = 8.0;
  Color color{};
  bool isBold = false;
  Align align = Align::kLeft;
};

/// Width of a line of text.
double textWidth(cairo_t* cr, const std::string& text, const TextStyle& style);
/// Draws a line of text on its baseline.
void drawText(cairo_t* cr, const Place& baseline, const std::string& text, const TextStyle& style);
/// The same turned a quarter to the left, reading upwards; `baseline` is its aligned end.
void drawTextUpwards(cairo_t* cr, const Place& baseline, const std::string& text,
                     const TextStyle& style);
/// The text in lines of at most `width`, broken at spaces; what does not fit in `maxLines` lines is
/// cut with an ellipsis.
std::vector<std::string> wrapText(cairo_t* cr, const std::string& text, const TextStyle& style,
                                  double width, int maxLines);

void setColor(cairo_t* cr, const Color& color, double alpha = 1.0);
/// Strokes a polyline with round joins and ends.
void strokeLine(cairo_t* cr, std::span<const Place> points, const Color& color, double width);

/// One sample's mark. The shape tells the class as well as the colour.
struct Marker {
  int shape = 0;  ///< 0 circle, 1 square, 2 diamond, 3 triangle, 4 triangle down, then again.
  Color color{};
  Color edge{};          ///< Thin line around it (filled), or the colour inside (hollow).
  bool isFilled = true;  ///< Training data; hollow is test data.
  double radius = 2.5;   ///< Half the height of the circle; other shapes have the same area.
  double alpha = 1.0;
};
void drawMarker(cairo_t* cr, const Place& center, const Marker& marker);

}  // namespace adamscope::figure
