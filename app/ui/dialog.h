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
  /// Where its upper side is, as a share of the window's height, so that a dialog whose height
  /// changes stays under the mouse; 0: in the middle.
  float topShare = 0.0F;
};

/// Whether it is open; then draw its content and call endDialog().
bool beginDialog(const Frame& frame, const DialogSpec& spec);
void endDialog();

/// For modal popups that are not drawn by beginDialog(): that one stands in this frame.
void noteDialog(const Frame& frame);
/// Whether a dialog stands in this frame or stood in the last one. Menus and lists are none.
bool isDialogShown(const Frame& frame);

/// Moves to where buttons of together `widthUnits` end at the right side.
void alignRight(float widthUnits);

}  // namespace adamscope::ui
