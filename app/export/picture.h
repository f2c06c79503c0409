// A picture of the user interface in any size, drawn anew for it: the layout keeps its units, and
// more pixels a unit make everything sharper, text too (its fonts are baked for the picture).
// Nothing is ever enlarged from the screen.
#pragma once

#include <functional>

#include "app/export/picture_size.h"
#include "app/gl/image.h"
#include "app/window/ui_host.h"
#include "core/base/result.h"

namespace adamscope {

/// Sizes of panels settle over two or three frames.
inline constexpr int kSettlingFrames = 3;

/// Draws frames as `frame` says until sizes have settled, with the mouse far away, and gives the
/// last one, the one after `settlingFrames`. The host's context must be current; its framebuffer
/// binding changes. Error: a size that the driver cannot make.
Result<gl::Image> drawPicture(UiHost& host, const FrameInput& frame,
                              const std::function<void(const ui::Frame&)>& drawPanels,
                              int settlingFrames = kSettlingFrames);

}  // namespace adamscope
