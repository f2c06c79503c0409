// Mouse and keyboard between two frames, in the order in which they happened: what is typed after a
// click goes where the click led, however rarely frames come.
#pragma once

#include <cstdint>
#include <vector>

#include "app/window/key_queue.h"
#include "app/window/mouse_queue.h"

namespace adamscope {

/// What one frame gets.
struct InputFrameEvents {
  std::vector<KeyEvent> keys;
  MouseState mouse;
};

class InputQueue {
 public:
  void pushKey(KeyEvent event);
  void moveMouse(float x, float y) { mouse_.move(x, y); }
  /// As in MouseQueue.
  void pressMouse(int button, bool isDown) { mouse_.button(button, isDown, ++count_); }
  void turnWheel(float x, float y) { mouse_.turn(x, y, ++count_); }
  bool isEmpty() const { return keys_.isEmpty() && mouse_.isEmpty(); }

  /// The next frame's events: keys from before the first button or turn of the wheel that waits,
  /// and those from before the first key that waits; each queue has rules of its own. `isTyping`:
  /// a text box has the keyboard.
  InputFrameEvents takeFrame(bool isTyping = true);

 private:
  KeyQueue keys_;
  MouseQueue mouse_;
  std::uint64_t count_ = 0;
};

}  // namespace adamscope
