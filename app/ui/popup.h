// Menus and lists that pop up: Escape closes the one on top, as everywhere else.
#pragma once

namespace adamscope::ui {

/// Closes the popup on top unless it is a dialog, which has its own answer to Escape, or a text is
/// being typed, which Escape takes back first. Returns whether one was closed. Between
/// ImGui::NewFrame() and the first window.
bool closeTopPopup();

}  // namespace adamscope::ui
