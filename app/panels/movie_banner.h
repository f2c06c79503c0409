// What is said over the views while a movie is recorded: that it is, how far it is, and Stop.
#pragma once

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

/// Draws the banner at the top of `area` if a movie is being recorded. It is in no picture.
void drawMovieBanner(const ui::Frame& frame, const UiState& state, Actions& actions,
                     const ui::Rect& area);

}  // namespace adamscope
