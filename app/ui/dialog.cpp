#include "app/ui/dialog.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {

namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_AlwaysAutoResize;

bool isEscapePressed(const Frame& frame) {
  return std::any_of(frame.keys.begin(), frame.keys.end(), [](const KeyPress& press) {
    return press.chord == KeyChord{.key = keys::kEscape};
  });
}

}  // namespace

bool beginDialog(const Frame& frame, const DialogSpec& spec) {
  const float margin = frame.grid(8);
  const float width = std::min(frame.em(spec.widthEm), frame.size.x - margin);
  const bool isCentered = spec.topShare <= 0.0F;
  const float top = isCentered ? frame.size.y / 2 : std::round(spec.topShare * frame.size.y);
  const float room = isCentered ? frame.size.y : frame.size.y - top;
  ImGui::SetNextWindowPos({frame.size.x / 2, top}, ImGuiCond_Always,
                          {0.5F, isCentered ? 0.5F : 0.0F});
  ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, room - margin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(5), frame.grid(5)});
  ImGui::PushStyleColor(ImGuiCol_PopupBg, frame.colors().panel);
  const bool isOpen = ImGui::BeginPopupModal(spec.id, nullptr, kFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (!isOpen) return false;
  if (ImGui::IsWindowAppearing()) frame.redraw.in(0.0);
  const bool isOnTop = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  if (isOnTop && isEscapePressed(frame)) ImGui::CloseCurrentPopup();
  {
    const WithFont font(frame.fonts.heading);
    ImGui::TextUnformatted(spec.title);
  }
  ImGui::Dummy({0.0F, frame.grid(1)});
  return true;
}

void endDialog() { ImGui::EndPopup(); }

void alignRight(float widthUnits) {
  const float indent = ImGui::GetContentRegionAvail().x - widthUnits;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, indent));
}

}  // namespace adamscope::ui
