// The row of controls above the parameter-slice view: plane, fill, layers, which boundaries.
#pragma once

#include "app/model/ui_state.h"
#include "app/ui/frame.h"

namespace adamscope {

/// In two rows if it is wrapped.
void drawParameterToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                          bool isWrapped);

}  // namespace adamscope
