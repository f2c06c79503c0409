#include "app/plot/plot_widget.h"

#include <algorithm>
#include <cmath>

#include "app/plot/plot_controls.h"
#include "app/plot/plot_mouse.h"
#include "app/plot/plot_picture.h"
#include "app/plot/plot_views.h"
#include "app/plot/readout.h"

namespace adamscope::plot {
namespace {

using figure::Box;
using figure::Place;

/// The box of the plot: the size asked for, or what the window has left.
Box plotBox(const ImVec2& size) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float width = size.x > 0.0F ? size.x : room.x;
  const float height = size.y > 0.0F ? size.y : room.y;
  return {std::round(static_cast<double>(from.x)), std::round(static_cast<double>(from.y)),
          std::max(4.0, static_cast<double>(width)), std::max(4.0, static_cast<double>(height))};
}

/// Layout and axes of views that follow the data.
void arrange(const Surface& surface, LivePlot& live, PlotLayout& layout, PlotAxes& axes) {
  const PlotModel model{live.spec, live.state, live.link};
  const Box whole = layout.whole;
  // Twice, if the labels need more room than they had so far.
  for (int pass = 0; pass < 2; ++pass) {
    layout = layoutPlot(surface, model, whole, true);
    axes = makeAxes(model, layout);
    followValues(live.spec, live.state, axes.x, leastBarPx(surface));
    layout = layoutPlot(surface, model, whole, true);
    axes = makeAxes(model, layout);
    placeTicks(surface, live.spec, layout, axes);
    const double room = yLabelRoom(surface, axes);
    if (room <= live.link.leftEm) return;
    live.link.leftEm = room;
  }
}

/// What the mouse may change about the picture.
struct Seen {
  Interval xView;
  Interval yView;
  AxisScale xScale;
  AxisScale yScale;
  bool isFollowingX = true;
  bool isFollowingY = true;
  std::size_t hiddenCount = 0;
  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seenNow(const PlotState& state, const PlotLink& link) {
  return {link.xView,       state.yView,       link.xScale,        state.yScale,
          link.isFollowing, state.isFollowing, state.hidden.size()};
}

void drawMenuButton(Surface& surface, const PlotStyle& style, const Box& button) {
  const double em = surface.em();
  const Place mouse{static_cast<double>(ImGui::GetIO().MousePos.x),
                    static_cast<double>(ImGui::GetIO().MousePos.y)};
  const bool isHovered = ImGui::IsWindowHovered() && mouse.x >= button.x &&
                         mouse.x <= button.right() && mouse.y >= button.y &&
                         mouse.y <= button.bottom();
  if (isHovered) surface.fillBox(button, {style.raised}, 0.3 * em);
  const Ink ink{isHovered ? style.text : style.muted};
  for (const int i : {-1, 0, 1}) {
    surface.fillDot({button.x + 0.5 * button.width + 0.36 * em * i, button.y + 0.5 * button.height},
                    0.11 * em, ink);
  }
}

void drawFollowButton(Surface& surface, const LivePlot& live, const PlotStyle& style) {
  if (live.link.isFollowing && live.state.isFollowing) return;
  const double em = surface.em();
  const Box& button = live.layout.followButton;
  surface.fillBox({button.x - 1.0, button.y - 1.0, button.width + 2.0, button.height + 2.0},
                  {style.accent}, 0.35 * em);
  surface.fillBox(button, {style.raised}, 0.3 * em);
  const double middle = button.y + 0.5 * button.height;
  for (const double shift : {0.5, 0.85}) {
    const double x = button.x + shift * em;
    const std::vector<Place> arrow{
        {x, middle - 0.3 * em}, {x + 0.3 * em, middle}, {x, middle + 0.3 * em}};
    surface.drawPolyline(arrow, {{style.accent}, std::max(1.5, 0.12 * em), Dash::kSolid});
  }
  surface.drawText({button.x + 1.6 * em, button.y + 0.25 * em}, "Follow", {style.text},
                   TextRole::kText);
}

void drawTimeLine(Surface& surface, const LivePlot& live, const PlotStyle& style) {
  if (!live.spec.timeLine) return;
  const Box& area = live.layout.area;
  const double x = live.axes.x.pixelAt(live.axes.x.scale.coordinateOf(*live.spec.timeLine));
  if (!(x >= area.x - 1.0 && x <= area.right() + 1.0)) return;
  const double em = surface.em();
  const bool isHeld = live.state.drag == PlotDrag::kTimeLine;
  const double width = std::max(1.0, (isHeld ? 0.18 : 0.11) * em);
  surface.fillBox({x - 0.5 * width, area.y - 0.35 * em, width, area.height + 0.35 * em},
                  {style.accent}, 0.0);
  surface.fillBox({x - 0.3 * em, area.y - 0.45 * em, 0.6 * em, 0.8 * em}, {style.accent}, 0.2 * em);
}

void drawZoomBox(Surface& surface, const LivePlot& live, const PlotStyle& style) {
  const std::optional<Box> box = zoomBox(live);
  if (!box) return;
  surface.fillBox(*box, {style.accent, 0.15}, 0.0);
  const std::vector<Place> outline{{box->x, box->y},
                                   {box->right(), box->y},
                                   {box->right(), box->bottom()},
                                   {box->x, box->bottom()},
                                   {box->x, box->y}};
  surface.drawPolyline(outline, {{style.accent}, 1.0, Dash::kSolid});
}

/// Beside the crosshair, on the side that has room, inside the window.
void placeReadout(ReadoutBox& readout, const LivePlot& live, double x) {
  const Box& area = live.layout.area;
  const double gap = 0.8 * live.em;
  Box& box = readout.box;
  const bool fitsRight = x + gap + box.width <= area.right();
  box.x = fitsRight ? x + gap : x - gap - box.width;
  box.y = area.y + 0.3 * live.em;
  const ImGuiViewport* window = ImGui::GetMainViewport();
  const auto left = static_cast<double>(window->Pos.x);
  const auto top = static_cast<double>(window->Pos.y);
  box.x = std::round(std::clamp(
      box.x, left, std::max(left, left + static_cast<double>(window->Size.x) - box.width)));
  box.y = std::round(std::clamp(
      box.y, top, std::max(top, top + static_cast<double>(window->Size.y) - box.height)));
}

/// Whether all of it lies within what the current ImGui window shows.
bool isInSight(const Box& area) {
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  return area.y >= static_cast<double>(list.GetClipRectMin().y) &&
         area.bottom() <= static_cast<double>(list.GetClipRectMax().y);
}

void drawCrosshair(Surface& surface, const LivePlot& live, const PlotLook& look, bool isHovered) {
  // One frame of grace: plots above the one with the mouse are drawn before it.
  if (!live.link.cursorX || live.link.cursorFrame < ImGui::GetFrameCount() - 1) return;
  if (live.state.drag == PlotDrag::kBoxZoom) return;
  const Box& area = live.layout.area;
  const double x = live.axes.x.pixelAt(live.axes.x.scale.coordinateOf(*live.link.cursorX));
  if (x < live.layout.xGutter.x - 1.0 || x > area.right() + 1.0) return;
  const PlotModel model{live.spec, live.state, live.link};
  const Readout readout = readoutAt(model, live.axes, *live.link.cursorX, leastBarPx(surface));
  surface.fillBox({x - 0.5, area.y, 1.0, area.height}, {look.style.muted, 0.8}, 0.0);
  const double gutterEnd = std::max(area.bottom(), live.layout.yGutter.bottom());
  for (const ReadoutRow& row : readout.rows) {
    if (!row.dot || row.dot->y < area.y || row.dot->y > gutterEnd) continue;
    const double radius = 0.26 * live.em;
    surface.fillDot(*row.dot, radius + 1.5, {look.style.background});
    surface.fillDot(*row.dot, radius, {live.spec.series[row.series].color});
  }
  if (readout.rows.empty() && readout.notes.empty()) return;
  ImguiSurface above(ImGui::GetForegroundDrawList(), look.fonts);
  ReadoutBox box = measureReadout(above, live.spec, readout);
  // In linked plots only where it hides nothing else: neither another plot nor, where this one is
  // scrolled out of sight in part, what lies beyond the panel.
  if (!isHovered && (box.box.height > area.height || !isInSight(area))) return;
  placeReadout(box, live, x);
  drawReadout(above, live.spec, look.style, readout, box);
}

}  // namespace

PlotResult drawPlot(const PlotSpec& spec, PlotState& state, PlotLink& link, const PlotLook& look) {
  PlotResult result;
  const Box whole = plotBox(look.size);
  const ImVec2 corner{static_cast<float>(whole.x), static_cast<float>(whole.y)};
  const ImVec2 size{static_cast<float>(whole.width), static_cast<float>(whole.height)};
  followSteps(spec, link, ImGui::GetFrameCount());
  if (!ImGui::IsRectVisible(size)) {
    ImGui::Dummy(size);
    return result;
  }
  ImguiSurface surface(ImGui::GetWindowDrawList(), look.fonts);
  PlotLayout layout;
  PlotAxes axes;
  layout.whole = whole;
  LivePlot live{spec, state, link, layout, axes, surface.em()};
  arrange(surface, live, layout, axes);
  const Seen before = seenNow(state, link);
  ImGui::PushID(spec.id.c_str());
  handleMenu(live, result);
  handleFollowButton(live);
  handleLegend(live);
  handleMouse(live, result);
  ImGui::PopID();
  if (seenNow(state, link) != before) {
    // Once more: what the mouse has just changed is seen in the same frame.
    followSteps(spec, link, ImGui::GetFrameCount());
    arrange(surface, live, layout, axes);
  }
  {
    const ClipScope clip(surface, whole);
    surface.fillBox(whole, {look.style.background}, 0.0);
    drawPlotPicture(surface, {{spec, state, link}, look.style, layout, axes});
    drawMenuButton(surface, look.style, layout.menuButton);
    drawTimeLine(surface, live, look.style);
    drawZoomBox(surface, live, look.style);
    drawFollowButton(surface, live, look.style);
    drawCrosshair(surface, live, look, result.isHovered);
  }
  ImGui::SetCursorScreenPos(corner);
  ImGui::Dummy(size);
  return result;
}

}  // namespace adamscope::plot
