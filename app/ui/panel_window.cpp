#include "app/ui/panel_window.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {
namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus;

constexpr float kFadeEm = 1.75F;

}  // namespace

PanelWindow::PanelWindow(const Frame& frame, const char* id, const Rect& rect,
                         const PanelLook& look)
    : frame_(frame),
      surface_(look.surface == 0 ? frame.colors().panel : look.surface),
      canScroll_(look.canScroll) {
  ImGui::SetNextWindowPos(rect.min());
  ImGui::SetNextWindowSize(rect.size());
  ImGui::PushStyleColor(ImGuiCol_WindowBg, surface_);
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

PanelWindow::~PanelWindow() {
  if (canScroll_) fadeCutContent(frame_, surface_);
  ImGui::End();
}

void fadeCutContent(const Frame& frame, ImU32 surface) {
  const float below = ImGui::GetScrollMaxY() - ImGui::GetScrollY();
  if (below < 1.0F) return;
  const float height = frame.em(kFadeEm);
  const ImVec2 corner = ImGui::GetWindowPos();
  const float bottom = corner.y + ImGui::GetWindowHeight();
  // Not the scroll bar, which ends where the content's clip rectangle does.
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float right = draw->GetClipRectMax().x;
  // It fades away itself towards the end of the content.
  const float share = std::min(1.0F, below / height);
  const auto opacity = static_cast<ImU32>(std::lround(255.0F * share));
  const ImU32 clear = surface & ~IM_COL32_A_MASK;
  const ImU32 solid = clear | (opacity << IM_COL32_A_SHIFT);
  draw->PushClipRect({corner.x, bottom - height}, {right, bottom});
  draw->AddRectFilledMultiColor({corner.x, bottom - height}, {right, bottom}, clear, clear, solid,
                                solid);
  draw->PopClipRect();
}

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
