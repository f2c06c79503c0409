// The menus at the top of the window, made from the table of commands.
#pragma once

#include "app/panels/commands.h"

namespace adamscope {

/// Draws the menus in a row in the current ImGui window.
void drawMenuBar(const ui::Frame& frame, const CommandContext& context);

}  // namespace adamscope
