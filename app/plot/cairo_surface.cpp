#include "app/plot/cairo_surface.h"

#include <algorithm>
#include <numbers>

#include "app/figure/painter.h"

namespace adamscope::plot {
namespace {

using figure::Place;

figure::TextStyle styleOf(double em, const Ink& ink, TextRole role) {
  // em is the height of a line; letters of this size need about that.
  return {0.86 * em, ink.color, role == TextRole::kStrong};
}

void roundedBox(cairo_t* cr, const figure::Box& box, double radius) {
  constexpr double kQuarter = 0.5 * std::numbers::pi;
  const double r = std::min({radius, 0.5 * box.width, 0.5 * box.height});
  cairo_new_sub_path(cr);
  cairo_arc(cr, box.right() - r, box.y + r, r, -kQuarter, 0.0);
  cairo_arc(cr, box.right() - r, box.bottom() - r, r, 0.0, kQuarter);
  cairo_arc(cr, box.x + r, box.bottom() - r, r, kQuarter, 2.0 * kQuarter);
  cairo_arc(cr, box.x + r, box.y + r, r, 2.0 * kQuarter, 3.0 * kQuarter);
  cairo_close_path(cr);
}

}  // namespace

double CairoSurface::textWidth(const std::string& text, TextRole role) const {
  return figure::textWidth(context_, text, styleOf(em_, {}, role));
}

void CairoSurface::drawText(const Place& topLeft, const std::string& text, const Ink& ink,
                            TextRole role) {
  figure::drawText(context_, {topLeft.x, topLeft.y + 0.8 * em_}, text, styleOf(em_, ink, role));
}

void CairoSurface::fillBox(const figure::Box& box, const Ink& ink, double radius) {
  figure::setColor(context_, ink.color, ink.alpha);
  if (radius > 0.0) {
    roundedBox(context_, box, radius);
  } else {
    cairo_rectangle(context_, box.x, box.y, box.width, box.height);
  }
  cairo_fill(context_);
}

void CairoSurface::drawPolyline(std::span<const Place> points, const Stroke& stroke) {
  if (points.size() < 2) return;
  figure::setColor(context_, stroke.ink.color, stroke.ink.alpha);
  cairo_set_line_width(context_, stroke.width);
  cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(context_, CAIRO_LINE_CAP_BUTT);
  const auto draw = [&](std::span<const Place> piece) {
    cairo_new_path(context_);
    for (const Place& p : piece) cairo_line_to(context_, p.x, p.y);
    cairo_stroke(context_);
  };
  if (stroke.dash == Dash::kSolid) {
    draw(points);
    return;
  }
  for (const std::vector<Place>& piece : dashPieces(points, stroke.dash, em_)) draw(piece);
}

void CairoSurface::fillStrip(std::span<const StripPoint> points, const Ink& ink) {
  if (points.size() < 2) return;
  figure::setColor(context_, ink.color, ink.alpha);
  cairo_new_path(context_);
  for (const StripPoint& p : points) cairo_line_to(context_, p.x, p.top);
  for (std::size_t i = points.size(); i-- > 0;) {
    cairo_line_to(context_, points[i].x, points[i].bottom);
  }
  cairo_close_path(context_);
  cairo_fill(context_);
}

void CairoSurface::fillDot(const Place& center, double radius, const Ink& ink) {
  figure::setColor(context_, ink.color, ink.alpha);
  cairo_new_path(context_);
  cairo_arc(context_, center.x, center.y, radius, 0.0, 2.0 * std::numbers::pi);
  cairo_fill(context_);
}

void CairoSurface::pushClip(const figure::Box& box) {
  cairo_save(context_);
  cairo_rectangle(context_, box.x, box.y, box.width, box.height);
  cairo_clip(context_);
}

void CairoSurface::popClip() { cairo_restore(context_); }

}  // namespace adamscope::plot
