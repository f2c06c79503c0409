#include "app/views/parameter_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "app/figure/color.h"
#include "app/figure/slice_colors.h"
#include "app/views/picture_notes.h"
#include "app/views/view_theme.h"

namespace adamscope {

namespace {

/// From this many dots on they are beads.
constexpr std::size_t kCrowd = 250;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

void drawArrow(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 color, float width) {
  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const float length = std::hypot(dx, dy);
  if (!(length > 1.0F)) return;
  const float head = std::min(5.0F * width, 0.5F * length);
  const ImVec2 u(dx / length, dy / length);
  list.AddLine(from, {to.x - 0.8F * head * u.x, to.y - 0.8F * head * u.y}, color, width);
  list.AddTriangleFilled(
      to, {to.x - head * u.x - 0.45F * head * u.y, to.y - head * u.y + 0.45F * head * u.x},
      {to.x - head * u.x + 0.45F * head * u.y, to.y - head * u.y - 0.45F * head * u.x}, color);
}

float dotRadius(const ui::Frame& frame, const SliceFrame& slice) {
  const auto dots = static_cast<float>(slice.crossings.size());
  return frame.grid(std::clamp(14.0F / std::sqrt(dots + 1.0F), 0.45F, 1.05F));
}

/// The crossings whose dots are seen, oldest first. Where there are many, only the newest of a
/// layer stays on every few pixels, so that drawing them costs no more than the path is long.
std::vector<const SliceCrossing*> shownDots(const OverlayPlace& place, const SliceFrame& slice,
                                            const ParameterViewState& view) {
  std::vector<const SliceCrossing*> dots;
  const bool isThinned = slice.crossings.size() > kCrowd;
  constexpr float kCell = 1.5F;
  const auto columns = static_cast<std::size_t>(place.rect.width / kCell) + 1;
  const auto rows = static_cast<std::size_t>(place.rect.height / kCell) + 1;
  std::vector<std::uint8_t> layersOfCell(isThinned ? columns * rows : 0);
  for (auto crossing = slice.crossings.rbegin(); crossing != slice.crossings.rend(); ++crossing) {
    const int layer = crossing->row.layer;
    if (!view.layerShown(layer)) continue;
    const ImVec2 center = place.at(crossing->place);
    if (!place.rect.contains(center)) continue;
    if (isThinned) {
      const auto column = static_cast<std::size_t>((center.x - place.rect.x) / kCell);
      const auto row = static_cast<std::size_t>((center.y - place.rect.y) / kCell);
      std::uint8_t& layers = layersOfCell[row * columns + column];
      const auto bit = static_cast<std::uint8_t>(1U << (static_cast<unsigned>(layer) % 8U));
      if ((layers & bit) != 0) continue;
      layers = static_cast<std::uint8_t>(layers | bit);
    }
    dots.push_back(&*crossing);
  }
  std::reverse(dots.begin(), dots.end());
  return dots;
}

/// Of how many last steps the crossings have places; 0: of all, or the picture is of one step.
long stepsWithDots(const SliceFrame& slice) {
  if (slice.request.plane.plane == SlicePlane::kStep || slice.trail.size() < 2) return 0;
  const long last = slice.trail.back().step;
  const auto sparse = static_cast<long>(slice.trail.size()) - 1 < last;
  if (!sparse) return 0;
  std::size_t first = slice.trail.size() - 1;
  while (first > 0 && slice.trail[first - 1].step + 1 == slice.trail[first].step) --first;
  return last - slice.trail[first].step;
}

/// Of the items that are shown, the last one of those nearest to the mouse; null beyond `reach`.
template <class Item, class IsShown>
const Item* nearestOf(const std::vector<Item>& items, const OverlayPlace& place, ImVec2 mouse,
                      float reach, const IsShown& isShown) {
  const Item* nearest = nullptr;
  for (const Item& item : items) {
    if (!isShown(item)) continue;
    const ImVec2 center = place.at(item.place);
    const float distance = std::hypot(center.x - mouse.x, center.y - mouse.y);
    if (distance > reach) continue;
    reach = distance;
    nearest = &item;
  }
  return nearest;
}

/// The path of theta.
void drawPath(ImDrawList& list, const OverlayPlace& place, const SliceFrame& slice, ImU32 color,
              float width) {
  const auto isOutside = [&](ImVec2 a, ImVec2 b) {
    return std::max(a.x, b.x) < place.rect.x || std::min(a.x, b.x) > place.rect.right() ||
           std::max(a.y, b.y) < place.rect.y || std::min(a.y, b.y) > place.rect.bottom();
  };
  for (std::size_t i = 1; i < slice.trail.size(); ++i) {
    const ImVec2 from = place.at(slice.trail[i - 1].place);
    const ImVec2 to = place.at(slice.trail[i].place);
    if (isOutside(from, to)) continue;
    const double opacity = figure::offPlaneOpacity(
        slice, std::max(slice.trail[i - 1].distance, slice.trail[i].distance));
    list.AddLine(from, to, ui::withOpacity(color, static_cast<float>(opacity)), width);
  }
}

void drawLossBar(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect,
                 const SliceGrid& grid) {
  const figure::LossScale scale(grid);
  const figure::Theme theme = viewTheme(frame.theme);
  ImFont* font = frame.fonts.smallNumbers;
  const float line = ui::heightOf(font);
  const std::array<std::string, 3> labels{number(scale.lossAt(1.0)), number(scale.lossAt(0.5)),
                                          number(scale.lossAt(0.0))};
  const ImVec2 title = ui::sizeOf(frame.fonts.small, "loss (log)");
  float width = title.x;
  for (const std::string& label : labels) {
    width = std::max(width, frame.grid(4.5F) + ui::sizeOf(font, label.c_str()).x);
  }
  const float pad = frame.grid(2.0F);
  const float barHeight = std::min(frame.em(7.0F), 0.3F * rect.height);
  const float height = barHeight + title.y + frame.grid(1.5F) + 2.0F * pad;
  const ImVec2 corner(rect.right() - width - 2.0F * pad - frame.grid(2.0F),
                      rect.bottom() - height - frame.em(2.2F));
  list.AddRectFilled(corner, {corner.x + width + 2.0F * pad, corner.y + height},
                     ui::withOpacity(frame.colors().panel, 0.86F), frame.grid(1.5F));
  list.AddText(frame.fonts.small, title.y, {corner.x + pad, corner.y + pad}, frame.colors().text,
               "loss (log)");
  const ImVec2 bar(corner.x + pad, corner.y + pad + title.y + frame.grid(1.5F));
  constexpr int kBands = 48;
  for (int i = 0; i < kBands; ++i) {
    const float top = bar.y + barHeight * static_cast<float>(i) / kBands;
    list.AddRectFilled({bar.x, top}, {bar.x + frame.grid(3.0F), top + barHeight / kBands + 0.5F},
                       packed(figure::lossColor(theme, 1.0 - (i + 0.5) / kBands)));
  }
  list.AddRect(bar, {bar.x + frame.grid(3.0F), bar.y + barHeight}, frame.colors().line);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float y = bar.y + (barHeight - line) * static_cast<float>(i) / 2.0F;
    list.AddText(font, line, {bar.x + frame.grid(4.5F), y}, frame.colors().muted,
                 labels[i].c_str());
  }
}

}  // namespace

