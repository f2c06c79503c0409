#include "core/session/live_session.h"

#include <chrono>
#include <exception>
#include <new>
#include <utility>

#include "core/base/check.h"

namespace adamscope {

namespace {

using Clock = TrainingSession::Clock;

/// How long the trainer works between two looks at the commands: "pause" answers within this.
constexpr auto kTrainingSlice = std::chrono::milliseconds(4);
/// No more snapshots than a display can show.
constexpr auto kFrameInterval = std::chrono::milliseconds(16);
/// The regions come first: looks at the theory take at most one part in so many of the analysis
/// thread's time.
constexpr int kTheoryPart = 8;

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

LiveSession::LiveSession(Private /*key*/, std::unique_ptr<TrainingSession> session,
                         std::function<void()> onNews)
    : session_(std::move(session)), onNews_(std::move(onNews)) {
  train_ = session_->frame();
  publishedId_ = train_->id;
  notices_ = session_->takeNotices();
}

LiveSession::LiveSession(std::unique_ptr<TrainingSession> session, std::function<void()> onNews)
    : LiveSession(Private(), std::move(session), std::move(onNews)) {
  trainer_ = std::jthread([this](const std::stop_token& stop) { trainerMain(stop); });
  analyst_ = std::jthread([this](const std::stop_token& stop) { analysisMain(stop); });
  slicer_ = std::jthread([this](const std::stop_token& stop) { sliceMain(stop); });
}

std::unique_ptr<LiveSession> LiveSession::withoutThreads(std::unique_ptr<TrainingSession> session) {
  return std::make_unique<LiveSession>(Private(), std::move(session), [] {});
}

LiveSession::~LiveSession() {
  // All are told before any is waited for.
  trainer_.request_stop();
  analyst_.request_stop();
  slicer_.request_stop();
  if (trainer_.joinable()) trainer_.join();
  if (analyst_.joinable()) analyst_.join();
  if (slicer_.joinable()) slicer_.join();
}

void LiveSession::pump() {
  ADAMSCOPE_CHECK(!trainer_.joinable(), "a session with threads works by itself");
  trainOnce();
  publish(true);
  if (hasAnalysisWork()) analyseNewest(false);
  // Which snapshots are met on the way depends on the clock; the one at the end does not.
  const bool isResting = session_->state() != SessionState::kPlaying;
  if (isResting && hasTheoryWork()) lookAtTheory(false);
  if (barrierRequest_) measureRequestedBarrier({}, false);
  if (hasSliceWork()) sliceNewest(false);
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

std::optional<ViewRequest> LiveSession::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

void LiveSession::setAnalysisPaused(bool paused) {
  {
    const std::lock_guard lock(mutex_);
    analysisPaused_ = paused;
  }
  analysisWake_.notify_one();
  sliceWake_.notify_one();
}

void LiveSession::setSlice(std::optional<SliceRequest> request) {
  {
    const std::lock_guard lock(mutex_);
    if (request == sliceRequest_) return;
    sliceRequest_ = std::move(request);
    ++sliceVersion_;
  }
  sliceWake_.notify_one();
}

std::optional<SliceRequest> LiveSession::sliceRequest() const {
  const std::lock_guard lock(mutex_);
  return sliceRequest_;
}

std::shared_ptr<const TrainFrame> LiveSession::trainFrame() const {
  const std::lock_guard lock(mutex_);
  return train_;
}

std::shared_ptr<const AnalysisFrame> LiveSession::analysisFrame() const {
  const std::lock_guard lock(mutex_);
  return analysis_;
}

void LiveSession::requestBarrier(BarrierRequest request) {
  {
    const std::lock_guard lock(mutex_);
    barrierRequest_ = std::move(request);
  }
  analysisWake_.notify_one();
}

bool LiveSession::isBarrierUnderWay() const {
  const std::lock_guard lock(mutex_);
  return barrierRequest_.has_value() || isBarrierMeasured_;
}

std::shared_ptr<const BarrierFrame> LiveSession::barrierFrame() const {
  const std::lock_guard lock(mutex_);
  return barrier_;
}

std::shared_ptr<const TheoryFrame> LiveSession::theoryFrame() const {
  const std::lock_guard lock(mutex_);
  return theory_;
}

std::shared_ptr<const SliceFrame> LiveSession::sliceFrame() const {
  const std::lock_guard lock(mutex_);
  return slice_;
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
    const std::optional<Clock::time_point> next = trainOnce();
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
  // The record is left complete, with the network and the summary.
  session_->checkpoint();
}

/// Runs the commands and takes the steps that are due, for one slice of time; when to come again.
std::optional<Clock::time_point> LiveSession::trainOnce() {
  std::deque<Command> commands;
  {
    const std::lock_guard lock(mutex_);
    commands = std::exchange(commands_, {});
  }
  for (const Command& command : commands) {
    command(*session_);
    ++commandsDone_;
  }
  const SessionState before = session_->state();
  const std::optional<Clock::time_point> next = session_->advance(kTrainingSlice);
  publish(!commands.empty() || session_->state() != before);
  return next;
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
  sliceWake_.notify_one();
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
  while (!stop.stop_requested()) {
    const AnalysisWork work = waitForWork(stop);
    const Clock::time_point start = Clock::now();
    if (work.regions) analyseNewest(true);
    if (work.theory) lookAtTheory(true);
    if (work.barrier) measureRequestedBarrier(stop, true);
    // A display shows no more frames than this; the trainer can use the time.
    std::unique_lock lock(mutex_);
    analysisWake_.wait_until(lock, stop, start + kFrameInterval, [] { return false; });
  }
}

LiveSession::AnalysisWork LiveSession::waitForWork(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const AnalysisWork work{.regions = hasAnalysisWork(),
                            .theory = hasTheoryWork() && Clock::now() >= nextLook_,
                            .barrier = barrierRequest_.has_value()};
    if (work.regions || work.theory || work.barrier) return work;
    const auto isUrgent = [this] { return hasAnalysisWork() || barrierRequest_.has_value(); };
    if (hasTheoryWork()) {
      analysisWake_.wait_until(lock, stop, nextLook_, isUrgent);
    } else {
      analysisWake_.wait(lock, stop, [&] { return isUrgent() || hasTheoryWork(); });
    }
  }
  return {};
}

/// Whether the newest network or the view has not been analysed yet. Under the mutex.
bool LiveSession::hasAnalysisWork() const {
  return !analysisPaused_ && (train_->id != analysedTrain_ || viewVersion_ != analysedView_);
}

/// Whether there is a snapshot that has not been looked at. Under the mutex.
bool LiveSession::hasTheoryWork() const { return !analysisPaused_ && train_->theory != lookedAt_; }

void LiveSession::lookAtTheory(bool isTimed) {
  std::shared_ptr<const TrainFrame> train;
  {
    const std::lock_guard lock(mutex_);
    train = train_;
    lookedAt_ = train->theory;
  }
  const Clock::time_point start = Clock::now();
  if (theoryRun_ != train->runNumber) {
    theorist_ = std::make_unique<TheoryAnalyst>(train->experiment);
    theoryRun_ = train->runNumber;
  }
  theorist_->look(*train->theory, train->config.theory);
  auto frame = std::make_shared<TheoryFrame>();
  frame->id = theory_ ? theory_->id + 1 : 1;
  frame->runNumber = train->runNumber;
  frame->looks = theorist_->looks();
  frame->distributions = theorist_->distributions(*train->theory);
  frame->kernelSamples = theorist_->kernelSamples();
  frame->kernelUsesAllSamples = theorist_->kernelUsesAllSamples();
  frame->leastGapConstant = theorist_->leastGapConstant();
  const Clock::duration taken = Clock::now() - start;
  if (isTimed) frame->seconds = std::chrono::duration<double>(taken).count();
  nextLook_ = Clock::now() + (kTheoryPart - 1) * taken;
  std::shared_ptr<const TheoryFrame> old = std::move(frame);
  {
    const std::lock_guard lock(mutex_);
    theory_.swap(old);
  }
  onNews_();
}

void LiveSession::measureRequestedBarrier(const std::stop_token& stop, bool isTimed) {
  auto frame = std::make_shared<BarrierFrame>();
  {
    const std::lock_guard lock(mutex_);
    frame->request = std::move(*barrierRequest_);
    barrierRequest_.reset();
    isBarrierMeasured_ = true;
  }
  const Clock::time_point start = Clock::now();
  const Experiment& experiment = *frame->request.experiment;
  frame->report =
      measureBarrier(frame->request.a, frame->request.b, experiment.data.train,
                     experiment.config.loss, {}, [&stop] { return !stop.stop_requested(); });
  if (isTimed) frame->seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::shared_ptr<const BarrierFrame> old = std::move(frame);
  {
    const std::lock_guard lock(mutex_);
    isBarrierMeasured_ = false;
    barrier_.swap(old);
  }
  onNews_();
}

void LiveSession::analyseNewest(bool isTimed) {
  std::shared_ptr<const TrainFrame> train;
  std::optional<ViewRequest> view;
  {
    const std::lock_guard lock(mutex_);
    train = train_;
    view = view_;
    analysedTrain_ = train->id;
    analysedView_ = viewVersion_;
  }
  auto frame = std::make_shared<AnalysisFrame>(analyse(train, viewFor(*train, view)));
  frame->id = ++analysisId_;
  if (!isTimed) frame->seconds = 0.0;
  std::shared_ptr<const AnalysisFrame> old = std::move(frame);
  {
    const std::lock_guard lock(mutex_);
    analysis_.swap(old);
  }
  onNews_();
}

void LiveSession::sliceMain(const std::stop_token& stop) {
  try {
    sliceUntilStopped(stop);
  } catch (const std::bad_alloc&) {
    report("Out of memory: the parameter slice is no longer drawn. Look at a smaller part of it.");
  } catch (const std::exception& error) {
    report(std::string("The parameter slice is no longer drawn: ") + error.what());
  }
}

void LiveSession::sliceUntilStopped(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      if (!sliceWake_.wait(lock, stop, [this] { return hasSliceWork(); })) return;
    }
    const Clock::time_point start = Clock::now();
    sliceNewest(true);
    std::unique_lock lock(mutex_);
    sliceWake_.wait_until(lock, stop, start + kFrameInterval, [] { return false; });
  }
}

