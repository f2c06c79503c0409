// How large a picture of the user interface is, and how its frame is drawn for that.
#pragma once

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

}  // namespace adamscope
