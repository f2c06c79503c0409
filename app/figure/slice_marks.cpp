#include "app/figure/slice_marks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "app/figure/slice_colors.h"
#include "core/regions/boundary_curves.h"

namespace adamscope::figure {
namespace {

constexpr double kCurveLine = 0.7;
constexpr double kTrailLine = 1.1;
constexpr double kDot = 2.1;
constexpr double kTheta = 3.2;
/// From so many crossings in the picture on, single dots hide each other.
constexpr std::ptrdiff_t kCrowd = 150;
constexpr double kSignWidth = 14.0;
constexpr double kSignGap = 4.0;
constexpr double kColumnGap = 12.0;

struct DotLook {
  int layer = 1;
  bool isInPlane = true;
  double radius = kDot;
  double alpha = 1.0;
};

void strokeArrow(cairo_t* cr, const Place& from, const Place& to, const Color& color,
                 double width) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = std::hypot(dx, dy);
  if (length < 2.0) return;
  const double head = std::min(5.0, 0.4 * length);
  const double ux = dx / length;
  const double uy = dy / length;
  const std::vector<Place> shaft{from, {to.x - 0.8 * head * ux, to.y - 0.8 * head * uy}};
  strokeLine(cr, shaft, color, width);
  cairo_move_to(cr, to.x, to.y);
  cairo_line_to(cr, to.x - head * ux - 0.42 * head * uy, to.y - head * uy + 0.42 * head * ux);
  cairo_line_to(cr, to.x - head * ux + 0.42 * head * uy, to.y - head * uy - 0.42 * head * ux);
  cairo_close_path(cr);
  setColor(cr, color);
  cairo_fill(cr);
}

Color descentColor(const Theme& theme) { return mix(theme.ink, theme.background, 0.35); }

/// Filled in the plane, hollow for the projection of a crossing off it.
void drawDot(cairo_t* cr, const Theme& theme, const Place& p, const DotLook& look) {
  drawMarker(cr, p,
             {.shape = 0,
              .color = layerColor(look.layer),
              .edge = look.isInPlane ? theme.ink : theme.background,
              .isFilled = look.isInPlane,
              .radius = look.radius,
              .alpha = look.alpha});
}

std::ptrdiff_t shownDots(const SliceFrame& frame, const Viewport& view) {
  return std::count_if(
      frame.crossings.begin(), frame.crossings.end(),
      [&](const SliceCrossing& crossing) { return view.contains(crossing.place); });
}

void drawBeads(cairo_t* cr, const SliceFrame& frame, const Viewport& view) {
  for (const SliceCrossing& crossing : frame.crossings) {
    if (!view.contains(crossing.place)) continue;
    const Place p = view.place(crossing.place);
    cairo_arc(cr, p.x, p.y, 0.7 * kDot, 0.0, 2.0 * std::numbers::pi);
    setColor(cr, layerColor(crossing.row.layer), offPlaneOpacity(frame, crossing.distance));
    cairo_fill(cr);
  }
}

void drawDots(cairo_t* cr, const SliceFrame& frame, const Theme& theme, const Viewport& view) {
  for (const SliceCrossing& crossing : frame.crossings) {
    if (!view.contains(crossing.place)) continue;
    drawDot(cr, theme, view.place(crossing.place),
            {.layer = crossing.row.layer,
             .isInPlane = isInPlane(frame, crossing.distance),
             .radius = kDot,
             .alpha = offPlaneOpacity(frame, crossing.distance)});
  }
}

void drawPath(cairo_t* cr, const SliceFrame& frame, const Theme& theme, const Viewport& view,
              double width) {
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  for (const bool isHalo : {true, false}) {
    cairo_set_line_width(cr, isHalo ? width + 1.0 : width);
    for (std::size_t i = 1; i < frame.trail.size(); ++i) {
      const double alpha =
          offPlaneOpacity(frame, std::max(frame.trail[i - 1].distance, frame.trail[i].distance));
      const Place from = view.place(frame.trail[i - 1].place);
      const Place to = view.place(frame.trail[i].place);
      cairo_move_to(cr, from.x, from.y);
      cairo_line_to(cr, to.x, to.y);
      setColor(cr, isHalo ? theme.halo : theme.ink, isHalo ? 0.5 * alpha : alpha);
      cairo_stroke(cr);
    }
  }
}

void drawThetaMark(cairo_t* cr, const Theme& theme, const Place& p) {
  drawMarker(cr, p, {.shape = 2, .color = theme.ink, .edge = theme.halo, .radius = kTheta});
}

void drawOtherMark(cairo_t* cr, const Theme& theme, const Place& p) {
  drawMarker(cr, p, {.shape = 0, .color = theme.halo, .edge = theme.ink, .radius = kTheta});
}

}  // namespace

