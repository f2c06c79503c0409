#include "core/session/training_session.h"

#include <algorithm>
#include <utility>

namespace adamscope {

namespace {

/// Over how long the speed is measured.
constexpr double kSpeedSeconds = 0.4;

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

Status TrainingSession::begin(const Config& config) {
  Result<Experiment> experiment = services_.load(config);
  if (!experiment) return experiment.error();
  auto shared = std::make_shared<const Experiment>(std::move(*experiment));
  Result<Run> run = Run::create(*shared);
  if (!run) return run.error();
  experiment_ = std::move(shared);
  shown_ = experiment_;
  run_ = std::make_unique<Run>(std::move(*run));
  history_ = std::make_shared<RunHistory>(experiment_);
  trail_ = TrailRecorder(services_.trailSteps);
  trail_.add(0, run_->network().parameters);
  changes_ = std::make_shared<const std::vector<SettingsChange>>();
  pendingChanges_.clear();
  config_ = experiment_->config;
  ++runNumber_;
  pastEnd_ = false;
  target_ = -1;
  untilCrossing_ = false;
  lastStepCrossed_ = false;
  effectiveDimension_ = 0.0;
  changed_ = true;
  openRecord();
  return {};
}

void TrainingSession::openRecord() {
  recorder_.reset();
  if (!services_.record) return;
  Result<std::unique_ptr<RunRecorder>> recorder = services_.record(*experiment_);
  if (recorder) {
    recorder_ = std::move(*recorder);
  } else {
    tell(true, "This run is not being recorded: " + recorder.message());
  }
}

void TrainingSession::tell(bool isError, std::string text, std::string path) {
  notices_.push_back({isError, std::move(text), std::move(path)});
}

void TrainingSession::play() {
  if (state_ == SessionState::kDiverged || state_ == SessionState::kPlaying) return;
  if (run_->stepCount() >= config_.steps) pastEnd_ = true;
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
  if (recorder_) record(recorder_->flush());
}

void TrainingSession::step(long count) { runTo(run_->stepCount() + std::max(1L, count)); }

void TrainingSession::runTo(long step) {
  if (step < run_->stepCount()) {
    rewind(step);
    return;
  }
  if (state_ == SessionState::kDiverged || step == run_->stepCount()) return;
  if (state_ == SessionState::kPlaying) pause();
  play();
  target_ = step;
}

void TrainingSession::toNextCrossing() {
  if (state_ == SessionState::kDiverged) return;
  if (state_ == SessionState::kPlaying) pause();
  play();
  untilCrossing_ = true;
}

void TrainingSession::setSpeed(double stepsPerSecond) {
  speed_ = std::max(1e-3, stepsPerSecond);
  nextDue_ = Clock::now();
}

void TrainingSession::configure(const Config& config) {
  switch (effectOfChange(config_, config)) {
    case SettingEffect::kNone:
      return;
    case SettingEffect::kView:
      applyView(config);
      break;
    case SettingEffect::kLive:
      applyLive(config);
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

void TrainingSession::applyView(const Config& config) {
  if (config.slice != config_.slice && show(config.slice)) config_.slice = config.slice;
  config_.steps = config.steps;
  config_.limits = config.limits;
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

void TrainingSession::rewind(long step) {
  const std::vector<SettingsChange> changes = *changes_;
  const Config view = config_;
  if (const Status begun = begin(Config(experiment_->config)); !begun) {
    tell(true, "Cannot rewind: " + begun.message());
    return;
  }
  config_.steps = view.steps;
  if (view.slice != config_.slice && show(view.slice)) config_.slice = view.slice;
  config_.limits = view.limits;
  for (const SettingsChange& change : changes) {
    if (change.step <= step) pendingChanges_.push_back(change);
  }
  state_ = SessionState::kPaused;
  applyDueChanges();
  if (step > 0) runTo(step);
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

void TrainingSession::checkpoint() {
  if (recorder_) record(recorder_->checkpoint(*run_));
}

void TrainingSession::record(const Status& written) {
  if (written) return;
  tell(true, "Recording has stopped; the run goes on. " + written.message(),
       recorder_ ? recorder_->path() : std::string());
  recorder_.reset();
  changed_ = true;
}

bool TrainingSession::takeStep() {
  const std::optional<StepRecord> step = run_->step();
  changed_ = true;
  if (!step) {
    checkpoint();
    stopAt(SessionState::kDiverged);
    return false;
  }
  history_->append(*step, run_->crossingsByLayer());
  trail_.add(run_->stepCount(), run_->network().parameters);
  effectiveDimension_ = step->effectiveDimension;
  lastStepCrossed_ = !step->events.empty();
  if (recorder_) record(recorder_->append(*step, run_->nearLinearBound()));
  applyDueChanges();
  return true;
}

std::optional<TrainingSession::Clock::time_point> TrainingSession::advance(Clock::duration budget) {
  if (state_ != SessionState::kPlaying) return std::nullopt;
  measureSpeed();
  const Clock::time_point start = Clock::now();
  const bool paced = !isRacing() && speed_ < kMaximumSpeed;
  const auto interval = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(paced ? 1.0 / speed_ : 0.0));
  Clock::time_point now = start;
  while (now - start < budget) {
    if (paced && nextDue_ > now) return nextDue_;
    if (!takeStep()) return std::nullopt;
    ++speedSteps_;
    now = Clock::now();
    // What could not be done in time is not made up for later.
    if (paced) nextDue_ = std::max(nextDue_ + interval, now - std::chrono::milliseconds(100));
    const long step = run_->stepCount();
    if (target_ >= 0 ? step >= target_ : untilCrossing_ && lastStepCrossed_) {
      stopAt(SessionState::kPaused);
      return std::nullopt;
    }
    if (target_ < 0 && !pastEnd_ && step >= config_.steps) {
      checkpoint();
      stopAt(SessionState::kFinished);
      return std::nullopt;
    }
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

std::shared_ptr<const TrainFrame> TrainingSession::frame() {
  if (frame_ && !changed_) return frame_;
  changed_ = false;
  auto frame = std::make_shared<TrainFrame>();
  frame->id = ++frameId_;
  frame->runNumber = runNumber_;
  frame->state = state_;
  frame->config = config_;
  frame->experiment = shown_;
  frame->history = history_;
  frame->changes = changes_;
  frame->step = run_->stepCount();
  frame->epoch = run_->epoch();
  frame->targetStep = target_;
  frame->network = run_->network();
  frame->parametersBefore = run_->parametersBefore();
  frame->trail = std::make_shared<const ParameterTrail>(trail_.trail());
  frame->stepSizes = run_->stepSizes();
  frame->performance = run_->performance();
  frame->counts = run_->counts();
  frame->effectiveDimension = effectiveDimension_;
  frame->divergence = run_->divergence();
  frame->stepsPerSecond = state_ == SessionState::kPlaying ? measuredSpeed_ : 0.0;
  frame->recordPath = recorder_ ? recorder_->path() : std::string();
  frame_ = std::move(frame);
  return frame_;
}

std::vector<SessionNotice> TrainingSession::takeNotices() { return std::exchange(notices_, {}); }

}  // namespace adamscope
