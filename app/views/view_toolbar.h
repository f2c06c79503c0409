// The tools over the input-slice view: what the colours tell, which boundaries and samples are
// shown, the camera.
#pragma once

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"

namespace adamscope {

/// Draws the row in the current ImGui window.
void drawViewToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions);

}  // namespace adamscope
