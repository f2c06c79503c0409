// The window's loop: waits for events, draws when there is something to draw, and sleeps otherwise.
#pragma once

#include <functional>

#include "app/window/ui_host.h"
#include "app/window/waker.h"
#include "app/window/window.h"

namespace adamscope {

/// What the loop calls.
struct LoopSteps {
  /// Draws all panels; called once for each frame.
  std::function<void(const ui::Frame&)> drawPanels;
  /// The person's scale, on top of the monitor's; asked before each frame.
  std::function<float()> userScale = [] { return 1.0F; };
  /// After each round, drawn or not: hands over what must happen in the main thread. May be empty.
  std::function<void()> afterRound{};
  /// Whether drawing takes time from more important work now: frames that no input asked for then
  /// rest a while. May be empty.
  std::function<bool()> mustYield{};
  /// Whether to end as if the window had been closed; asked at least twice a second. May be empty.
  std::function<bool()> mustEnd{};
};

/// Runs until the window should close or `steps.mustEnd` says so. `waker` may be used by other
/// threads all the while.
void runMainLoop(Window& window, UiHost& host, Waker& waker, const LoopSteps& steps);

}  // namespace adamscope
