#include "app/main_window/movie_recorder.h"

#include <algorithm>
#include <utility>

#include "app/export/picture.h"

namespace adamscope {

namespace {

constexpr const char* kLocked =
    "A movie is being recorded, and moves the run from picture to picture. Stop is over the view.";
/// Between two pictures little changes.
constexpr int kSettlingFramesLater = 1;

}  // namespace

MovieRecorder::~MovieRecorder() = default;

Status MovieRecorder::begin(const MovieRequest& request) {
  if (isRecording()) return Error{"A movie is being recorded already"};
  const Result<MovieFormat> format = movieFormatOf(request.path);
  if (!format) return format.error();
  const Result<FrameInput> frame = pictureFrame(
      request.isViewOnly ? ui_.drawnView() : ui_.drawnWindow(),
      {.scale = request.scale, .widthPx = request.widthPx, .heightPx = request.heightPx});
  if (!frame) return frame.error();
  if (request.isViewOnly) {
    // With widgets of its own: the window's keep the keyboard, and need no other fonts.
    Result<std::unique_ptr<UiHost>> host = UiHost::create(ui_.settings().theme);
    if (!host) return host.error();
    viewHost_ = std::move(*host);
    host_.makeCurrent();
  }
  auto writer =
      MovieWriter::create({.path = request.path,
                           .format = *format,
                           .widthPx = frame->widthPx,
                           .heightPx = frame->heightPx,
                           .framesPerSecond = request.framesPerSecond,
                           .ifTaken = request.replaces ? IfTaken::kReplace : IfTaken::kNumber});
  if (!writer) return writer.error();
  request_ = request;
  writer_ = std::move(*writer);
  wish_ = {.scale = 1, .widthPx = frame->widthPx, .heightPx = frame->heightPx};
  target_.reset();
  isLast_ = waitsForEncoder_ = false;
  why_.clear();
  runNumber_ = ui_.model().train->runNumber;
  command_ = ui_.actions().session().post([](TrainingSession& session) { session.pause(); });
  ui_.actions().lockTransport(kLocked);
  ui_.holdClock();
  showProgress();
  return {};
}

void MovieRecorder::stop() {
  if (!isRecording()) return;
  isLast_ = true;
  writer_->end();
}

std::optional<MovieEnd> MovieRecorder::finish() {
  if (!isRecording()) return std::nullopt;
  stop();
  return conclude(writer_->finish());
}

std::optional<MovieEnd> MovieRecorder::serveHidden() {
  if (!isRecording()) return std::nullopt;
  const DrawnArea& area = ui_.drawnWindow();
  ui_.draw(host_.beginFrame({.widthPx = static_cast<int>(area.size.x * area.density + 0.5F),
                             .heightPx = static_cast<int>(area.size.y * area.density + 0.5F),
                             .density = area.density,
                             .scale = area.scale,
                             .deltaSeconds = 0.0,
                             .hidesMouse = true}));
  host_.dropFrame();
  return serve();
}

std::optional<MovieEnd> MovieRecorder::serve() {
  if (!isRecording()) return std::nullopt;
  waitsForEncoder_ = true;
  if (isLast_) {
    std::optional<Status> ended = writer_->ended();
    showProgress();
    if (!ended) return std::nullopt;
    return conclude(std::move(*ended));
  }
  const Result<bool> isReady = writer_->advance();
  if (!isReady) return conclude(isReady.error());
  if (!*isReady) return std::nullopt;
  waitsForEncoder_ = false;
  if (!hasArrived()) return std::nullopt;
  if (const Status shot = shoot(); !shot) return conclude(shot);
  goOn();
  return std::nullopt;
}

/// Whether the moment of the next picture is there, with all that the picture shows.
bool MovieRecorder::hasArrived() {
  const std::shared_ptr<const TrainFrame> train = ui_.actions().session().trainFrame();
  if (train->runNumber != runNumber_) {
    why_ = "Another run has begun.";
    stop();
    waitsForEncoder_ = true;
    return false;
  }
  if (train->commandsDone < command_ || train->state == SessionState::kPlaying) return false;
  if (!ui_.isUpToDate()) return false;
  const bool isDiverged = train->state == SessionState::kDiverged;
  if (isDiverged) why_ = "The run has diverged.";
  isLast_ = isDiverged || (request_.lastStep && train->step >= *request_.lastStep);
  const bool isThere = !target_ || isDiverged || train->step == *target_;
  // A picture of the whole window is drawn with the mouse far away, which must end no drag.
  if (isThere && !request_.isViewOnly && ImGui::IsAnyMouseDown()) {
    isLast_ = false;
    return false;
  }
  if (!isThere) goOn();
  return isThere;
}

Result<gl::Image> MovieRecorder::draw() {
  const DrawnArea area = request_.isViewOnly ? ui_.drawnView() : ui_.drawnWindow();
  const Result<FrameInput> frame = pictureFrame(area, wish_);
  if (!frame) return frame.error();
  const bool isFirst = writer_->frames() == 0;
  double delta = isFirst ? 0.0 : 1.0 / request_.framesPerSecond;
  UiHost& host = request_.isViewOnly ? *viewHost_ : host_;
  host.setTheme(ui_.settings().theme);
  Result<gl::Image> image = drawPicture(
      host, *frame,
      [&](const ui::Frame& f) {
        const double seconds = std::exchange(delta, 0.0);
        return request_.isViewOnly ? ui_.drawViewPicture(f, seconds) : ui_.drawPicture(f, seconds);
      },
      isFirst ? kSettlingFrames : kSettlingFramesLater);
  host_.makeCurrent();
  return image;
}

Status MovieRecorder::shoot() {
  const Result<gl::Image> image = draw();
  if (!image) return image.error();
  const Status added = writer_->add(*image);
  if (added) showProgress();
  return added;
}

/// Sends the run to the next picture's step.
void MovieRecorder::goOn() {
  waitsForEncoder_ = true;
  if (isLast_) return writer_->end();
  const long step = ui_.actions().session().trainFrame()->step;
  if (!target_ || step == *target_) {
    long next = step + request_.stepsPerFrame;
    if (request_.lastStep) next = std::min(next, *request_.lastStep);
    target_ = next;
    ui_.advanceClock(1.0 / request_.framesPerSecond);
  }
  command_ = ui_.actions().session().post(
      [step = *target_](TrainingSession& session) { session.runTo(step); });
}

void MovieRecorder::showProgress() {
  const long frames = writer_->frames();
  ui_.state().movie =
      MovieProgress{.frames = frames,
                    .seconds = static_cast<double>(frames) / request_.framesPerSecond,
                    .step = ui_.model().train->step,
                    .lastStep = request_.lastStep,
                    .isEnding = isLast_};
}

MovieEnd MovieRecorder::conclude(Status status) {
  MovieEnd end{.status = std::move(status),
               .why = why_,
               .path = writer_->path(),
               .format = writer_->spec().format,
               .frames = writer_->frames(),
               .seconds = static_cast<double>(writer_->frames()) / request_.framesPerSecond};
  writer_.reset();
  viewHost_.reset();
  host_.makeCurrent();
  ui_.state().movie.reset();
  ui_.actions().unlockTransport();
  ui_.releaseClock();
  return end;
}

}  // namespace adamscope
