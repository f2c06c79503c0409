#include "app/cli/render_movie.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/export/movie.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

/// Steps and pictures in turn, until the last one, divergence or Ctrl-C.
Status drawFrames(const MovieOrder& order, WindowPainter& painter, MovieWriter& movie,
                  const InterruptGuard& guard) {
  ProgressBar progress("steps", order.steps, !order.isQuiet);
  const auto goesOn = [&] {
    progress.update(painter.train()->step, std::to_string(movie.frames()) + " pictures");
    return !guard.interrupted();
  };
  Status written = movie.add(painter.image());
  for (long step = 0; written && step < order.steps && goesOn();) {
    step += std::min(order.stepsPerFrame, order.steps - step);
    painter.runTo(step, goesOn);
    if (guard.interrupted()) break;
    painter.drawAfter(1.0 / order.framesPerSecond);
    written = movie.add(painter.image());
    if (painter.train()->state == SessionState::kDiverged) break;
  }
  return written;
}

/// How the movie ended, for people and for scripts.
int report(const MovieOrder& order, const TrainFrame& train, const MovieWriter& movie,
           const InterruptGuard& guard) {
  if (train.divergence) complain(kExitDone, "warning: " + train.divergence->message);
  if (movie.path() != order.out && order.format != MovieFormat::kPngFolder) {
    complain(kExitDone,
             "warning: " + order.out + " was taken meanwhile; the movie is " + movie.path());
  }
  if (!guard.interrupted()) return kExitDone;
  return complain(kExitFailed, "interrupted; " + movie.path() + " has the " +
                                   std::to_string(movie.frames()) + " pictures drawn so far");
}

}  // namespace

int renderMovie(const MovieOrder& order) {
  auto session = TrainingSession::create(
      order.config, {.load = [](const Config& c) { return loadExperiment(c); }, .record = {}});
  if (!session) return complain(kExitBadUsage, session.message());
  // Before the training, so that nobody waits for a movie that cannot be made.
  Result<WindowPainter> painter = WindowPainter::create(order.picture);
  if (!painter) return complain(kExitFailed, painter.message());
  // From before the first file is there: an interrupted movie leaves no part of one behind.
  const InterruptGuard guard;
  std::error_code ignored;
  const bool isThere = std::filesystem::exists(order.out, ignored);
  auto movie =
      MovieWriter::create({.path = order.out,
                           .format = order.format,
                           .widthPx = order.picture.widthPx,
                           .heightPx = order.picture.heightPx,
                           .framesPerSecond = order.framesPerSecond,
                           .ifTaken = order.overwrites ? IfTaken::kReplace : IfTaken::kRefuse});
  if (!movie) {
    const bool isTaken = isThere && !order.overwrites;
    return complain(isTaken ? kExitBadUsage : kExitFailed,
                    movie.message() + (isTaken ? " or --overwrite" : ""));
  }
  if (const Status shown = painter->show(std::move(*session)); !shown) {
    return complain(kExitFailed, shown.message());
  }
  Status written = drawFrames(order, *painter, **movie, guard);
  if (written) written = (*movie)->finish();
  if (!written) return complain(kExitFailed, written.message());
  return report(order, *painter->train(), **movie, guard);
}

}  // namespace adamscope
