// The line at the foot of the window: regions, whether they are exact, seeds, the record, drawing.
#pragma once

#include "app/panels/commands.h"

namespace adamscope {

/// What the window knows about its own drawing.
struct DrawingFigures {
  double framesPerSecond = 0.0;
  bool isIdle = false;  ///< Nothing moves: the next frame comes with the next input.
};

/// Draws the line in the current ImGui window.
void drawStatusBar(const ui::Frame& frame, const CommandContext& context,
                   const DrawingFigures& figures);

}  // namespace adamscope
