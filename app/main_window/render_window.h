// The window as a picture, without a display: the same content over a session without threads.
#pragma once

#include <memory>

#include "app/model/ui_state.h"
#include "app/window/offscreen.h"
#include "core/session/training_session.h"

namespace adamscope {

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

  /// Draws the session as it stands. The same session gives the same picture. Error: what a view
  /// cannot have.
  Result<gl::Image> paint(std::unique_ptr<TrainingSession> session);

 private:
  WindowPainter(WindowPicture picture, OffscreenUi ui) : picture_(picture), ui_(std::move(ui)) {}

  WindowPicture picture_;
  OffscreenUi ui_;
};

}  // namespace adamscope
