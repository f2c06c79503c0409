// A dialog in the middle of the window, over everything: a heading, content, buttons at the lower
// right. One for each id; Escape closes it.
//
//   if (openRequested) ImGui::OpenPopup("##about");
//   if (ui::beginDialog(frame, {.id = "##about", .title = "About"})) {
//     ...
//     ui::endDialog();
//   }
#pragma once

#include "app/ui/frame.h"

namespace adamscope::ui {

struct DialogSpec {
  const char* id = "";  ///< Also what ImGui::OpenPopup opens, in the same ImGui window.
  const char* title = "";
  float widthEm = 30.0F;
};

/// Whether it is open; then draw its content and call endDialog().
bool beginDialog(const Frame& frame, const DialogSpec& spec);
void endDialog();

/// Moves to where buttons of together `widthUnits` end at the right side.
void alignRight(float widthUnits);

}  // namespace adamscope::ui
