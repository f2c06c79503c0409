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
/// Afterwards little changes from one moment to the next.
constexpr int kFramesLater = 3;

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

WindowPainter::WindowPainter(WindowPicture picture, OffscreenUi ui)
    : picture_(picture), ui_(std::move(ui)) {}
WindowPainter::WindowPainter(WindowPainter&&) noexcept = default;
WindowPainter::~WindowPainter() = default;

Status WindowPainter::show(std::unique_ptr<TrainingSession> session) {
  live_ = LiveSession::withoutThreads(std::move(session));
  Settings settings;
  settings.theme = picture_.theme;
  Result<std::unique_ptr<MainUi>> content = MainUi::create(*live_, settings);
  if (!content) return content.error();
  content_ = std::move(*content);
  content_->state().input.is3D = picture_.is3D;
  content_->state().center = picture_.center;
  const int frames = picture_.is3D ? kFrames3D : kFrames;
  for (int i = 0; i < frames; ++i) {
    live_->pump();
    ui_.drawFrame([&](const ui::Frame& frame) { content_->draw(frame); }, {.hidesMouse = true});
  }
  return {};
}

void WindowPainter::runTo(long step, const std::function<bool()>& goesOn) {
  live_->setAnalysisPaused(true);  // Nobody looks at what is passed.
  live_->post([step](TrainingSession& session) { session.runTo(step); });
  do {
    live_->pump();
  } while (live_->trainFrame()->state == SessionState::kPlaying && goesOn());
  live_->post([](TrainingSession& session) { session.pause(); });
  live_->setAnalysisPaused(false);
  live_->pump();
}

void WindowPainter::drawAfter(double seconds) {
  const auto draw = [&](const ui::Frame& frame) { content_->draw(frame); };
  FrameInput input{.deltaSeconds = seconds, .hidesMouse = true};
  for (int i = 1; i < kFramesLater; ++i) {
    ui_.settleFrame(draw, input);
    input.deltaSeconds = 0.0;
    // What this one asked to be analysed: a slice that follows the run, for example.
    live_->pump();
  }
  ui_.drawFrame(draw, input);
}

}  // namespace adamscope
