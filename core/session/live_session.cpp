#include "core/session/live_session.h"

#include <chrono>
#include <exception>
#include <new>
#include <utility>

namespace adamscope {

namespace {

using Clock = TrainingSession::Clock;

/// How long the trainer works between two looks at the commands: "pause" answers within this.
constexpr auto kTrainingSlice = std::chrono::milliseconds(4);
/// No more snapshots than a display can show.
constexpr auto kFrameInterval = std::chrono::milliseconds(16);

}  // namespace

ViewRequest viewFor(const TrainFrame& train, const std::optional<ViewRequest>& view) {
  const Experiment& experiment = *train.experiment;
  const auto cap = static_cast<std::size_t>(train.config.limits.maxRegions);
  if (view && view->slice.origin.size() == experiment.data.train.featureCount()) {
    ViewRequest request = *view;
    request.maxRegions = cap;
    return request;
  }
  return {.slice = experiment.slice, .domain = experiment.domain, .maxRegions = cap};
}

LiveSession::LiveSession(std::unique_ptr<TrainingSession> session, std::function<void()> onNews)
    : session_(std::move(session)), onNews_(std::move(onNews)) {
  train_ = session_->frame();
  publishedId_ = train_->id;
  notices_ = session_->takeNotices();
  trainer_ = std::jthread([this](const std::stop_token& stop) { trainerMain(stop); });
  analyst_ = std::jthread([this](const std::stop_token& stop) { analysisMain(stop); });
}

LiveSession::~LiveSession() {
  trainer_.request_stop();
  analyst_.request_stop();
  trainer_.join();
  analyst_.join();
}

std::uint64_t LiveSession::post(Command command) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
    number = ++commandsPosted_;
  }
  trainerWake_.notify_one();
  return number;
}

void LiveSession::setView(std::optional<ViewRequest> view) {
  {
    const std::lock_guard lock(mutex_);
    const bool same = view.has_value() == view_.has_value() && (!view || view->sameAs(*view_));
    if (same) return;
    view_ = std::move(view);
    ++viewVersion_;
  }
  analysisWake_.notify_one();
}

void LiveSession::setAnalysisPaused(bool paused) {
  {
    const std::lock_guard lock(mutex_);
    analysisPaused_ = paused;
  }
  analysisWake_.notify_one();
}

std::shared_ptr<const TrainFrame> LiveSession::trainFrame() const {
  const std::lock_guard lock(mutex_);
  return train_;
}

std::shared_ptr<const AnalysisFrame> LiveSession::analysisFrame() const {
  const std::lock_guard lock(mutex_);
  return analysis_;
}

std::vector<SessionNotice> LiveSession::takeNotices() {
  const std::lock_guard lock(mutex_);
  return std::exchange(notices_, {});
}

void LiveSession::report(const std::string& problem) {
  {
    const std::lock_guard lock(mutex_);
    notices_.push_back({true, problem, {}});
  }
  onNews_();
}

void LiveSession::trainerMain(const std::stop_token& stop) {
  try {
    trainUntilStopped(stop);
  } catch (const std::bad_alloc&) {
    report("Out of memory: training has ended. Save what you need and restart with a smaller run.");
  } catch (const std::exception& error) {
    report(std::string("Training has ended: ") + error.what());
  }
}

void LiveSession::trainUntilStopped(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::deque<Command> commands;
    {
      const std::lock_guard lock(mutex_);
      commands = std::exchange(commands_, {});
    }
    const bool commanded = !commands.empty();
    runCommands(std::move(commands));
    const SessionState before = session_->state();
    const std::optional<Clock::time_point> next = session_->advance(kTrainingSlice);
    publish(commanded || session_->state() != before);
    if (next && *next <= Clock::now()) continue;
    // Not playing, or the next step is due later; what is not shown yet must not wait for it.
    if (!next || *next - Clock::now() > kFrameInterval) publish(true);
    std::unique_lock lock(mutex_);
    const auto hasCommand = [this] { return !commands_.empty(); };
    if (next) {
      trainerWake_.wait_until(lock, stop, *next, hasCommand);
    } else {
      trainerWake_.wait(lock, stop, hasCommand);
    }
  }
}

void LiveSession::runCommands(std::deque<Command> commands) {
  for (const Command& command : commands) {
    command(*session_);
    ++commandsDone_;
  }
}

void LiveSession::publish(bool force) {
  const Clock::time_point now = Clock::now();
  if (!force && now - lastPublished_ < kFrameInterval) return;
  std::vector<SessionNotice> notices = session_->takeNotices();
  std::shared_ptr<const TrainFrame> frame = session_->frame();
  const bool isNew = frame->id != publishedId_ || commandsDone_ != publishedCommands_;
  if (!isNew && notices.empty()) return;
  auto counted = std::make_shared<TrainFrame>(*frame);
  counted->commandsDone = commandsDone_;
  publishedId_ = frame->id;
  publishedCommands_ = commandsDone_;
  lastPublished_ = now;
  frame = std::move(counted);
  {
    const std::lock_guard lock(mutex_);
    train_.swap(frame);
    for (SessionNotice& notice : notices) notices_.push_back(std::move(notice));
  }
  analysisWake_.notify_one();
  onNews_();
}

void LiveSession::analysisMain(const std::stop_token& stop) {
  try {
    analyseUntilStopped(stop);
  } catch (const std::bad_alloc&) {
    report("Out of memory: the regions are no longer drawn. Lower limits.max_regions and restart.");
  } catch (const std::exception& error) {
    report(std::string("The regions are no longer drawn: ") + error.what());
  }
}

void LiveSession::analyseUntilStopped(const std::stop_token& stop) {
  std::uint64_t seenFrame = 0;
  std::uint64_t seenView = 0;
  std::uint64_t id = 0;
  while (!stop.stop_requested()) {
    std::shared_ptr<const TrainFrame> train;
    std::optional<ViewRequest> view;
    {
      std::unique_lock lock(mutex_);
      const bool news = analysisWake_.wait(lock, stop, [&] {
        return !analysisPaused_ && (train_->id != seenFrame || viewVersion_ != seenView);
      });
      if (!news) return;
      train = train_;
      view = view_;
      seenFrame = train->id;
      seenView = viewVersion_;
    }
    const Clock::time_point start = Clock::now();
    auto frame = std::make_shared<AnalysisFrame>(analyse(train, viewFor(*train, view)));
    frame->id = ++id;
    std::shared_ptr<const AnalysisFrame> old = std::move(frame);
    {
      const std::lock_guard lock(mutex_);
      analysis_.swap(old);
    }
    onNews_();
    // A display shows no more frames than this; the trainer can use the time.
    std::unique_lock lock(mutex_);
    analysisWake_.wait_until(lock, stop, start + kFrameInterval, [] { return false; });
  }
}

}  // namespace adamscope