std::vector<ContourSegment> lossContours(const SliceFrame& slice) {
  std::vector<ContourSegment> contours;
  if (!slice.loss || slice.regions) return contours;
  for (const double level : figure::LossScale(*slice.loss).levels()) {
    const std::vector<ContourSegment> line = contour(*slice.loss, level);
    contours.insert(contours.end(), line.begin(), line.end());
  }
  return contours;
}

void drawLossContours(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                      const std::vector<ContourSegment>& contours) {
  const ImU32 color = ui::withOpacity(frame.colors().text, 0.28F);
  for (const ContourSegment& segment : contours) {
    list.AddLine(place.at(segment.from), place.at(segment.to), color, frame.grid(0.25F));
  }
}

void drawTrail(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
               const SliceFrame& slice, const ParameterViewState& view) {
  const std::vector<const SliceCrossing*> dots = shownDots(place, slice, view);
  // Beads under a thin line where there are many, dots on a strong line where there are few.
  const bool isCrowded = dots.size() > kCrowd;
  const float width = frame.grid(0.5F);
  const float radius = isCrowded ? frame.grid(0.7F) : dotRadius(frame, slice);
  // A rim sets the path off from the curves.
  drawPath(list, place, slice, ui::withOpacity(frame.colors().background, isCrowded ? 1.0F : 0.6F),
           isCrowded ? 2.0F * radius + frame.grid(1.0F) : 2.2F * width);
  if (isCrowded) {
    for (const SliceCrossing* crossing : dots) {
      list.AddCircleFilled(place.at(crossing->place), radius,
                           packed(figure::layerColor(crossing->row.layer),
                                  figure::offPlaneOpacity(slice, crossing->distance)),
                           8);
    }
  }
  drawPath(list, place, slice, frame.colors().text, isCrowded ? 0.4F * width : width);
  if (isCrowded) return;
  for (const SliceCrossing* crossing : dots) {
    const ImVec2 center = place.at(crossing->place);
    const double opacity = figure::offPlaneOpacity(slice, crossing->distance);
    const ImU32 color = packed(figure::layerColor(crossing->row.layer), opacity);
    list.AddCircleFilled(center, radius + 0.35F * width,
                         packed(colorOf(frame.colors().background), opacity), 12);
    // Hollow: the projection of a crossing that happened off the plane.
    if (figure::isInPlane(slice, crossing->distance)) {
      list.AddCircleFilled(center, radius, color, 12);
    } else {
      list.AddCircle(center, 0.85F * radius, color, 12, 0.45F * radius);
    }
  }
}

