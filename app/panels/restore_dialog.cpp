#include "app/panels/restore_dialog.h"

#include <imgui.h>

#include <utility>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "core/io/folder_recorder.h"
#include "core/io/recorded_folder.h"

namespace adamscope {

namespace {

constexpr const char* kPopup = "##restore";

}  // namespace

void RestoreDialog::open(const std::string& folder) {
  folder_ = folder;
  steps_ = completeSteps(folder);
  isRequested_ = true;
}

void RestoreDialog::draw(const ui::Frame& frame, Actions& actions) {
  if (std::exchange(isRequested_, false)) ImGui::OpenPopup(kPopup);
  if (!ui::beginDialog(frame, {.id = kPopup, .title = "Go on with the last run?"})) return;
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(("Adamscope ended without closing it. Its record has " +
                          groupedText(steps_) +
                          (steps_ == 1 ? " complete step" : " complete steps") +
                          ", to be repeated and compared with it.")
                             .c_str());
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  ImGui::TextUnformatted(folder_.c_str());
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0.0F, frame.grid(1.0F)});
  ui::alignRight(frame.em(14.0F));
  const bool isLeft =
      ui::button(frame, "not-now", "Not now",
                 {.title = "Leave it", .body = "Its folder stays; File > Open.", .shortcut = "Esc"},
                 {.widthUnits = frame.em(6.5F)}) ||
      frame.pressed({.key = ui::keys::kEscape});
  ImGui::SameLine(0.0F, frame.em(0.5F));
  const bool isTaken =
      ui::button(frame, "restore", "Restore", {.title = "Go on with this run", .shortcut = "Enter"},
                 {.isPrimary = true, .widthUnits = frame.em(7.0F)}) ||
      frame.pressed({.key = ui::keys::kEnter});
  if (isTaken) actions.openRun(folder_);
  if (isTaken || isLeft) {
    markClosed(folder_);
    ImGui::CloseCurrentPopup();
  }
  ui::endDialog();
}

}  // namespace adamscope
