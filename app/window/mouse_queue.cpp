#include "app/window/mouse_queue.h"

#include <algorithm>

namespace adamscope {

void MouseQueue::move(float x, float y) {
  // Of movements in a row only the last one counts.
  if (!events_.empty() && events_.back().kind == Kind::kMove) events_.pop_back();
  events_.push_back({.kind = Kind::kMove, .x = x, .y = y});
}

void MouseQueue::button(int index, bool isDown, std::uint64_t order) {
  if (index < 0 || index >= static_cast<int>(state_.isDown.size())) return;
  events_.push_back({.kind = Kind::kButton, .button = index, .isDown = isDown, .order = order});
}

void MouseQueue::turn(float x, float y, std::uint64_t order) {
  events_.push_back({.kind = Kind::kTurn, .x = x, .y = y, .order = order});
}

std::uint64_t MouseQueue::firstOrder() const {
  const auto first = std::find_if(events_.begin(), events_.end(),
                                  [](const Event& event) { return event.kind != Kind::kMove; });
  return first == events_.end() ? kNever : first->order;
}

MouseState MouseQueue::takeFrame(std::uint64_t before) {
  std::array<bool, 5> hasChanged{};
  bool hasAnyChanged = false;
  state_.wheelX = state_.wheelY = 0.0F;
  for (; !events_.empty(); events_.pop_front()) {
    const Event& next = events_.front();
    if (next.kind == Kind::kMove) {
      if (hasAnyChanged) break;
      state_.x = next.x;
      state_.y = next.y;
      continue;
    }
    if (next.order > before) break;
    if (next.kind == Kind::kTurn) {
      state_.wheelX += next.x;
      state_.wheelY += next.y;
    } else {
      const auto index = static_cast<std::size_t>(next.button);
      if (hasChanged[index]) break;
      hasChanged[index] = true;
      state_.isDown[index] = next.isDown;
    }
    hasAnyChanged = true;
  }
  return state_;
}

}  // namespace adamscope