void drawCrossingFlashes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                         const SliceFrame& slice, const std::vector<Flash>& flashes) {
  for (const Flash& flash : flashes) {
    const auto found = std::lower_bound(
        slice.crossings.begin(), slice.crossings.end(), flash.event,
        [](const SliceCrossing& crossing, std::size_t event) { return crossing.event < event; });
    if (found == slice.crossings.end() || found->event != flash.event) continue;
    const ImVec2 center = place.at(found->place);
    if (!place.rect.contains(center)) continue;
    const auto strength = static_cast<float>(flash.strength);
    const float radius = frame.grid(1.9F + 1.4F * strength);
    list.AddCircle(center, radius, ui::withOpacity(frame.colors().background, 0.7F * strength), 0,
                   frame.grid(1.0F));
    list.AddCircle(center, radius, packed(figure::layerColor(found->row.layer), strength), 0,
                   frame.grid(0.5F));
  }
}

void drawTrailPoint(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const TrailPoint& point) {
  const ImVec2 center = place.at(point.place);
  list.AddCircleFilled(center, frame.grid(1.0F), frame.colors().background, 16);
  list.AddCircle(center, frame.grid(1.0F), frame.colors().text, 16, frame.grid(0.5F));
}

std::vector<ui::Rect> drawTheta(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                                const SliceFrame& slice, bool withArrows) {
  std::vector<ui::Rect> names;
  const ImVec2 theta = place.at(slice.theta);
  const ImU32 quiet = ui::withOpacity(frame.colors().text, 0.62F);
  if (withArrows && figure::hasVisibleEllipse(slice)) {
    std::vector<ImVec2> points;
    for (int k = 0; k < 96; ++k) {
      const double angle = 2.0 * std::numbers::pi * k / 96.0;
      points.push_back(place.at({slice.theta.x + std::cos(angle) * slice.ellipse->first.x +
                                     std::sin(angle) * slice.ellipse->second.x,
                                 slice.theta.y + std::cos(angle) * slice.ellipse->first.y +
                                     std::sin(angle) * slice.ellipse->second.y}));
    }
    for (std::size_t k = 0; k < points.size(); k += 2) {
      list.AddLine(points[k], points[k + 1], quiet, frame.grid(0.3F));
    }
  }
  // Their directions alone mean something here.
  const auto pointAlong = [&](const SlicePoint& vector, ImU32 color, float width,
                              const char* name) {
    const ImVec2 tip = place.at({slice.theta.x + vector.x, slice.theta.y + vector.y});
    const float length = std::hypot(tip.x - theta.x, tip.y - theta.y);
    if (!(length > 0.0F)) return;
    const float wanted = 0.12F * std::min(place.rect.width, place.rect.height);
    const ImVec2 u((tip.x - theta.x) / length, (tip.y - theta.y) / length);
    const ImVec2 end(theta.x + wanted * u.x, theta.y + wanted * u.y);
    drawArrow(list, theta, end, color, frame.grid(width));
    // Beyond the tip, on the side to which the arrow points; inside the view all the same.
    const ImVec2 size = ui::sizeOf(frame.fonts.small, name);
    const float gap = frame.grid(2.0F);
    const float x = end.x + gap * u.x + 0.5F * (u.x - 1.0F) * size.x;
    const float y = end.y + gap * u.y + 0.5F * (u.y - 1.0F) * size.y;
    ui::Rect stand{std::max(place.rect.x + gap, std::min(x, place.rect.right() - size.x - gap)),
                   std::max(place.rect.y + gap, std::min(y, place.rect.bottom() - size.y - gap)),
                   size.x, size.y};
    // Near an edge there is no room beyond the tip: then above or below the arrow.
    const ui::Rect arrow{std::min(theta.x, end.x) - gap, std::min(theta.y, end.y) - gap,
                         std::abs(end.x - theta.x) + 2.0F * gap,
                         std::abs(end.y - theta.y) + 2.0F * gap};
    if (stand.overlaps(shrunk(arrow, gap))) {
      const bool isRoomAbove = arrow.y - gap - size.y > place.rect.y;
      stand.y = isRoomAbove ? arrow.y - gap - size.y : arrow.bottom() + gap;
      for (const ui::Rect& other : names) {
        if (stand.overlaps(other)) stand.y = arrow.bottom() + gap;
      }
    }
    drawNote(frame, list, stand.min(), name, color);
    names.push_back(stand);
  };
  if (withArrows) {
    pointAlong(slice.descent, quiet, 0.5F, "\u2212\u2207L");
    pointAlong(slice.update, frame.colors().text, 0.6F, "last update");
  }
  if (slice.other) {
    const ImVec2 other = place.at(*slice.other);
    list.AddCircleFilled(other, frame.grid(1.4F), frame.colors().background);
    list.AddCircle(other, frame.grid(1.4F), frame.colors().text, 0, frame.grid(0.5F));
    const std::string& name = slice.request.plane.otherName;
    const float width = ui::sizeOf(frame.fonts.small, name.c_str()).x;
    // Near the right side, where the loss's colour bar is, the name stands to the left.
    const bool isNearSide = other.x + width > place.rect.right() - frame.em(9.0F);
    const float gap = frame.grid(3.0F);
    drawNote(frame, list, {isNearSide ? other.x - gap - width : other.x + gap, other.y - gap}, name,
             frame.colors().text);
  }
  const float size = frame.grid(1.7F);
  const std::array<ImVec2, 4> diamond{{{theta.x, theta.y - size},
                                       {theta.x + size, theta.y},
                                       {theta.x, theta.y + size},
                                       {theta.x - size, theta.y}}};
  list.AddConvexPolyFilled(diamond.data(), 4, frame.colors().text);
  list.AddPolyline(diamond.data(), 4, frame.colors().background, ImDrawFlags_Closed,
                   frame.grid(0.4F));
  return names;
}

