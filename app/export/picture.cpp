#include "app/export/picture.h"

#include "app/gl/render_target.h"

namespace adamscope {

namespace {

/// Sizes of panels settle over two or three frames.
constexpr int kFrames = 4;

}  // namespace

Result<gl::Image> drawPicture(UiHost& host, const FrameInput& frame,
                              const std::function<void(const ui::Frame&)>& drawPanels) {
  Result<gl::RenderTarget> target = gl::RenderTarget::create(frame.widthPx, frame.heightPx);
  if (!target) return target.error();
  for (int i = 1; i < kFrames; ++i) {
    drawPanels(host.beginFrame(frame));
    host.dropFrame();
  }
  drawPanels(host.beginFrame(frame));
  target->bind();
  host.endFrame();
  return target->read();
}

}  // namespace adamscope
