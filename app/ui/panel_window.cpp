#include "app/ui/panel_window.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {
namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus;

}  // namespace

PanelWindow::PanelWindow(const Frame& frame, const char* id, const Rect& rect,
                         const PanelLook& look) {
  ImGui::SetNextWindowPos(rect.min());
  ImGui::SetNextWindowSize(rect.size());
  ImGui::PushStyleColor(ImGuiCol_WindowBg, look.surface == 0 ? frame.colors().panel : look.surface);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
  const ImVec2 padding = look.isPadded ? ImVec2(frame.grid(3), frame.grid(2)) : ImVec2(0.0F, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  const ImGuiWindowFlags scrolling =
      look.canScroll ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin(id, nullptr, kFlags | scrolling);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  if (look.rule == Rule::kNone) return;
  const float thickness = std::max(1.0F, std::round(frame.scale));
  const float top = look.rule == Rule::kAbove ? rect.y : rect.bottom() - thickness;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(rect.min(), rect.max());  // The window's own leaves out its padding.
  draw->AddRectFilled({rect.x, top}, {rect.right(), top + thickness}, frame.colors().line);
  draw->PopClipRect();
}

PanelWindow::~PanelWindow() { ImGui::End(); }

float splitter(const Frame& frame, const SplitterSpec& spec) {
  if (spec.place.isEmpty()) return 0.0F;
  const PanelWindow window(
      frame, spec.id, spec.place,
      {.surface = frame.colors().background, .isPadded = false, .canScroll = false});
  ImGui::SetCursorScreenPos(spec.place.min());
  ImGui::InvisibleButton("##bar", spec.place.size());
  const bool isUsed = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (isUsed) {
    ImGui::SetMouseCursor(spec.isVertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    ImGui::GetWindowDrawList()->AddRectFilled(spec.place.min(), spec.place.max(),
                                              frame.colors().accent);
  }
  if (!ImGui::IsItemActive()) return 0.0F;
  // Towards the mouse, not by its movement, so that the bar is under it again when it comes back
  // from beyond a limit.
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseDelta.x == 0.0F && io.MouseDelta.y == 0.0F) return 0.0F;
  return spec.isVertical ? std::round(io.MousePos.x - spec.place.x - spec.place.width / 2)
                         : std::round(io.MousePos.y - spec.place.y - spec.place.height / 2);
}

}  // namespace adamscope::ui
