#include "app/main_window/render_window.h"

#include <string>
#include <utility>

#include "app/main_window/main_ui.h"

namespace adamscope {

namespace {

/// In the layout's pixels; below, the panels would lie on one another.
constexpr int kLeastWidth = 640;
constexpr int kLeastHeight = 400;

/// Layouts settle over three frames, and a sheet's height follows f for about a second.
constexpr int kFrames = 5;
constexpr int kFrames3D = 90;

}  // namespace

Status checkRoom(const WindowPicture& picture) {
  const float width = static_cast<float>(picture.widthPx) / picture.scale;
  const float height = static_cast<float>(picture.heightPx) / picture.scale;
  if (width >= kLeastWidth && height >= kLeastHeight) return {};
  const auto needed = [&](int pixels) {
    return std::to_string(static_cast<int>(static_cast<float>(pixels) * picture.scale + 0.5F));
  };
  return Error{"the window does not fit into " + std::to_string(picture.widthPx) + "x" +
               std::to_string(picture.heightPx) + " pixels; take at least " + needed(kLeastWidth) +
               "x" + needed(kLeastHeight)};
}

Result<WindowPainter> WindowPainter::create(const WindowPicture& picture) {
  Result<OffscreenUi> ui = OffscreenUi::create({.widthPx = picture.widthPx,
                                                .heightPx = picture.heightPx,
                                                .density = picture.scale,
                                                .theme = picture.theme});
  if (!ui) return ui.error();
  return WindowPainter(picture, std::move(*ui));
}

Result<gl::Image> WindowPainter::paint(std::unique_ptr<TrainingSession> session) {
  const std::unique_ptr<LiveSession> live = LiveSession::withoutThreads(std::move(session));
  Settings settings;
  settings.theme = picture_.theme;
  Result<std::unique_ptr<MainUi>> content = MainUi::create(*live, settings);
  if (!content) return content.error();
  MainUi& ui = **content;
  ui.state().input.is3D = picture_.is3D;
  ui.state().center = picture_.center;
  const int frames = picture_.is3D ? kFrames3D : kFrames;
  for (int i = 0; i < frames; ++i) {
    live->pump();
    ui_.drawFrame([&](const ui::Frame& frame) { ui.draw(frame); }, {.hidesMouse = true});
  }
  return ui_.image();
}

}  // namespace adamscope
