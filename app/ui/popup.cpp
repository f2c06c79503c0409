#include "app/ui/popup.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace adamscope::ui {

bool isEscapePressed(std::span<const KeyPress> keys) {
  return std::any_of(keys.begin(), keys.end(), [](const KeyPress& press) {
    return press.chord == KeyChord{.key = ui::keys::kEscape};
  });
}

bool closeTopPopup() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.OpenPopupStack.empty() || context.IO.WantTextInput) return false;
  const ImGuiWindow* window = context.OpenPopupStack.back().Window;
  if (window == nullptr || (window->Flags & ImGuiWindowFlags_Modal) != 0) return false;
  ImGui::ClosePopupToLevel(context.OpenPopupStack.Size - 1, true);
  return true;
}

}  // namespace adamscope::ui
