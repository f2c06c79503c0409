#include "app/window/input_queue.h"

namespace adamscope {

void InputQueue::pushKey(KeyEvent event) {
  event.order = ++count_;
  keys_.push(event);
}

InputFrameEvents InputQueue::takeFrame(bool isTyping) {
  const std::uint64_t firstKey = keys_.firstOrder();
  const std::uint64_t firstAction = mouse_.firstOrder();
  return {.keys = keys_.takeFrame(firstAction, isTyping), .mouse = mouse_.takeFrame(firstKey)};
}

}  // namespace adamscope
