// The tools over the input-slice view: what the colours tell, which boundaries and samples are
// shown, the camera.
#pragma once

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"

namespace adamscope {

/// How many rows a toolbar of this width needs.
int toolbarRows(const ui::Frame& frame, float width);

/// Input, parameters or both; every toolbar begins with it.
void drawViewSwitch(const ui::Frame& frame, UiState& state);

/// The controls above the input view, in two rows if it is wrapped.
void drawViewToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions, bool isWrapped);

}  // namespace adamscope
