#include "app/ui/buttons.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "app/ui/rect.h"

namespace adamscope::ui {
namespace {

struct ButtonColors {
  ImU32 surface;
  ImU32 text;
};

ButtonColors colorsOf(const Palette& colors, const ButtonLook& look, bool isHovered, bool isHeld) {
  if (look.isPrimary) {
    const float towardsText = isHeld ? 0.25F : isHovered ? 0.12F : 0.0F;
    return {blend(colors.accent, colors.text, towardsText), colors.onAccent};
  }
  if (look.isOn) {
    return {blend(colors.panel, colors.accent, isHovered ? 0.32F : 0.22F),
            blend(colors.accent, colors.text, 0.35F)};
  }
  if (isHeld) return {colors.line, colors.text};
  if (isHovered) return {colors.hovered, colors.text};
  return {look.isFlat ? withOpacity(colors.raised, 0) : colors.raised, colors.text};
}

void drawCentered(ImVec2 corner, ImVec2 size, std::string_view text, ImU32 color) {
  const char* end = text.data() + text.size();
  const ImVec2 extent = ImGui::CalcTextSize(text.data(), end);
  ImGui::GetWindowDrawList()->AddText({std::round(corner.x + (size.x - extent.x) / 2),
                                       std::round(corner.y + (size.y - extent.y) / 2)},
                                      color, text.data(), end);
}

float widthOf(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

/// A cell's clickable part; true when it was clicked.
bool drawSegment(const Frame& frame, const Rect& cell, const Segment& segment, bool isSelected) {
  ImGui::SetCursorScreenPos(cell.min());
  const bool wasClicked = ImGui::InvisibleButton("##cell", cell.size());
  const Palette& colors = frame.colors();
  const float opacity = ImGui::GetStyle().Alpha;
  const bool isHovered = ImGui::IsItemHovered();
  const Rect inner = shrunk(cell, frame.grid(0.5F));
  if (isSelected || isHovered) {
    const ImU32 fill = isSelected ? blend(colors.panel, colors.accent, 0.24F) : colors.hovered;
    ImGui::GetWindowDrawList()->AddRectFilled(inner.min(), inner.max(), withOpacity(fill, opacity),
                                              ImGui::GetStyle().FrameRounding - frame.grid(0.5F));
  }
  const ImU32 text = isSelected  ? blend(colors.accent, colors.text, 0.35F)
                     : isHovered ? colors.text
                                 : colors.muted;
  drawCentered(cell.min(), cell.size(), segment.text, withOpacity(text, opacity));
  tipOnHover(frame, segment.tip);
  return wasClicked;
}

/// One width for each cell: equal shares of `widthUnits` where each text fits into one, else what
/// the texts leave is shared; for 0 as wide as the texts.
std::vector<float> segmentWidths(const Frame& frame, std::span<const Segment> cells,
                                 float widthUnits) {
  const auto count = static_cast<float>(cells.size());
  std::vector<float> widths;
  for (const Segment& cell : cells) widths.push_back(widthOf(cell.text));
  if (cells.empty()) return widths;
  if (widthUnits <= 0) {
    for (float& width : widths) width = std::round(width + 2 * frame.grid(2.5F));
    return widths;
  }
  const float share = std::floor(widthUnits / count);
  if (*std::max_element(widths.begin(), widths.end()) + 2 * frame.grid(1) <= share) {
    return std::vector<float>(cells.size(), share);
  }
  const float left = widthUnits - std::accumulate(widths.begin(), widths.end(), 0.0F);
  for (float& width : widths) width = std::floor(width + left / count);
  return widths;
}

}  // namespace

bool button(const Frame& frame, const char* id, std::string_view text, const Tip& tip,
            const ButtonLook& look) {
  const float height = look.heightUnits > 0 ? look.heightUnits : ImGui::GetFrameHeight();
  const float natural = widthOf(text) + 2 * ImGui::GetStyle().FramePadding.x;
  const ImVec2 size{look.widthUnits > 0 ? look.widthUnits : std::max(height, natural), height};
  ImGui::BeginDisabled(!look.isEnabled);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool wasClicked = ImGui::InvisibleButton(id, size);
  const ButtonColors colors = colorsOf(frame.colors(), look, ImGui::IsItemHovered(),
                                       ImGui::IsItemHovered() && ImGui::IsItemActive());
  const float opacity = ImGui::GetStyle().Alpha;
  const float surface =
      opacity * static_cast<float>((colors.surface >> IM_COL32_A_SHIFT) & 0xFFU) / 255.0F;
  ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + size.x, corner.y + size.y},
                                            withOpacity(colors.surface, surface),
                                            ImGui::GetStyle().FrameRounding);
  drawCentered(corner, size, text, withOpacity(colors.text, opacity));
  ImGui::EndDisabled();
  tipOnHover(frame, tip);
  return wasClicked;
}

int segmented(const Frame& frame, const char* id, std::span<const Segment> cells, int selected,
              float widthUnits) {
  const float height = ImGui::GetFrameHeight();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const std::vector<float> widths = segmentWidths(frame, cells, widthUnits);
  const float total = std::accumulate(widths.begin(), widths.end(), 0.0F);
  ImGui::GetWindowDrawList()->AddRectFilled(
      corner, {corner.x + total, corner.y + height},
      withOpacity(frame.colors().raised, ImGui::GetStyle().Alpha), ImGui::GetStyle().FrameRounding);
  ImGui::PushID(id);
  ImGui::BeginGroup();
  float x = corner.x;
  for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
    const Segment& cell = cells[static_cast<std::size_t>(i)];
    const float width = widths[static_cast<std::size_t>(i)];
    ImGui::PushID(i);
    if (drawSegment(frame, {x, corner.y, width, height}, cell, i == selected)) selected = i;
    ImGui::PopID();
    x += width;
  }
  ImGui::EndGroup();
  ImGui::PopID();
  return selected;
}

bool checkbox(const Frame& frame, const char* label, bool isOn, const Tip& tip) {
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.grid(0.5F), frame.grid(0.5F)});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, frame.grid(1));
  ImGui::Checkbox(label, &isOn);
  ImGui::PopStyleVar(2);
  tipOnHover(frame, tip);
  return isOn;
}

}  // namespace adamscope::ui
