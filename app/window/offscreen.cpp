#include "app/window/offscreen.h"

#include <utility>

namespace adamscope {

Result<OffscreenUi> OffscreenUi::create(const OffscreenOptions& options) {
  Result<gl::EglContext> context = gl::EglContext::create();
  if (!context) return context.error();
  Result<gl::RenderTarget> target = gl::RenderTarget::create(options.widthPx, options.heightPx);
  if (!target) return target.error();
  Result<std::unique_ptr<UiHost>> host = UiHost::create(options.theme);
  if (!host) return host.error();
  return OffscreenUi(options, std::move(context).value(), std::move(target).value(),
                     std::move(host).value());
}

OffscreenUi::OffscreenUi(OffscreenOptions options, gl::EglContext context, gl::RenderTarget target,
                         std::unique_ptr<UiHost> host)
    : options_(options),
      context_(std::move(context)),
      target_(std::move(target)),
      host_(std::move(host)) {}

FrameInput OffscreenUi::sized(const FrameInput& input) const {
  FrameInput sized = input;
  sized.widthPx = options_.widthPx;
  sized.heightPx = options_.heightPx;
  sized.scale = options_.scale;
  sized.density = options_.density;
  return sized;
}

void OffscreenUi::drawFrame(const std::function<void(const ui::Frame&)>& drawPanels,
                            const FrameInput& input) {
  drawPanels(host_->beginFrame(sized(input)));
  target_.bind();
  host_->endFrame();
}

void OffscreenUi::settleFrame(const std::function<void(const ui::Frame&)>& drawPanels,
                              const FrameInput& input) {
  drawPanels(host_->beginFrame(sized(input)));
  host_->dropFrame();
}

}  // namespace adamscope
