#include "app/ui/row_list.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {
namespace {

constexpr double kRowsPerNotch = 3.0;
constexpr float kBarGrid = 2.0F;   ///< Width of the bar, in steps of the grid.
constexpr float kGripGrid = 8.0F;  ///< The grip is never shorter.

double lastTop(const RowListSpec& spec) {
  return std::max(0.0, static_cast<double>(spec.rowCount) - rowsInSight(spec));
}

/// The bar's grip for a place of the list.
Rect gripOf(const Frame& frame, const Rect& bar, const RowListSpec& spec, double top) {
  const double rows = std::max(1.0, static_cast<double>(spec.rowCount));
  const double share = std::min(1.0, rowsInSight(spec) / rows);
  const float height =
      std::min(bar.height, std::max(frame.grid(kGripGrid), static_cast<float>(share) * bar.height));
  const double range = lastTop(spec);
  const double place = range > 0.0 ? top / range : 0.0;
  return {bar.x, bar.y + static_cast<float>(place) * (bar.height - height), bar.width, height};
}

void dragBar(const Rect& bar, const Rect& grip, const RowListSpec& spec, RowListState& state) {
  const double mouse = ImGui::GetIO().MousePos.y;
  if (ImGui::IsItemActivated()) {
    const bool isOnGrip = mouse >= grip.y && mouse < grip.bottom();
    state.isDragging = true;
    state.grab = isOnGrip ? mouse - grip.y : grip.height / 2;
  }
  if (!ImGui::IsItemActive()) state.isDragging = false;
  const double room = bar.height - grip.height;
  if (!state.isDragging || room <= 0.0) return;
  state.top = std::clamp((mouse - state.grab - bar.y) / room, 0.0, 1.0) * lastTop(spec);
}

void drawBar(const Frame& frame, const Rect& bar, const RowListSpec& spec, RowListState& state) {
  if (lastTop(spec) <= 0.0) return;
  ImGui::SetCursorScreenPos(bar.min());
  ImGui::InvisibleButton("##bar", bar.size());
  dragBar(bar, gripOf(frame, bar, spec, state.top), spec, state);
  const Rect grip = gripOf(frame, bar, spec, state.top);
  const Palette& colors = frame.colors();
  const float strength = state.isDragging ? 0.7F : ImGui::IsItemHovered() ? 0.45F : 0.1F;
  ImGui::GetWindowDrawList()->AddRectFilled(
      grip.min(), grip.max(), blend(colors.line, colors.muted, strength), bar.width / 2);
}

std::optional<std::size_t> rowAt(const RowListView& view, const RowListSpec& spec, ImVec2 mouse) {
  if (!view.place.contains(mouse)) return std::nullopt;
  const double row = std::floor(view.top + (mouse.y - view.place.y) / spec.rowHeight);
  if (row < 0.0 || row >= static_cast<double>(spec.rowCount)) return std::nullopt;
  return static_cast<std::size_t>(row);
}

}  // namespace

double rowsInSight(const RowListSpec& spec) {
  return static_cast<double>(spec.place.height) / static_cast<double>(spec.rowHeight);
}

void scrollTo(const RowListSpec& spec, std::size_t row, RowListState& state) {
  const auto place = static_cast<double>(row);
  state.top = std::clamp(state.top, std::max(0.0, place + 1.0 - rowsInSight(spec)), place);
}

Rect RowListView::rowPlace(std::size_t row) const {
  const double offset = (static_cast<double>(row) - top) * static_cast<double>(rowHeight);
  return {place.x, place.y + static_cast<float>(std::round(offset)), place.width, rowHeight};
}

RowListView rowList(const Frame& frame, const RowListSpec& spec, RowListState& state) {
  const float barWidth = frame.grid(kBarGrid);
  const float gap = frame.grid(1);
  RowListView view{.rowHeight = spec.rowHeight};
  view.place = {spec.place.x, spec.place.y, std::max(1.0F, spec.place.width - barWidth - gap),
                std::max(1.0F, spec.place.height)};
  ImGui::PushID(spec.id);
  const double before = state.top;
  ImGui::SetCursorScreenPos(view.place.min());
  ImGui::InvisibleButton("##rows", view.place.size(),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  view.isHovered = ImGui::IsItemHovered();
  const bool isClicked = view.isHovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const bool isRightClicked = view.isHovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  const float wheel = ImGui::GetIO().MouseWheel;
  if (view.isHovered && wheel != 0.0F) {
    state.top -= kRowsPerNotch * static_cast<double>(wheel);
    frame.redraw.in(0.0);
  }
  state.top = std::clamp(state.top, 0.0, lastTop(spec));
  drawBar(frame, {view.place.right() + gap, spec.place.y, barWidth, view.place.height}, spec,
          state);
  ImGui::PopID();
  view.wasScrolled = state.top != before && (wheel != 0.0F || state.isDragging);
  view.top = state.top;
  view.first = static_cast<std::size_t>(state.top);
  const auto end = static_cast<std::size_t>(std::ceil(state.top + rowsInSight(spec)));
  view.count = std::min(end, spec.rowCount) - std::min(view.first, spec.rowCount);
  if (view.isHovered) view.hoveredRow = rowAt(view, spec, ImGui::GetIO().MousePos);
  if (isClicked) view.clickedRow = view.hoveredRow;
  if (isRightClicked) view.rightClickedRow = view.hoveredRow;
  return view;
}

}  // namespace adamscope::ui
