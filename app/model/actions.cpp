#include "app/model/actions.h"

#include <utility>

#include "core/io/recorded_folder.h"
#include "core/session/settings_change.h"

namespace adamscope {

namespace {

/// How many edits can be undone.
constexpr std::size_t kDepth = 200;

/// Whether it began a new run: `config` needs one, and can be had.
bool beginsWith(TrainingSession& session, const Config& config) {
  // From a past moment a live change would branch.
  session.seek(session.run().stepCount());
  const long before = session.frame()->runNumber;
  session.configure(config);
  if (session.frame()->runNumber != before) return true;
  // It differs in nothing that needs one, unless it was refused.
  if (!(session.frame()->config == config)) return false;
  session.restart();
  return true;
}

}  // namespace

void ConfigHistory::preview(const Config& config) {
  if (!dragStart_) dragStart_ = now_;
  now_ = config;
}

void ConfigHistory::commit(const Config& config) {
  const Config before = dragStart_.value_or(now_);
  dragStart_.reset();
  now_ = config;
  if (before == config) return;
  past_.push_back(before);
  if (past_.size() > kDepth) past_.erase(past_.begin());
  future_.clear();
}

void ConfigHistory::adopt(const Config& config) {
  if (!dragStart_) now_ = config;
}

bool ConfigHistory::undo() {
  if (past_.empty()) return false;
  future_.push_back(std::exchange(now_, past_.back()));
  past_.pop_back();
  dragStart_.reset();
  return true;
}

bool ConfigHistory::redo() {
  if (future_.empty()) return false;
  past_.push_back(std::exchange(now_, future_.back()));
  future_.pop_back();
  dragStart_.reset();
  return true;
}

bool Actions::mayMove() {
  if (lockedBecause_.empty()) return true;
  tell({.isError = false, .text = lockedBecause_, .path = {}});
  return false;
}

void Actions::play() {
  if (!mayMove()) return;
  session_.post([](TrainingSession& session) { session.play(); });
}

void Actions::pause() {
  if (!mayMove()) return;
  session_.post([](TrainingSession& session) { session.pause(); });
}

void Actions::togglePlay(const TrainFrame& train) {
  if (train.state == SessionState::kPlaying) {
    pause();
  } else {
    play();
  }
}

void Actions::step(long count) {
  if (!mayMove()) return;
  session_.post([count](TrainingSession& session) { session.step(count); });
}

void Actions::runTo(long step) {
  if (!mayMove()) return;
  session_.post([step](TrainingSession& session) { session.runTo(step); });
}

void Actions::toNextCrossing() {
  if (!mayMove()) return;
  session_.post([](TrainingSession& session) { session.toNextCrossing(); });
}

void Actions::toPreviousCrossing() {
  if (!mayMove()) return;
  session_.post([](TrainingSession& session) { session.toPreviousCrossing(); });
}

void Actions::seek(long step) {
  if (!mayMove()) return;
  session_.post([step](TrainingSession& session) { session.seek(step); });
}

void Actions::seekEvent(std::size_t event) {
  if (!mayMove()) return;
  session_.post([event](TrainingSession& session) { session.seekEvent(event); });
}

void Actions::keepRun() {
  session_.post([](TrainingSession& session) { session.keepRun(); });
}

void Actions::dropRun(long number) {
  session_.post([number](TrainingSession& session) { session.dropRun(number); });
}

void Actions::openRun(const std::string& folder) {
  if (!mayMove()) return;
  Result<RecordedRun> recorded = readRecordedRun(folder);
  if (!recorded) {
    tell({true, recorded.message(), folder});
    return;
  }
  openedRun_ = folder;
  lastConfigure_ =
      session_.post([run = std::move(*recorded)](TrainingSession& session) { session.open(run); });
}

void Actions::restart() {
  if (!mayMove()) return;
  session_.post([](TrainingSession& session) { session.restart(); });
}

void Actions::setSpeed(double stepsPerSecond) {
  session_.post([stepsPerSecond](TrainingSession& session) { session.setSpeed(stepsPerSecond); });
}

void Actions::setReplayRate(double rate) {
  session_.post([rate](TrainingSession& session) { session.setReplayRate(rate); });
}

void Actions::send(const Config& config) {
  lastConfigure_ = session_.post([config](TrainingSession& session) { session.configure(config); });
}

void Actions::previewConfig(const Config& config) {
  const SettingEffect effect = effectOfChange(config_.now(), config);
  config_.preview(config);
  if (effect == SettingEffect::kLive || effect == SettingEffect::kView) send(config);
}

void Actions::setConfig(const Config& config) {
  config_.commit(config);
  send(config);
}

void Actions::startRun(const Config& config) {
  if (!mayMove()) return;
  config_.commit(config);
  lastConfigure_ = session_.post([config](TrainingSession& session) {
    if (beginsWith(session, config)) session.play();
  });
}

void Actions::undo() {
  if (config_.undo()) send(config_.now());
}

void Actions::redo() {
  if (config_.redo()) send(config_.now());
}

void Actions::follow(const TrainFrame& train) {
  if (train.commandsDone >= lastConfigure_) config_.adopt(train.config);
}

}  // namespace adamscope
