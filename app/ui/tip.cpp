#include "app/ui/tip.h"

namespace adamscope::ui {
namespace {

/// Long enough that a mouse passing by shows nothing.
constexpr double kDelaySeconds = 0.35;
constexpr float kWidthEm = 24.0F;

void print(std::string_view text) {
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

void drawTitle(const Frame& frame, const Tip& tip) {
  if (!tip.title.empty()) {
    const WithFont font(frame.fonts.strong);
    print(tip.title);
  }
  if (tip.shortcut.empty()) return;
  if (!tip.title.empty()) ImGui::SameLine(0, frame.grid(4));
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  print(tip.shortcut);
  ImGui::PopStyleColor();
}

void drawFormula(const Frame& frame, std::string_view formula) {
  const WithFont font(frame.fonts.numbers);
  const float padding = frame.grid(2);
  const ImVec2 size =
      ImGui::CalcTextSize(formula.data(), formula.data() + formula.size(), false, -1.0F);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(
      corner, {corner.x + size.x + 2 * padding, corner.y + size.y + 2 * padding},
      frame.colors().background, frame.grid(1));
  ImGui::Dummy({size.x + 2 * padding, size.y + 2 * padding});
  ImGui::GetWindowDrawList()->AddText({corner.x + padding, corner.y + padding}, frame.colors().text,
                                      formula.data(), formula.data() + formula.size());
}

/// Whether the mouse has rested on the last item for the delay.
bool hasRestedOnItem(const Frame& frame) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return false;
  WidgetMemory& memory = frame.memory;
  const ImVec2 corner = ImGui::GetItemRectMin();
  const bool isSame = corner.x == memory.hoveredCorner.x && corner.y == memory.hoveredCorner.y &&
                      memory.hoveredFrame >= ImGui::GetFrameCount() - 1;
  if (!isSame || ImGui::IsAnyMouseDown()) memory.hoveredSinceSeconds = frame.timeSeconds;
  memory.hoveredCorner = corner;
  memory.hoveredFrame = ImGui::GetFrameCount();
  const double rested = frame.timeSeconds - memory.hoveredSinceSeconds;
  if (rested < kDelaySeconds && !ImGui::IsAnyMouseDown()) frame.redraw.in(kDelaySeconds - rested);
  return rested >= kDelaySeconds;
}

}  // namespace

void showTip(const Frame& frame, const Tip& tip) {
  if (tip.isEmpty()) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(3), frame.grid(3)});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(frame.em(kWidthEm));
  drawTitle(frame, tip);
  if (!tip.body.empty()) print(tip.body);
  ImGui::PopTextWrapPos();
  if (!tip.formula.empty()) drawFormula(frame, tip.formula);
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

void tipOnHover(const Frame& frame, const Tip& tip) {
  if (!tip.isEmpty() && hasRestedOnItem(frame)) showTip(frame, tip);
}

}  // namespace adamscope::ui
