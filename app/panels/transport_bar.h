// The row of buttons that drive the run, and what it is doing.
#pragma once

#include "app/panels/commands.h"

namespace adamscope {

/// Draws the bar in the current ImGui window.
void drawTransportBar(const ui::Frame& frame, const CommandContext& context);

}  // namespace adamscope
