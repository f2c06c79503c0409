#include "app/figure/painter.h"

#include <cmath>
#include <numbers>
#include <sstream>

#include "app/figure/ellipsis.h"

namespace adamscope::figure {
namespace {

void setFont(cairo_t* cr, const TextStyle& style) {
  // Inter where it is installed; fontconfig puts the nearest sans-serif in its place elsewhere.
  cairo_select_font_face(cr, "Inter", CAIRO_FONT_SLANT_NORMAL,
                         style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cr, style.size);
  // No hinting: the same widths, and so the same layout, in all three formats.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(cr, options);
  cairo_font_options_destroy(options);
}

double alignShift(cairo_t* cr, const std::string& text, const TextStyle& style) {
  if (style.align == Align::kLeft) return 0.0;
  const double width = textWidth(cr, text, style);
  return style.align == Align::kRight ? -width : -0.5 * width;
}

void polygon(cairo_t* cr, const Place& center, double radius, int corners, double startAngle) {
  for (int i = 0; i < corners; ++i) {
    const double angle = startAngle + 2.0 * std::numbers::pi * i / corners;
    cairo_line_to(cr, center.x + radius * std::cos(angle), center.y + radius * std::sin(angle));
  }
  cairo_close_path(cr);
}

/// Shapes of the area of a circle with this radius.
void shapePath(cairo_t* cr, const Place& c, int shape, double radius) {
  constexpr double kPi = std::numbers::pi;
  // Circumradius over the radius of the circle of equal area, for 4 and for 3 corners.
  const double four = std::sqrt(kPi / 2.0);
  const double three = std::sqrt(4.0 * kPi / (3.0 * std::sqrt(3.0)));
  cairo_new_path(cr);
  switch (shape % 5) {
    case 0:
      cairo_arc(cr, c.x, c.y, radius, 0.0, 2.0 * kPi);
      cairo_close_path(cr);
      break;
    case 1:
      polygon(cr, c, four * radius, 4, kPi / 4.0);
      break;
    case 2:
      polygon(cr, c, four * radius, 4, 0.0);
      break;
    case 3:
      polygon(cr, {c.x, c.y + 0.15 * radius}, three * radius, 3, -kPi / 2.0);
      break;
    default:
      polygon(cr, {c.x, c.y - 0.15 * radius}, three * radius, 3, kPi / 2.0);
      break;
  }
}

/// What fits of a text that is too long.
std::string shortened(cairo_t* cr, const std::string& text, const TextStyle& style, double width) {
  return withEllipsis(
      text, [&](const std::string& shown) { return textWidth(cr, shown, style) <= width; });
}

}  // namespace

double textWidth(cairo_t* cr, const std::string& text, const TextStyle& style) {
  setFont(cr, style);
  cairo_text_extents_t extents;
  cairo_text_extents(cr, text.c_str(), &extents);
  return extents.x_advance;
}

void drawText(cairo_t* cr, const Place& baseline, const std::string& text, const TextStyle& style) {
  setFont(cr, style);
  setColor(cr, style.color);
  cairo_move_to(cr, baseline.x + alignShift(cr, text, style), baseline.y);
  cairo_show_text(cr, text.c_str());
  cairo_new_path(cr);
}

void drawTextUpwards(cairo_t* cr, const Place& baseline, const std::string& text,
                     const TextStyle& style) {
  cairo_save(cr);
  cairo_translate(cr, baseline.x, baseline.y);
  cairo_rotate(cr, -0.5 * std::numbers::pi);
  drawText(cr, {0.0, 0.0}, text, style);
  cairo_restore(cr);
}

std::vector<std::string> wrapText(cairo_t* cr, const std::string& text, const TextStyle& style,
                                  double width, int maxLines) {
  std::vector<std::string> lines;
  std::istringstream words(text);
  std::string word;
  while (words >> word) {
    const std::string longer = lines.empty() ? word : lines.back() + " " + word;
    const bool fits = !lines.empty() && textWidth(cr, longer, style) <= width;
    const bool isFull = static_cast<int>(lines.size()) == maxLines;
    if (fits) {
      lines.back() = longer;
    } else if (isFull) {
      lines.back() = shortened(cr, longer, style, width);
      return lines;
    } else {
      lines.push_back(word);
    }
  }
  for (std::string& line : lines) {
    if (textWidth(cr, line, style) > width) line = shortened(cr, line, style, width);
  }
  return lines;
}

void setColor(cairo_t* cr, const Color& color, double alpha) {
  // RGB and RGBA sources are written differently in SVG and PDF; opaque is the plain one.
  if (alpha >= 1.0) {
    cairo_set_source_rgb(cr, color.red, color.green, color.blue);
  } else {
    cairo_set_source_rgba(cr, color.red, color.green, color.blue, alpha);
  }
}

void strokeLine(cairo_t* cr, std::span<const Place> points, const Color& color, double width) {
  cairo_new_path(cr);
  for (const Place& p : points) cairo_line_to(cr, p.x, p.y);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width(cr, width);
  setColor(cr, color);
  cairo_stroke(cr);
}

void drawMarker(cairo_t* cr, const Place& center, const Marker& marker) {
  const double line = marker.isFilled ? 0.22 * marker.radius : 0.42 * marker.radius;
  const double inner = marker.isFilled ? marker.radius : marker.radius - 0.5 * line;
  shapePath(cr, center, marker.shape, inner);
  setColor(cr, marker.isFilled ? marker.color : marker.edge, marker.alpha);
  cairo_fill_preserve(cr);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_width(cr, line);
  setColor(cr, marker.isFilled ? marker.edge : marker.color, marker.alpha);
  cairo_stroke(cr);
}

}  // namespace adamscope::figure
