#include "core/session/training_session.h"

#include <algorithm>
#include <utility>

#include "core/session/past_moment.h"

namespace adamscope {

namespace {

/// Over how long the speed is measured.
constexpr double kSpeedSeconds = 0.4;

std::size_t keyframeBudget(const Config& config) {
  return static_cast<std::size_t>(config.limits.keyframeMb) << 20U;
}

/// So many last steps that their parameters take about 8 MiB; 4096 at most, for each is drawn.
std::size_t affordableSteps(const Network& network) {
  constexpr std::size_t kNumbers = std::size_t{1} << 20;
  constexpr std::size_t kMost = 4096;
  const auto size = static_cast<std::size_t>(network.parameters.size());
  return std::min(kMost, kNumbers / std::max<std::size_t>(1, size));
}

/// What of theory.* only changes what is looked at.
void takeTheoryView(TheoryConfig& to, const TheoryConfig& from) {
  to.interval = from.interval;
  to.thresholds = from.thresholds;
  to.sigma = from.sigma;
  to.delta = from.delta;
}

double secondsBetween(TrainingSession::Clock::time_point from,
                      TrainingSession::Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Result<std::unique_ptr<TrainingSession>> TrainingSession::create(const Config& config,
                                                                 SessionServices services) {
  auto session = std::make_unique<TrainingSession>(Private{}, std::move(services));
  if (const Status begun = session->begin(config); !begun) return begun.error();
  return session;
}

Result<std::unique_ptr<TrainingSession>> TrainingSession::reopen(const RecordedRun& recorded,
                                                                 SessionServices services) {
  auto session = create(recorded.config, std::move(services));
  if (session) (*session)->repeat(recorded);
  return session;
}

Status TrainingSession::begin(const Config& config) {
  Result<Experiment> experiment = services_.load(config);
  if (!experiment) return experiment.error();
  auto shared = std::make_shared<const Experiment>(std::move(*experiment));
  Result<Run> run = Run::create(*shared, services_.spillFolder);
  if (!run) return run.error();
  if (run_ && run_->stepCount() > 0) checkpoint();
  experiment_ = std::move(shared);
  shown_ = experiment_;
  run_ = std::make_unique<Run>(std::move(*run));
  history_ = std::make_shared<RunHistory>(experiment_, services_.spillFolder);
  trail_ = TrailRecorder(std::max(services_.trailSteps, affordableSteps(run_->network())));
  trail_.add(0, run_->network().parameters);
  changes_ = std::make_shared<const std::vector<SettingsChange>>();
  pendingChanges_.clear();
  config_ = experiment_->config;
  ++runNumber_;
  name_ = "run " + std::to_string(runNumber_);
  playback_ = std::make_unique<Playback>(run_->trainer(), config_, keyframeBudget(config_));
  moment_ = {};
  branchConfig_.reset();
  recorded_ = {};
  pastEnd_ = false;
  target_ = -1;
  untilCrossing_ = false;
  effectiveDimension_ = 0.0;
  changed_ = true;
  prepareLook();
  openRecord();
  return {};
}

void TrainingSession::tell(bool isError, std::string text, std::string path) {
  notices_.push_back({isError, std::move(text), std::move(path)});
}

void TrainingSession::play() {
  if (state_ == SessionState::kPlaying) return;
  if (!isPast()) {
    if (run_->divergence()) return;
    if (run_->stepCount() >= config_.steps) pastEnd_ = true;
  }
  state_ = SessionState::kPlaying;
  nextDue_ = Clock::now();
  speedSince_ = nextDue_;
  speedSteps_ = 0;
  changed_ = true;
}

void TrainingSession::pause() {
  if (state_ == SessionState::kPlaying) stopAt(SessionState::kPaused);
}

void TrainingSession::stopAt(SessionState state) {
  state_ = state;
  target_ = -1;
  untilCrossing_ = false;
  measuredSpeed_ = 0.0;
  changed_ = true;
  if (theory_->step != run_->stepCount()) prepareLook();
  completeRecords();
  if (recorder_) record(recorder_->flush());
}

void TrainingSession::step(long count) {
  // From inside a step its end is one step on.
  const long from = moment_.tau < 1.0 ? moment_.step - 1 : moment_.step;
  runTo(from + std::max(1L, count));
}

void TrainingSession::runTo(long step) {
  if (step < run_->stepCount() || (step == run_->stepCount() && isPast())) {
    seek(step);
    return;
  }
  if (run_->divergence() || step == run_->stepCount()) return;
  pause();
  showEnd();
  play();
  target_ = step;
}

void TrainingSession::toNextCrossing() {
  pause();
  const std::size_t next = moment_.event ? *moment_.event + 1 : eventsSoFar();
  if (next < history_->events.size()) {
    seekEvent(next);
    return;
  }
  if (run_->divergence()) return;
  showEnd();
  play();
  untilCrossing_ = true;
}

void TrainingSession::toPreviousCrossing() {
  const std::size_t end = moment_.event ? *moment_.event : eventsSoFar();
  if (end > 0) seekEvent(end - 1);
}

std::size_t TrainingSession::eventsSoFar() const {
  return history_->eventsBefore(moment_.step + 1);
}

void TrainingSession::seek(long step) {
  pause();
  showMoment({.step = std::clamp(step, 0L, run_->stepCount())});
}

void TrainingSession::seekEvent(std::size_t event) {
  if (event >= history_->events.size()) return;
  pause();
  const EventRow& row = history_->events[event];
  showMoment({.step = static_cast<long>(row.step), .tau = row.tau, .event = event});
}

void TrainingSession::showMoment(const Moment& moment) {
  moment_ = moment;
  state_ = SessionState::kPaused;
  changed_ = true;
  if (isPast()) return;
  if (run_->divergence()) {
    state_ = SessionState::kDiverged;
  } else if (!pastEnd_ && run_->stepCount() >= config_.steps) {
    state_ = SessionState::kFinished;
  }
}

void TrainingSession::showEnd() {
  moment_ = {.step = run_->stepCount()};
  changed_ = true;
}

void TrainingSession::setSpeed(double stepsPerSecond) {
  speed_ = std::max(1e-3, stepsPerSecond);
  nextDue_ = Clock::now();
}

void TrainingSession::setReplayRate(double rate) {
  replayRate_ = std::max(1e-3, rate);
  nextDue_ = Clock::now();
}

/// Steps a second from here on; kMaximumSpeed and above: no waiting.
double TrainingSession::pace() const {
  if (isRacing()) return kMaximumSpeed;
  return isPast() ? std::min(speed_, kReplaySpeed) * replayRate_ : speed_;
}

void TrainingSession::configure(const Config& config) {
  switch (effectOfChange(shownConfig(), config)) {
    case SettingEffect::kNone:
      return;
    case SettingEffect::kView:
      applyView(config);
      break;
    case SettingEffect::kLive:
      configureLive(config);
      break;
    case SettingEffect::kRestart: {
      const bool plays = state_ == SessionState::kPlaying;
      if (const Status begun = begin(config); !begun) {
        tell(true, "The run goes on unchanged: " + begun.message());
        break;
      }
      state_ = SessionState::kPaused;
      if (plays) play();
      break;
    }
  }
  changed_ = true;
}

Config TrainingSession::shownConfig() const {
  if (branchConfig_) return *branchConfig_;
  if (!isPast()) return config_;
  const long settled = moment_.tau < 1.0 ? moment_.step - 1 : moment_.step;
  Config config = configAfter(settled, experiment_->config, *changes_);
  // These are not the past's: they say how it is looked at.
  config.slice = config_.slice;
  config.steps = config_.steps;
  config.limits = config_.limits;
  config.theory.c = config_.theory.c;
  takeTheoryView(config.theory, config_.theory);
  return config;
}

void TrainingSession::configureLive(const Config& config) {
  if (branchConfig_) {
    applyView(config);
    branchConfig_ = config;
    return;
  }
  if (!isPast()) {
    applyLive(config);
    return;
  }
  Config alike = shownConfig();
  alike.theory.c = config.theory.c;
  if (effectOfChange(alike, config) != SettingEffect::kLive) {
    Config newest = config_;
    newest.theory.c = config.theory.c;
    applyLive(newest);
    applyView(config);
    return;
  }
  branch(config);
}

void TrainingSession::applyView(const Config& config) {
  if (config.slice != config_.slice && show(config.slice)) config_.slice = config.slice;
  config_.steps = config.steps;
  config_.limits = config.limits;
  playback_->setBudget(keyframeBudget(config_));
  takeTheoryView(config_.theory, config.theory);
}

/// Looks at another part of input space from now on; false, with a notice, if it cannot be had.
bool TrainingSession::show(const SliceConfig& slice) {
  Experiment shown = *experiment_;
  shown.config.slice = slice;
  const Status valid = validateConfig(shown.config);
  Result<InputSlice> plane =
      valid ? sliceOf(slice, shown.data.train.inputs) : Result<InputSlice>(valid.error());
  const Result<SliceDomain> domain =
      plane ? domainOf(slice, *plane, shown.data) : Result<SliceDomain>(plane.error());
  if (!domain) {
    tell(true, "The slice is unchanged: " + domain.message());
    return false;
  }
  shown.slice = std::move(*plane);
  shown.domain = *domain;
  shown_ = std::make_shared<const Experiment>(std::move(shown));
  return true;
}

void TrainingSession::applyLive(const Config& config) {
  const std::vector<std::string> settings = changedSettings(config_, config);
  if (const Status applied = run_->applyLiveSettings(config); !applied) {
    tell(true, "The setting is unchanged: " + applied.message());
    return;
  }
  applyView(config);
  const SliceConfig shown = config_.slice;
  config_ = config;
  config_.slice = shown;
  for (const std::string& setting : settings) {
    const std::string key = setting.substr(0, setting.find('='));
    if (effectOfKey(key) == SettingEffect::kLive) noteChange({run_->stepCount(), setting});
  }
}

void TrainingSession::noteChange(const SettingsChange& change) {
  auto changes = std::make_shared<std::vector<SettingsChange>>(*changes_);
  changes->push_back(change);
  changes_ = std::move(changes);
  if (recorder_) record(recorder_->noteChange(change));
}

void TrainingSession::restart() {
  const bool plays = state_ == SessionState::kPlaying;
  if (const Status begun = begin(Config(config_)); !begun) {
    tell(true, "The run goes on unchanged: " + begun.message());
    return;
  }
  state_ = SessionState::kPaused;
  if (plays) play();
}

void TrainingSession::open(const RecordedRun& recorded) {
  if (const Status begun = begin(recorded.config); !begun) {
    tell(true, "Cannot open " + recorded.path + ": " + begun.message(), recorded.path);
    return;
  }
  repeat(recorded);
}

void TrainingSession::applyDueChanges() {
  while (!pendingChanges_.empty() && pendingChanges_.front().step <= run_->stepCount()) {
    const SettingsChange change = pendingChanges_.front();
    pendingChanges_.erase(pendingChanges_.begin());
    Config config = config_;
    const Status set = setConfigKey(config, change.setting);
    if (set && run_->applyLiveSettings(config)) {
      config_ = config;
      noteChange(change);
    }
  }
}

bool TrainingSession::advanceOnce() {
  if (!isPast()) return takeStep();
  moment_ = {.step = moment_.tau < 1.0 ? moment_.step : moment_.step + 1};
  changed_ = true;
  return true;
}

bool TrainingSession::takeStep() {
  const std::optional<StepRecord> step = run_->stepAhead();
  changed_ = true;
  if (!step) {
    checkpoint();
    stopAt(SessionState::kDiverged);
    return false;
  }
  playback_->note(run_->trainer());
  trail_.add(run_->stepCount(), run_->network().parameters);
  moment_ = {.step = run_->stepCount()};
  if (run_->recordsDue() || untilCrossing_) completeRecords();
  applyDueChanges();
  if (branchConfig_ && run_->stepCount() == branchStep_) finishBranch();
  return true;
}

/// Whether playing is over; then it has been stopped.
bool TrainingSession::hasArrived() {
  if (state_ != SessionState::kPlaying) return true;
  if (target_ >= 0) {
    if (moment_.step < target_) return false;
    stopAt(SessionState::kPaused);
    return true;
  }
  if (untilCrossing_) {
    const std::size_t first = history_->eventsBefore(moment_.step);
    if (first == history_->events.size()) return false;
    stopAt(SessionState::kPaused);
    seekEvent(first);
    return true;
  }
  if (isPast()) return false;
  if (run_->divergence()) {
    stopAt(SessionState::kDiverged);
    return true;
  }
  if (pastEnd_ || run_->stepCount() < config_.steps) return false;
  checkpoint();
  stopAt(SessionState::kFinished);
  return true;
}

std::optional<TrainingSession::Clock::time_point> TrainingSession::advance(Clock::duration budget) {
  if (state_ != SessionState::kPlaying) return std::nullopt;
  const std::optional<Clock::time_point> next = takeSteps(budget);
  completeRecords();
  return next;
}

std::optional<TrainingSession::Clock::time_point> TrainingSession::takeSteps(
    Clock::duration budget) {
  measureSpeed();
  const Clock::time_point start = Clock::now();
  Clock::time_point now = start;
  while (now - start < budget) {
    const double speed = pace();
    const bool isPaced = speed < kMaximumSpeed;
    if (isPaced && nextDue_ > now) return nextDue_;
    if (!advanceOnce() || hasArrived()) return std::nullopt;
    ++speedSteps_;
    now = Clock::now();
    const auto interval = std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(isPaced ? 1.0 / speed : 0.0));
    // What could not be done in time is not made up for later.
    if (isPaced) nextDue_ = std::max(nextDue_ + interval, now - std::chrono::milliseconds(100));
  }
  return now;
}

void TrainingSession::measureSpeed() {
  const Clock::time_point now = Clock::now();
  const double seconds = secondsBetween(speedSince_, now);
  if (seconds < kSpeedSeconds) return;
  measuredSpeed_ = static_cast<double>(speedSteps_) / seconds;
  speedSince_ = now;
  speedSteps_ = 0;
}

void TrainingSession::describeEnd(TrainFrame& frame) {
  frame.step = run_->stepCount();
  frame.epoch = run_->epoch();
  frame.network = run_->network();
  frame.parametersBefore = run_->parametersBefore();
  frame.trail = std::make_shared<const ParameterTrail>(trail_.trail());
  frame.stepSizes = stepSizesOf(run_->trainer());
  frame.performance = run_->performance();
  frame.counts = run_->counts();
  frame.effectiveDimension = effectiveDimension_;
  frame.divergence = run_->divergence();
}

void TrainingSession::describePast(TrainFrame& frame) {
  const bool wasTrue = !playback_->divergedAt().has_value();
  playback_->seek(moment_.step, *changes_);
  if (wasTrue && playback_->divergedAt()) {
    tell(true, "Repeating the run gave other numbers at step " +
                   std::to_string(*playback_->divergedAt()) +
                   ": what is shown of the past may not be what happened. The record is right.");
  }
  showPast(frame, moment_, playback_->trainer(), *experiment_);
  frame.trail = trailUpTo(frame, trail_.trail());
}

std::shared_ptr<const TrainFrame> TrainingSession::frame() {
  if (frame_ && !changed_) return frame_;
  changed_ = false;
  auto frame = std::make_shared<TrainFrame>();
  frame->id = ++frameId_;
  frame->runNumber = runNumber_;
  frame->state = state_;
  frame->config = shownConfig();
  frame->experiment = shown_;
  frame->history = history_;
  frame->changes = changes_;
  frame->lastStep = run_->stepCount();
  frame->name = name_;
  frame->kept = kept_;
  frame->targetStep = target_;
  // Only what is published can be looked at, and a snapshot costs as much as several steps.
  if (run_->stepCount() - theory_->step >= lookInterval(config_)) prepareLook();
  frame->theory = theory_;
  if (isPast()) {
    describePast(*frame);
  } else {
    describeEnd(*frame);
  }
  frame->stepsPerSecond = state_ == SessionState::kPlaying ? measuredSpeed_ : 0.0;
  frame->recordPath = recorder_ ? recorder_->path() : std::string();
  frame_ = std::move(frame);
  return frame_;
}

std::vector<SessionNotice> TrainingSession::takeNotices() { return std::exchange(notices_, {}); }

}  // namespace adamscope
