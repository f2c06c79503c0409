// How another thread asks the window for a frame.
#pragma once

#include <atomic>

namespace adamscope {

class Waker {
 public:
  /// Has the window draw once more, soon. From any thread, as often as wanted: until the window
  /// has woken up, further calls cost nothing. The window must not be closed meanwhile.
  void wake();
  /// Whether somebody called wake() since the last take(). For the window's loop.
  bool take() { return isPending_.exchange(false); }

 private:
  std::atomic<bool> isPending_{false};
};

}  // namespace adamscope
