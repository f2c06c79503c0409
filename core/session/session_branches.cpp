// TrainingSession's branches, and the runs that it keeps for comparison.
#include <utility>

#include "core/session/training_session.h"

namespace adamscope {

void TrainingSession::branch(const Config& config) {
  branchStep_ = moment_.tau < 1.0 ? moment_.step - 1 : moment_.step;
  playsAfterBranch_ = state_ == SessionState::kPlaying;
  const std::vector<SettingsChange> changes = *changes_;
  const Config view = config_;
  keepRun();
  if (const Status begun = begin(Config(experiment_->config)); !begun) {
    tell(true, "Cannot branch: " + begun.message());
    return;
  }
  applyView(view);
  for (const SettingsChange& change : changes) {
    if (change.step <= branchStep_) pendingChanges_.push_back(change);
  }
  branchConfig_ = config;
  state_ = SessionState::kPaused;
  applyDueChanges();
  if (branchStep_ == 0) {
    finishBranch();
  } else {
    runTo(branchStep_);
  }
}

void TrainingSession::finishBranch() {
  const Config wanted = *std::exchange(branchConfig_, std::nullopt);
  name_.clear();
  for (const std::string& setting : changedSettings(config_, wanted)) {
    const std::size_t dot = setting.find('.') + 1;  // 0 where there is none
    if (effectOfKey(setting.substr(0, setting.find('='))) != SettingEffect::kLive) continue;
    name_ += (name_.empty() ? "" : ", ") + setting.substr(dot);
  }
  name_ += " from step " + std::to_string(run_->stepCount());
  applyLive(wanted);
  if (state_ == SessionState::kPlaying && isRacing()) stopAt(SessionState::kPaused);
  if (playsAfterBranch_) play();
}

void TrainingSession::keepRun() {
  if (run_->stepCount() == 0) return;
  auto kept = std::make_shared<std::vector<KeptRun>>(*kept_);
  std::erase_if(*kept, [&](const KeptRun& run) { return run.number == runNumber_; });
  if (kept->size() >= kMostRuns - 1) {
    tell(false,
         "At most " + std::to_string(kMostRuns) + " runs are shown: \"" + kept->front().name +
             "\" is no longer. Its folder stays.",
         kept->front().path);
    kept->erase(kept->begin());
  }
  kept->push_back({.number = runNumber_,
                   .name = name_,
                   .path = recorder_ ? recorder_->path() : std::string(),
                   .history = history_,
                   .parameters = std::make_shared<const Vector>(run_->network().parameters)});
  kept_ = std::move(kept);
  changed_ = true;
}

void TrainingSession::dropRun(long number) {
  auto kept = std::make_shared<std::vector<KeptRun>>(*kept_);
  std::erase_if(*kept, [&](const KeptRun& run) { return run.number == number; });
  kept_ = std::move(kept);
  changed_ = true;
}

}  // namespace adamscope
