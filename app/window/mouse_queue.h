// The mouse between two frames: where it was when a button went down or up. ImGui before 1.87 asks
// for the mouse's place when a frame begins, so at ten frames a second a press that is followed by
// a quick movement would land beside its target. Here a frame ends its movements at a press.
#pragma once

#include <array>
#include <cstdint>
#include <deque>

#include "app/window/input_order.h"

namespace adamscope {

/// The mouse in one frame.
struct MouseState {
  float x = 0.0F;  ///< In the window's coordinates.
  float y = 0.0F;
  std::array<bool, 5> isDown{};
  float wheelX = 0.0F;  ///< Turned in this frame, in notches.
  float wheelY = 0.0F;
};

class MouseQueue {
 public:
  void move(float x, float y);
  /// A button (0: left, 1: right, 2: middle) went down or up where the mouse is.
  void button(int index, bool isDown, std::uint64_t order = 0);
  /// The wheel was turned where the mouse is.
  void turn(float x, float y, std::uint64_t order = 0);
  /// Nothing that a frame has not seen.
  bool isEmpty() const { return events_.empty(); }

  /// Of the first button or turn that waits; kNever if there is none.
  std::uint64_t firstOrder() const;

  /// The mouse for the next frame: after all movements up to the first change of a button or turn
  /// of the wheel, that change and others at the same place, each button once. Only changes from
  /// before `before`.
  MouseState takeFrame(std::uint64_t before = kNever);

 private:
  enum class Kind { kMove, kButton, kTurn };
  struct Event {
    Kind kind = Kind::kMove;
    int button = 0;
    bool isDown = false;
    float x = 0.0F;  ///< The place, or how far the wheel was turned.
    float y = 0.0F;
    std::uint64_t order = 0;  ///< Not of a movement.
  };

  std::deque<Event> events_;
  MouseState state_;
};

}  // namespace adamscope