void drawSliceCurves(cairo_t* cr, const SliceFrame& frame, const Viewport& view) {
  const Box& panel = view.panel;
  const CurveStyle style = curveStyle(kCurveLine * boundaryLength(frame, panel.width, panel.height),
                                      panel.width * panel.height);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width(cr, kCurveLine * style.width);
  for (const BoundaryCurve& curve : joinBoundaries(frame.boundaries)) {
    cairo_new_path(cr);
    for (const SlicePoint& point : curve.points) {
      const Place p = view.place(point);
      cairo_line_to(cr, p.x, p.y);
    }
    setColor(cr, layerColor(curve.layer), style.opacity);
    cairo_stroke(cr);
  }
}

void drawSliceTrail(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                    const Viewport& view) {
  const bool isCrowded = shownDots(frame, view) > kCrowd;
  // Beads under a thin line where there are many, dots on a strong line where there are few.
  if (isCrowded) drawBeads(cr, frame, view);
  drawPath(cr, frame, theme, view, isCrowded ? 0.6 : kTrailLine);
  if (!isCrowded) drawDots(cr, frame, theme, view);
  if (frame.other) drawOtherMark(cr, theme, view.place(*frame.other));
  drawThetaMark(cr, theme, view.place(frame.theta));
}

void drawSliceArrows(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                     const Viewport& view) {
  const Place theta = view.place(frame.theta);
  if (hasVisibleEllipse(frame)) {
    cairo_new_path(cr);
    for (int k = 0; k <= 96; ++k) {
      const double angle = 2.0 * std::numbers::pi * k / 96.0;
      const Place p = view.place({frame.theta.x + std::cos(angle) * frame.ellipse->first.x +
                                      std::sin(angle) * frame.ellipse->second.x,
                                  frame.theta.y + std::cos(angle) * frame.ellipse->first.y +
                                      std::sin(angle) * frame.ellipse->second.y});
      cairo_line_to(cr, p.x, p.y);
    }
    cairo_set_line_width(cr, 0.8);
    const double dashes[] = {2.5, 2.0};
    cairo_set_dash(cr, dashes, 2, 0.0);
    setColor(cr, descentColor(theme));
    cairo_stroke(cr);
    cairo_set_dash(cr, nullptr, 0, 0.0);
  }
  // Only their directions mean something: a gradient is no step, and an update may be a dot.
  const auto pointAlong = [&](const SlicePoint& vector, const Color& color, double width) {
    const Place tip = view.place({frame.theta.x + vector.x, frame.theta.y + vector.y});
    const double length = std::hypot(tip.x - theta.x, tip.y - theta.y);
    const double wanted = 0.14 * view.panel.width;
    if (!(length > 0.0)) return;
    strokeArrow(cr, theta,
                {theta.x + (tip.x - theta.x) * wanted / length,
                 theta.y + (tip.y - theta.y) * wanted / length},
                color, width);
  };
  pointAlong(frame.descent, descentColor(theme), 1.2);
  pointAlong(frame.update, theme.ink, 1.6);
}

