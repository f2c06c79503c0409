// The mouse between two frames: where it was when a button went down or up. ImGui before 1.87 asks
// for the mouse's place when a frame begins, so at ten frames a second a press that is followed by
// a quick movement would land beside its target. Here a frame ends its movements at a press.
#pragma once

#include <array>
#include <deque>

namespace adamscope {

/// The mouse in one frame.
struct MouseState {
  float x = 0.0F;  ///< In the window's coordinates.
  float y = 0.0F;
  std::array<bool, 5> isDown{};
};

class MouseQueue {
 public:
  void move(float x, float y);
  /// A button (0: left, 1: right, 2: middle) went down or up where the mouse is.
  void button(int index, bool isDown);
  /// Nothing that a frame has not seen.
  bool isEmpty() const { return events_.empty(); }

  /// The mouse for the next frame: after all movements up to the first change of a button, that
  /// change and those of other buttons at the same place.
  MouseState takeFrame();

 private:
  struct Event {
    int button = -1;  ///< -1: a movement.
    bool isDown = false;
    float x = 0.0F;
    float y = 0.0F;
  };

  std::deque<Event> events_;
  MouseState state_;
};

}  // namespace adamscope