/// As hasAnalysisWork, for the slice of parameter space.
bool LiveSession::hasSliceWork() const {
  return sliceRequest_ && !analysisPaused_ &&
         (train_->id != slicedTrain_ || sliceVersion_ != slicedRequest_);
}

void LiveSession::sliceNewest(bool isTimed) {
  std::shared_ptr<const TrainFrame> train;
  SliceRequest request;
  {
    const std::lock_guard lock(mutex_);
    train = train_;
    request = *sliceRequest_;
    slicedTrain_ = train->id;
    slicedRequest_ = sliceVersion_;
  }
  // A paused run leaves the other cores idle.
  const bool hasHelpers = isTimed && train->state != SessionState::kPlaying;
  if (hasHelpers && !sliceHelpers_) sliceHelpers_ = std::make_unique<ThreadPool>();
  auto frame = std::make_shared<SliceFrame>(
      analyseSlice(std::move(train), request, hasHelpers ? sliceHelpers_.get() : nullptr));
  frame->id = ++sliceId_;
  if (!isTimed) frame->seconds = 0.0;
  std::shared_ptr<const SliceFrame> old = std::move(frame);
  {
    const std::lock_guard lock(mutex_);
    slice_.swap(old);
  }
  onNews_();
}

}  // namespace adamscope
