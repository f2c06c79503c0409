// The runs that the plots show together, with their colours; a popup.
#pragma once

#include <span>
#include <vector>

#include "app/figure/color.h"
#include "app/model/actions.h"
#include "app/ui/frame.h"

namespace adamscope {

/// Colour of a kept run in the plots, by its place in TrainFrame::kept.
figure::Color keptRunColor(std::size_t place);

/// Draws the popup "##runs" if it is open: each kept run can be hidden, opened or removed.
void drawRunList(const ui::Frame& frame, const TrainFrame& train, std::vector<long>& hidden,
                 Actions& actions);

}  // namespace adamscope
