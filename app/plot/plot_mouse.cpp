#include "app/plot/plot_mouse.h"

#include <algorithm>
#include <cmath>

#include "app/plot/readout.h"

namespace adamscope::plot {
namespace {

using figure::Box;
using figure::Place;

/// A notch of the wheel.
constexpr double kZoomStep = 0.85;

Place mousePlace() {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  return {static_cast<double>(mouse.x), static_cast<double>(mouse.y)};
}

void zoomX(const LivePlot& plot, double notches) {
  const double anchor = plot.axes.x.coordinateAtPixel(mousePlace().x);
  plot.link.xView =
      zoomedView(plot.link.xScale, plot.axes.x.view, anchor, std::pow(kZoomStep, notches));
  plot.link.isFollowing = false;
}

void zoomY(const LivePlot& plot, double notches) {
  const double anchor = plot.axes.y.coordinateAtPixel(mousePlace().y);
  plot.state.yView =
      zoomedView(plot.state.yScale, plot.axes.y.view, anchor, std::pow(kZoomStep, notches));
  plot.state.isFollowing = false;
}

void panX(const LivePlot& plot) {
  const auto moved = static_cast<double>(ImGui::GetIO().MouseDelta.x);
  const Axis& x = plot.axes.x;
  const double shift = -moved / (x.endPx - x.startPx) * x.view.width();
  if (moved == 0.0) return;
  plot.link.xView = pannedView(x.scale, x.view, shift);
  plot.link.isFollowing = false;
}

void panY(const LivePlot& plot) {
  const auto moved = static_cast<double>(ImGui::GetIO().MouseDelta.y);
  const Axis& y = plot.axes.y;
  const double shift = -moved / (y.endPx - y.startPx) * y.view.width();
  if (moved == 0.0) return;
  plot.state.yView = pannedView(y.scale, y.view, shift);
  plot.state.isFollowing = false;
}

/// One of the axes: wheel, drag and double click concern it alone.
void handleAxis(const LivePlot& plot, bool isX) {
  if (!placeButton(isX ? "x axis" : "y axis", isX ? plot.layout.xStrip : plot.layout.yStrip))
    return;
  const auto wheel = static_cast<double>(ImGui::GetIO().MouseWheel);
  const bool isHovered = ImGui::IsItemHovered();
  if (isHovered || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(isX ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  }
  if (isHovered && wheel != 0.0) isX ? zoomX(plot, wheel) : zoomY(plot, wheel);
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    isX ? panX(plot) : panY(plot);
  }
  if (isHovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    (isX ? plot.link.isFollowing : plot.state.isFollowing) = true;
  }
}

bool isAtTimeLine(const LivePlot& plot) {
  if (!plot.spec.timeLine) return false;
  const Axis& x = plot.axes.x;
  const double px = x.pixelAt(x.scale.coordinateOf(*plot.spec.timeLine));
  return std::abs(px - mousePlace().x) <= 0.4 * plot.em;
}

void startDrag(const LivePlot& plot) {
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
    plot.state.drag = PlotDrag::kBoxZoom;
  } else {
    plot.state.drag = isAtTimeLine(plot) ? PlotDrag::kTimeLine : PlotDrag::kPan;
  }
}

void applyZoomBox(const LivePlot& plot) {
  const std::optional<Box> box = zoomBox(plot);
  if (!box) return;
  // A box that is as wide or as high as the area leaves that axis alone.
  if (box->width < plot.layout.area.width) {
    plot.link.xView = limitedView(plot.link.xScale, {plot.axes.x.coordinateAtPixel(box->x),
                                                     plot.axes.x.coordinateAtPixel(box->right())});
    plot.link.isFollowing = false;
  }
  if (box->height < plot.layout.area.height) {
    plot.state.yView = limitedView(plot.state.yScale, {plot.axes.y.coordinateAtPixel(box->bottom()),
                                                       plot.axes.y.coordinateAtPixel(box->y)});
    plot.state.isFollowing = false;
  }
}

void continueDrag(const LivePlot& plot, PlotResult& result) {
  if (plot.state.drag == PlotDrag::kPan && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    panX(plot);
    // A hand that moves sideways does not mean to stop the fit of y.
    const ImVec2 total = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left);
    const bool isSteep = std::abs(total.y) > 0.3F * std::abs(total.x);
    if (isSteep || !plot.state.isFollowing) panY(plot);
  }
  if (plot.state.drag == PlotDrag::kTimeLine) {
    result.timeLine = snappedX(plot.spec, plot.state, plot.axes.x.valueAtPixel(mousePlace().x));
  }
}

/// Tells all linked plots where the mouse is.
void shareCursor(const LivePlot& plot) {
  plot.link.cursorX = snappedX(plot.spec, plot.state, plot.axes.x.valueAtPixel(mousePlace().x));
  plot.link.cursorFrame = ImGui::GetFrameCount();
}

void handleArea(const LivePlot& plot, PlotResult& result) {
  if (!placeButton("area", plot.layout.area)) return;
  const auto wheel = static_cast<double>(ImGui::GetIO().MouseWheel);
  result.isHovered = ImGui::IsItemHovered();
  if (ImGui::IsItemActivated()) startDrag(plot);
  if (ImGui::IsItemActive()) continueDrag(plot, result);
  if (ImGui::IsItemDeactivated()) {
    if (plot.state.drag == PlotDrag::kBoxZoom) applyZoomBox(plot);
    plot.state.drag = PlotDrag::kNone;
  }
  if (!result.isHovered) return;
  if (wheel != 0.0) {
    zoomX(plot, wheel);
    zoomY(plot, wheel);
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    plot.link.isFollowing = plot.state.isFollowing = true;
  }
  if (isAtTimeLine(plot)) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  shareCursor(plot);
}

}  // namespace

bool placeButton(const char* id, const Box& box) {
  if (box.width < 1.0 || box.height < 1.0) return false;
  ImGui::SetCursorScreenPos({static_cast<float>(box.x), static_cast<float>(box.y)});
  ImGui::InvisibleButton(id, {static_cast<float>(box.width), static_cast<float>(box.height)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  return true;
}

void handleMouse(const LivePlot& plot, PlotResult& result) {
  handleArea(plot, result);
  handleAxis(plot, true);
  handleAxis(plot, false);
}

std::optional<Box> zoomBox(const LivePlot& plot) {
  if (plot.state.drag != PlotDrag::kBoxZoom) return std::nullopt;
  const ImVec2 start = ImGui::GetIO().MouseClickedPos[ImGuiMouseButton_Right];
  const Place end = mousePlace();
  const Box& area = plot.layout.area;
  const auto startX = static_cast<double>(start.x);
  const auto startY = static_cast<double>(start.y);
  double left = std::clamp(std::min(startX, end.x), area.x, area.right());
  double right = std::clamp(std::max(startX, end.x), area.x, area.right());
  double top = std::clamp(std::min(startY, end.y), area.y, area.bottom());
  double bottom = std::clamp(std::max(startY, end.y), area.y, area.bottom());
  // A flat or narrow box zooms one axis only.
  const bool isFlat = bottom - top < 0.7 * plot.em;
  const bool isNarrow = right - left < 0.7 * plot.em;
  if (isFlat && isNarrow) return std::nullopt;
  if (isFlat) top = area.y, bottom = area.bottom();
  if (isNarrow) left = area.x, right = area.right();
  return Box{left, top, right - left, bottom - top};
}

}  // namespace adamscope::plot
