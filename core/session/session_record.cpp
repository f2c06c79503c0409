// TrainingSession's record: what it writes while it runs, and what it compares with an older one.
#include <string>
#include <utility>

#include "core/session/training_session.h"

namespace adamscope {

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

void TrainingSession::checkpoint() {
  completeRecords();
  if (recorder_) record(recorder_->checkpoint(*run_));
}

void TrainingSession::record(const Status& written) {
  if (written) return;
  tell(true,
       "Recording has stopped; the run goes on. " + written.message() +
           ". When that is mended, Restart (R) repeats and records the same steps.",
       recorder_ ? recorder_->path() : std::string());
  recorder_.reset();
  changed_ = true;
}

/// Brings the history and the record up to the last step.
void TrainingSession::prepareLook() {
  theory_ = std::make_shared<const TheorySnapshot>(run_->theorySnapshot());
}

void TrainingSession::completeRecords() {
  run_->completeRecords([this](const StepRecord& step, std::span<const long> crossingsByLayer) {
    history_->append(step, crossingsByLayer);
    effectiveDimension_ = step.effectiveDimension;
    if (recorder_) record(recorder_->append(step, run_->nearLinearBound()));
    compareStep(step);
  });
}

void TrainingSession::repeat(const RecordedRun& recorded) {
  recorded_ = recorded;
  pendingChanges_ = recorded.changes;
  state_ = SessionState::kPaused;
  if (recorded.isBeingWritten) {
    tell(false,
         recorded.path +
             " is still being written by another run. It is only read here, as far as it "
             "went; this run is recorded in a folder of its own.",
         recorded.path);
  }
  applyDueChanges();
  runTo(recorded.steps);
}

void TrainingSession::compareStep(const StepRecord& step) {
  if (!recorded_.compare) return;
  const std::string difference = recorded_.compare(step, run_->nearLinearBound());
  if (!difference.empty()) {
    tell(true, "The repeated run is not the recorded one: " + difference, recorded_.path);
  } else if (step.step < recorded_.steps) {
    return;
  } else {
    tell(false, "Repeated " + std::to_string(step.step) + " steps, every one as recorded.",
         recorded_.path);
  }
  recorded_.compare = nullptr;
}

}  // namespace adamscope
