// A picture of the user interface in any size, drawn anew for it: the layout keeps its units, and
// more pixels a unit make everything sharper, text too (its fonts are baked for the picture).
// Nothing is ever enlarged from the screen.
#pragma once

#include <functional>

#include "app/gl/image.h"
#include "app/window/ui_host.h"
#include "core/base/result.h"

namespace adamscope {

/// What is on the screen now, whose picture is wanted.
struct DrawnArea {
  ImVec2 size{};         ///< In units.
  float scale = 1.0F;    ///< As in FrameInput.
  float density = 1.0F;  ///< As in FrameInput.
};

/// How large the picture shall be.
struct PictureWish {
  int scale = 1;    ///< 1 to 4 times the pixels on the screen ...
  int widthPx = 0;  ///< ... or exactly this size; 0: by scale.
  int heightPx = 0;
};

/// The frame that makes the picture. An exact size of another shape shows at least as many units
/// each way as are on the screen. Error: a size that makes no sense.
Result<FrameInput> pictureFrame(const DrawnArea& area, const PictureWish& wish);

/// Draws frames as `frame` says until sizes have settled, with the mouse far away, and gives the
/// last one. The host's context must be current; its framebuffer binding changes. Error: a size
/// that the driver cannot make.
Result<gl::Image> drawPicture(UiHost& host, const FrameInput& frame,
                              const std::function<void(const ui::Frame&)>& drawPanels);

}  // namespace adamscope
