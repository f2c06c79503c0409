// The user interface drawn into a picture, with no window and no display: for `adamscope render`
// and for tests.
#pragma once

#include <functional>
#include <memory>

#include "app/gl/egl_context.h"
#include "app/gl/image.h"
#include "app/gl/render_target.h"
#include "app/window/ui_host.h"
#include "core/base/result.h"

namespace adamscope {

/// A picture's size and look.
struct OffscreenOptions {
  int widthPx = 1600;
  int heightPx = 1000;
  float scale = 1.0F;    ///< As in FrameInput.
  float density = 1.0F;  ///< As in FrameInput; 2 draws the layout of half the size, twice as sharp.
  ui::ThemeName theme = ui::ThemeName::kDark;
};

class OffscreenUi {
 public:
  /// Error: no EGL or no OpenGL 3.3, or a size that the driver cannot make.
  static Result<OffscreenUi> create(const OffscreenOptions& options);

  /// Draws one frame; panels need two or three until their sizes have settled.
  void drawFrame(const std::function<void(const ui::Frame&)>& drawPanels,
                 const FrameInput& input = {});
  /// The same without drawing it: for frames that only settle sizes.
  void settleFrame(const std::function<void(const ui::Frame&)>& drawPanels,
                   const FrameInput& input = {});
  /// The last frame drawn.
  gl::Image image() const { return target_.read(); }
  UiHost& host() { return *host_; }

 private:
  OffscreenUi(OffscreenOptions options, gl::EglContext context, gl::RenderTarget target,
              std::unique_ptr<UiHost> host);
  FrameInput sized(const FrameInput& input) const;

  OffscreenOptions options_;
  gl::EglContext context_;  ///< Before what lives in it, so that it is destroyed after it.
  gl::RenderTarget target_;
  std::unique_ptr<UiHost> host_;
};

}  // namespace adamscope
