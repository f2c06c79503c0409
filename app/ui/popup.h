// Menus and lists that pop up: Escape closes the one on top, as everywhere else.
#pragma once

#include <span>

#include "app/ui/keys.h"

namespace adamscope::ui {

/// Whether Escape is among the keys of a frame, be it into a text box.
bool isEscapePressed(std::span<const KeyPress> keys);

/// Closes the popup on top unless it is a dialog, which has its own answer to Escape, or a text is
/// being typed, which Escape takes back first. Returns whether one was closed. Between
/// ImGui::NewFrame() and the first window.
bool closeTopPopup();

}  // namespace adamscope::ui