void drawSliceFrame(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const SliceFrame& slice, bool isDensity) {
  const std::string upName = "t: " + slice.slice.tName;
  drawAxes(frame, list, place, {"s: " + slice.slice.sName, upName});
  if (slice.loss && !slice.regions) drawLossBar(frame, list, place.rect, *slice.loss);
  const bool isInside = slice.distance < 1e-9 * slice.train->network.parameters.norm() + 1e-12;
  const ImU32 muted = frame.colors().muted;
  std::vector<std::pair<std::string, ImU32>> notes;
  notes.emplace_back(figure::sliceCaption(slice),
                     slice.boundaries.isComplete() ? muted : frame.colors().warning);
  if (isDensity) {
    notes.emplace_back("too dense for single curves: drawn as their density", muted);
  }
  if (const long steps = stepsWithDots(slice); steps > 0) {
    notes.emplace_back("dots: the crossings of the last " + std::to_string(steps) + " steps",
                       muted);
  }
  notes.emplace_back(isInside ? std::string("\u03B8 lies in this plane")
                              : "\u03B8 lies " + number(slice.distance) + " off this plane",
                     muted);
  const float line = ui::heightOf(frame.fonts.small) + frame.grid(1.5F);
  const float margin = frame.grid(3.0F);
  const auto widthOf = [&](const std::string& text) {
    return ui::sizeOf(frame.fonts.small, text.c_str()).x;
  };
  float y = place.rect.y + frame.grid(2.0F);
  // Below the name of the axis, where both do not fit beside each other.
  if (widthOf(upName) + widthOf(notes.front().first) + 3.0F * margin > place.rect.width) y += line;
  for (const auto& [text, color] : notes) {
    drawNote(frame, list, {place.rect.right() - widthOf(text) - margin, y}, text, color);
    y += line;
  }
}

const SliceCrossing* crossingAt(const ui::Frame& frame, const OverlayPlace& place,
                                const SliceFrame& slice, const ParameterViewState& view,
                                ImVec2 mouse) {
  if (!view.showTrail) return nullptr;
  return nearestOf(
      slice.crossings, place, mouse, dotRadius(frame, slice) + frame.grid(1.0F),
      [&](const SliceCrossing& crossing) { return view.layerShown(crossing.row.layer); });
}

const TrailPoint* trailPointAt(const ui::Frame& frame, const OverlayPlace& place,
                               const SliceFrame& slice, const ParameterViewState& view,
                               ImVec2 mouse) {
  if (!view.showTrail) return nullptr;
  return nearestOf(slice.trail, place, mouse, frame.grid(2.0F),
                   [](const TrailPoint&) { return true; });
}

}  // namespace adamscope
