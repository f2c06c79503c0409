// The Setup panel: everything that a run is made of, in sections that say whether a change is live
// or restarts the run.
#pragma once

#include "app/panels/setup_state.h"

namespace adamscope {

/// Draws the panel inside the current ImGui window, which scrolls; 260 to 480 design pixels wide.
/// Its file dialog opens over the whole window.
void drawSetupPanel(const SetupContext& context);

}  // namespace adamscope
