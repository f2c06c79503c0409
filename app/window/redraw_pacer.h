// When to draw. A window that nobody touches and nothing changes in costs nothing: it draws only
// after input (three frames, because ImGui's layouts settle over two or three), when another
// thread has news (one frame), or at a time that a frame asked for; and never faster than the
// display. Frames that no input asked for may have to rest, where drawing takes the cores from
// other work.
#pragma once

#include <optional>

namespace adamscope {

class RedrawPacer {
 public:
  /// `frameSeconds`: the least time from one frame to the next.
  explicit RedrawPacer(double frameSeconds) : frameSeconds_(frameSeconds) {}

  /// Somebody touched the mouse, the keyboard or the window.
  void onInput();
  /// Another thread has something new to show.
  void onWake();
  /// A frame was begun at `nowSeconds`, and wants the next one in `requestSeconds`. Without input
  /// there is none before `restUntilSeconds`.
  void onFrame(double nowSeconds, std::optional<double> requestSeconds,
               double restUntilSeconds = 0.0);

  /// Whether to draw now.
  bool isDue(double nowSeconds) const;
  /// How long to wait for events; none: until one comes.
  std::optional<double> waitSeconds(double nowSeconds) const;

 private:
  /// The time of the next frame, if any is wanted.
  std::optional<double> nextSeconds() const;

  double frameSeconds_;
  int framesOwed_ = 3;  ///< To input; the first frames are drawn without being asked for.
  bool isWoken_ = false;
  double lastSeconds_ = -1e9;
  double restUntilSeconds_ = -1e9;
  std::optional<double> requestedSeconds_;
};

}  // namespace adamscope
