// A rectangle of the window, x to the right, y down, in the window's units.
#pragma once

#include <imgui.h>

namespace adamscope::ui {

struct Rect {
  float x = 0.0F;
  float y = 0.0F;
  float width = 0.0F;
  float height = 0.0F;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  ImVec2 min() const { return {x, y}; }
  ImVec2 max() const { return {right(), bottom()}; }
  ImVec2 size() const { return {width, height}; }
  /// Nothing can be shown in it.
  bool isEmpty() const { return width <= 0.0F || height <= 0.0F; }
  bool contains(ImVec2 point) const {
    return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
  }
  bool overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  bool operator==(const Rect&) const = default;
};

/// The rectangle with its sides moved inwards by `by`.
inline Rect shrunk(const Rect& rect, float by) {
  return {rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by};
}

}  // namespace adamscope::ui
