// What lies behind the boundaries in a figure of a parameter slice: the regions, or the loss with
// its contours.
#pragma once

#include <cairo.h>

#include "app/figure/painter.h"
#include "app/figure/theme.h"
#include "core/session/slice_analysis.h"

namespace adamscope::figure {

/// Regions where the frame has them, else the loss, else nothing; clipped by the caller.
void drawSliceBackground(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                         const Viewport& view);

}  // namespace adamscope::figure
