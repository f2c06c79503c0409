#include "app/ui/dialog.h"

#include <algorithm>
#include <cmath>

#include "app/ui/popup.h"

namespace adamscope::ui {

namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_AlwaysAutoResize;

}  // namespace

bool beginDialog(const Frame& frame, const DialogSpec& spec) {
  const float margin = frame.grid(8);
  const float width = std::min(frame.em(spec.widthEm), frame.size.x - margin);
  const float mostHeight = frame.size.y - margin;
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const ImGuiID heightId = ImGui::GetID(spec.id);
  const float height = std::min(storage.GetFloat(heightId, 0.0F), mostHeight);
  const bool isCentered = spec.topShare <= 0.0F;
  const float top = std::round(isCentered ? frame.size.y / 2 : spec.topShare * frame.size.y);
  ImGui::SetNextWindowPos(
      {frame.size.x / 2, isCentered ? top : std::min(top, frame.size.y - margin / 2 - height)},
      ImGuiCond_Always, {0.5F, isCentered ? 0.5F : 0.0F});
  ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, mostHeight});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(5), frame.grid(5)});
  ImGui::PushStyleColor(ImGuiCol_PopupBg, frame.colors().panel);
  const bool isOpen = ImGui::BeginPopupModal(spec.id, nullptr, kFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (!isOpen) return false;
  noteDialog(frame);
  if (ImGui::GetWindowHeight() != height) frame.redraw.in(0.0);
  storage.SetFloat(heightId, ImGui::GetWindowHeight());
  const bool isOnTop = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  if (isOnTop && isEscapePressed(frame.keys)) ImGui::CloseCurrentPopup();
  {
    const WithFont font(frame.fonts.heading);
    ImGui::TextUnformatted(spec.title);
  }
  ImGui::Dummy({0.0F, frame.grid(1)});
  return true;
}

void endDialog() { ImGui::EndPopup(); }

void noteDialog(const Frame& frame) { frame.memory.dialogFrame = ImGui::GetFrameCount(); }

bool isDialogShown(const Frame& frame) {
  return frame.memory.dialogFrame >= 0 && frame.memory.dialogFrame >= ImGui::GetFrameCount() - 1;
}

void alignRight(float widthUnits) {
  const float indent = ImGui::GetContentRegionAvail().x - widthUnits;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, indent));
}

}  // namespace adamscope::ui
