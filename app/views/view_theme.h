// The colours of data on the window's surfaces: the figures' theme with the window's own background
// and text.
#pragma once

#include "app/figure/theme.h"
#include "app/ui/theme.h"

namespace adamscope {

figure::Theme viewTheme(const ui::Theme& theme);

/// A packed colour of the window (ImU32) as a figure has it, without its opacity.
figure::Color colorOf(ImU32 color);

}  // namespace adamscope
