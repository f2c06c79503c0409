// The window on the desktop: GLFW, an OpenGL 3.3 core context, and the input it brings.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/window/input_queue.h"
#include "app/window/ui_host.h"
#include "core/base/result.h"

struct GLFWwindow;

namespace adamscope {

/// A window as it opens; sizes and places in the design's pixels (times the monitor's scale).
struct WindowOptions {
  std::string title = "Adamscope";
  int width = 1600;
  int height = 1000;
};

class Window {
  struct Private {};  // Only open() can name it.

 public:
  /// Opens it and makes its OpenGL context current. Only one at a time, in the main thread. Error:
  /// no display, no OpenGL 3.3; the message names the commands that need neither.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  explicit Window(Private /*key*/) {}
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Brings this window's input to the host's ImGui context from now on. The host must live until
  /// detach(), which must come before the host and the window are destroyed.
  void attach(UiHost& host);
  void detach();

  /// Whether the person asked to close it; keepOpen() takes that back (unsaved work).
  bool shouldClose() const;
  void keepOpen();
  void close();
  void setTitle(const std::string& title);
  void toggleFullScreen();
  bool isMinimized() const;

  /// Waits until an event comes or the time is over (none: for as long as it takes), and takes all
  /// events in. Whether anybody touched anything.
  bool waitForInput(std::optional<double> seconds);
  /// Keys or clicks wait for another frame.
  bool hasPendingInput() const { return !input_.isEmpty(); }

  /// What the frame that begins now starts with. The spans hold until the next call. `userScale`
  /// comes on top of the monitor's scale.
  FrameInput beginInput(float userScale);
  /// Shows what was drawn; waits for the display.
  void present();

  int widthPx() const;
  int heightPx() const;
  /// The size now, as WindowOptions has it.
  std::array<int, 2> designSize() const;
  /// Seconds between two pictures of the display.
  double refreshSeconds() const;
  /// Seconds since the window opened.
  double nowSeconds() const;

 private:
  void installCallbacks();
  void deliverKey(const KeyEvent& event);
  void deliverMouse(const MouseState& state);
  static Window& of(GLFWwindow* window);

  GLFWwindow* window_ = nullptr;
  UiHost* host_ = nullptr;
  InputQueue input_;
  bool isMouseInside_ = false;
  bool wasTouched_ = false;
  double lastFrameSeconds_ = 0.0;
  std::vector<ui::KeyPress> presses_;      ///< Of this frame.
  std::vector<std::string> arrivedFiles_;  ///< Dropped since the last frame.
  std::vector<std::string> droppedFiles_;  ///< Of this frame.
  std::array<int, 4> windowedPlace_{};     ///< Left, top, width, height before full screen.
};

}  // namespace adamscope
