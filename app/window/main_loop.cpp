#include "app/window/main_loop.h"

#include <epoxy/gl.h>

#include <algorithm>

#include "app/window/redraw_pacer.h"

namespace adamscope {
namespace {

/// Swapping waits for the display already; this only stops drivers that do not wait.
constexpr double kShareOfRefresh = 0.85;
/// The rest after a frame that must yield, as a share of the time that drawing it took.
constexpr double kRestShare = 0.5;
/// A signal does not wake the wait for events; this is how late it may be noticed.
constexpr double kLongestWaitSeconds = 0.5;

void drawFrame(Window& window, UiHost& host, const LoopSteps& steps) {
  const ui::Frame& frame = host.beginFrame(window.beginInput(steps.userScale()));
  steps.drawPanels(frame);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  host.endFrame();
  window.present();
}

}  // namespace

void runMainLoop(Window& window, UiHost& host, Waker& waker, const LoopSteps& steps) {
  RedrawPacer pacer(kShareOfRefresh * window.refreshSeconds());
  while (!window.shouldClose() && !(steps.mustEnd && steps.mustEnd())) {
    // A minimised window waits for its event; what other threads have to say it shows afterwards.
    const std::optional<double> wait =
        window.isMinimized() ? std::nullopt : pacer.waitSeconds(window.nowSeconds());
    const double patience = wait.value_or(kLongestWaitSeconds);
    if (window.waitForInput(std::min(patience, kLongestWaitSeconds))) pacer.onInput();
    if (waker.take()) pacer.onWake();
    const double now = window.nowSeconds();
    if (!window.isMinimized() && pacer.isDue(now)) {
      drawFrame(window, host, steps);
      const double end = window.nowSeconds();
      const double rest = steps.mustYield && steps.mustYield() ? kRestShare * (end - now) : 0.0;
      pacer.onFrame(now, host.redraw().seconds(), end + rest);
      if (window.hasPendingInput()) pacer.onInput();
    }
    if (steps.afterRound) steps.afterRound();
  }
}

}  // namespace adamscope
