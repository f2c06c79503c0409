#include "app/export/picture.h"

#include "app/gl/render_target.h"

namespace adamscope {

Result<gl::Image> drawPicture(UiHost& host, const FrameInput& frame,
                              const std::function<void(const ui::Frame&)>& drawPanels,
                              int settlingFrames) {
  Result<gl::RenderTarget> target = gl::RenderTarget::create(frame.widthPx, frame.heightPx);
  if (!target) return target.error();
  for (int i = 0; i < settlingFrames; ++i) {
    drawPanels(host.beginFrame(frame));
    host.dropFrame();
  }
  drawPanels(host.beginFrame(frame));
  target->bind();
  host.endFrame();
  return target->read();
}

}  // namespace adamscope
