// What is said over the views when a run has diverged: the step, the cause, and two ways out.
#pragma once

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

/// Draws the banner at the top of `area` if the run has diverged.
void drawDivergenceBanner(const ui::Frame& frame, const ModelFrame& model, Actions& actions,
                          const ui::Rect& area);

}  // namespace adamscope
