// The window as a picture, or as one picture after another, without a display: the same content
// over a session without threads.
#pragma once

#include <functional>
#include <memory>

#include "app/model/ui_state.h"
#include "app/window/offscreen.h"
#include "core/session/live_session.h"

namespace adamscope {

class MainUi;

/// What the picture shows, and how.
struct WindowPicture {
  int widthPx = 1600;
  int heightPx = 1000;
  float scale = 1.0F;  ///< 2 draws the layout of half the size, twice as sharp.
  ui::ThemeName theme = ui::ThemeName::kDark;
  bool is3D = false;  ///< The sheet instead of the flat view, where the slice is a plane.
  CenterView center = CenterView::kInput;
};

/// Error: so small that the window's parts would not fit; the message says the least size.
Status checkRoom(const WindowPicture& picture);

class WindowPainter {
 public:
  /// Error: no EGL, no OpenGL 3.3, or a size that the driver cannot make.
  static Result<WindowPainter> create(const WindowPicture& picture);
  WindowPainter(WindowPainter&&) noexcept;
  WindowPainter& operator=(WindowPainter&&) = delete;
  ~WindowPainter();

  /// Takes the session over and draws it as it stands, until all sizes have settled. Error: what a
  /// view cannot have.
  Status show(std::unique_ptr<TrainingSession> session);
  /// Trains (or goes back) to `step` as fast as it goes; draws nothing. `goesOn` is asked now and
  /// then; false stops early. After show().
  void runTo(long step, const std::function<bool()>& goesOn);
  /// Draws the window `seconds` later, by its own clock. After show().
  void drawAfter(double seconds);
  /// What was drawn last. The same calls give the same pictures.
  gl::Image image() const { return ui_.image(); }
  /// Where the run is now. After show().
  std::shared_ptr<const TrainFrame> train() const { return live_->trainFrame(); }

 private:
  WindowPainter(WindowPicture picture, OffscreenUi ui);

  WindowPicture picture_;
  OffscreenUi ui_;
  std::unique_ptr<LiveSession> live_;
  std::unique_ptr<MainUi> content_;  ///< Ends before what it looks at and is drawn with.
};

}  // namespace adamscope