std::vector<SliceSign> sliceLegend(cairo_t* cr, const SliceFrame& frame, const Theme& /*theme*/,
                                   const TextStyle& style, double width, double& height) {
  std::vector<SliceSign> signs;
  std::set<int> layers;
  for (const BoundarySegment& piece : frame.boundaries.segments) layers.insert(piece.layer);
  for (const int layer : layers) {
    signs.push_back(
        {SliceSign::Kind::kCurve, "boundaries of layer " + std::to_string(layer), layer, {}});
  }
  if (frame.trail.size() > 1) signs.push_back({SliceSign::Kind::kTrail, "trajectory", 1, {}});
  const int layer = frame.crossings.empty() ? 1 : frame.crossings.back().row.layer;
  const auto has = [&](bool wantsInPlane) {
    return std::any_of(frame.crossings.begin(), frame.crossings.end(),
                       [&](const SliceCrossing& crossing) {
                         return isInPlane(frame, crossing.distance) == wantsInPlane;
                       });
  };
  if (has(true)) signs.push_back({SliceSign::Kind::kCrossing, "crossing, by layer", layer, {}});
  if (has(false)) {
    signs.push_back({SliceSign::Kind::kProjected, "crossing off the plane", layer, {}});
  }
  signs.push_back({SliceSign::Kind::kTheta, "θ now", 1, {}});
  if (frame.other) signs.push_back({SliceSign::Kind::kOther, "the other network", 1, {}});
  if (frame.update.x != 0.0 || frame.update.y != 0.0) {
    signs.push_back({SliceSign::Kind::kUpdate, "last update (direction)", 1, {}});
  }
  signs.push_back({SliceSign::Kind::kDescent, "−grad L (direction)", 1, {}});
  if (hasVisibleEllipse(frame)) {
    signs.push_back({SliceSign::Kind::kEllipse, "equal cost in Adam's metric", 1, {}});
  }
  const double row = 1.5 * style.size;
  double x = 0.0;
  double y = 0.5 * row;
  for (SliceSign& sign : signs) {
    const double size = kSignWidth + kSignGap + textWidth(cr, sign.text, style);
    if (x > 0.0 && x + size > width) {
      x = 0.0;
      y += row;
    }
    sign.place = {x, y};
    x += size + kColumnGap;
  }
  height = y + 0.5 * row;
  return signs;
}

void drawSliceSign(cairo_t* cr, const Theme& theme, const SliceSign& sign, const Place& corner,
                   const TextStyle& style) {
  const Place left{corner.x + sign.place.x, corner.y + sign.place.y};
  const Place right{left.x + kSignWidth, left.y};
  const Place middle{left.x + 0.5 * kSignWidth, left.y};
  const std::vector<Place> line{left, right};
  switch (sign.kind) {
    case SliceSign::Kind::kCurve:
      strokeLine(cr, line, layerColor(sign.layer), 1.3);
      break;
    case SliceSign::Kind::kTrail:
      strokeLine(cr, line, theme.ink, kTrailLine);
      break;
    case SliceSign::Kind::kCrossing:
      drawDot(cr, theme, middle, {.layer = sign.layer});
      break;
    case SliceSign::Kind::kProjected:
      drawDot(cr, theme, middle, {.layer = sign.layer, .isInPlane = false});
      break;
    case SliceSign::Kind::kTheta:
      drawThetaMark(cr, theme, middle);
      break;
    case SliceSign::Kind::kOther:
      drawOtherMark(cr, theme, middle);
      break;
    case SliceSign::Kind::kUpdate:
      strokeArrow(cr, left, right, theme.ink, 1.6);
      break;
    case SliceSign::Kind::kDescent:
      strokeArrow(cr, left, right, descentColor(theme), 1.2);
      break;
    case SliceSign::Kind::kEllipse: {
      const double dashes[] = {2.5, 2.0};
      cairo_set_dash(cr, dashes, 2, 0.0);
      strokeLine(cr, line, descentColor(theme), 0.9);
      cairo_set_dash(cr, nullptr, 0, 0.0);
      break;
    }
  }
  drawText(cr, {right.x + kSignGap, left.y + 0.35 * style.size}, sign.text, style);
}

}  // namespace adamscope::figure
