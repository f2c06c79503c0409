#include "app/window/mouse_queue.h"

namespace adamscope {

void MouseQueue::move(float x, float y) {
  // Of movements in a row only the last one counts.
  if (!events_.empty() && events_.back().button < 0) events_.pop_back();
  events_.push_back({.x = x, .y = y});
}

void MouseQueue::button(int index, bool isDown) {
  if (index < 0 || index >= static_cast<int>(state_.isDown.size())) return;
  events_.push_back({.button = index, .isDown = isDown});
}

MouseState MouseQueue::takeFrame() {
  std::array<bool, 5> hasChanged{};
  bool hasAnyChanged = false;
  while (!events_.empty()) {
    const Event& next = events_.front();
    if (next.button < 0) {
      if (hasAnyChanged) break;
      state_.x = next.x;
      state_.y = next.y;
    } else {
      const auto index = static_cast<std::size_t>(next.button);
      if (hasChanged[index]) break;
      hasChanged[index] = true;
      hasAnyChanged = true;
      state_.isDown[index] = next.isDown;
    }
    events_.pop_front();
  }
  return state_;
}

}  // namespace adamscope
