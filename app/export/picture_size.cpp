#include "app/export/picture_size.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace adamscope {

namespace {

constexpr int kMostScale = 4;
/// Smaller pictures would show less than one glyph.
constexpr int kLeastPx = 16;
/// What common drivers can draw at most.
constexpr int kMostPx = 16384;

Status checkSize(int widthPx, int heightPx) {
  const auto fits = [](int px) { return px >= kLeastPx && px <= kMostPx; };
  if (fits(widthPx) && fits(heightPx)) return {};
  return Error{"A picture of " + std::to_string(widthPx) + " x " + std::to_string(heightPx) +
               " pixels cannot be made; a side has " + std::to_string(kLeastPx) + " to " +
               std::to_string(kMostPx) + "."};
}

}  // namespace

Result<FrameInput> pictureFrame(const DrawnArea& area, const PictureWish& wish) {
  if (area.size.x < 1.0F || area.size.y < 1.0F) {
    return Error{"It is not shown now, so there is nothing to draw; make the window larger."};
  }
  FrameInput frame{.scale = area.scale, .deltaSeconds = 0.0, .hidesMouse = true};
  if (wish.widthPx != 0 || wish.heightPx != 0) {
    if (Status status = checkSize(wish.widthPx, wish.heightPx); !status) return status.error();
    frame.widthPx = wish.widthPx;
    frame.heightPx = wish.heightPx;
    frame.density = std::min(static_cast<float>(wish.widthPx) / area.size.x,
                             static_cast<float>(wish.heightPx) / area.size.y);
    return frame;
  }
  if (wish.scale < 1 || wish.scale > kMostScale) {
    return Error{"A picture can be 1 to 4 times as large, not " + std::to_string(wish.scale) + "."};
  }
  frame.density = area.density * static_cast<float>(wish.scale);
  frame.widthPx = static_cast<int>(std::lround(area.size.x * frame.density));
  frame.heightPx = static_cast<int>(std::lround(area.size.y * frame.density));
  if (Status status = checkSize(frame.widthPx, frame.heightPx); !status) return status.error();
  return frame;
}

}  // namespace adamscope
