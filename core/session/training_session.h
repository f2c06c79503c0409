// A run under somebody's hands: play, pause, step, change a setting, restart, rewind. One thread
// drives it; live_session.h puts it on a thread of its own, tests and offscreen rendering call it
// directly. The clock decides when a step is taken, never what it does: config, seeds and the
// changes with their steps give the same run, bit for bit.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/session/run_recorder.h"
#include "core/session/session_frames.h"

namespace adamscope {

/// Steps a second at "as fast as it goes".
inline constexpr double kMaximumSpeed = 1e9;

class TrainingSession {
  struct Private {};  // Only create() can name it.

 public:
  using Clock = std::chrono::steady_clock;

  /// A paused session at step 0. Error: what services.load says.
  static Result<std::unique_ptr<TrainingSession>> create(const Config& config,
                                                         SessionServices services);

  TrainingSession(Private, SessionServices services) : services_(std::move(services)) {}

  // ---- commands; each takes effect at this step boundary ----
  void play();
  void pause();
  /// Takes `count` steps as fast as it goes, then pauses.
  void step(long count);
  /// Goes on as fast as it goes until `step` steps are taken, then pauses; a step that is past
  /// rewinds to it.
  void runTo(long step);
  /// Goes on until a step has a crossing, then pauses.
  void toNextCrossing();
  /// Steps a second while playing, > 0; kMaximumSpeed and above: no waiting.
  void setSpeed(double stepsPerSecond);
  /// Makes `config` the session's: a live change is applied and recorded, a change of anything else
  /// starts a new run, which plays on if this one did. If the new one cannot be had (bad data, say)
  /// a notice tells why, and everything stays as it was.
  void configure(const Config& config);
  /// A new run from step 0 with the present settings and the same seeds.
  void restart();
  /// The same run at an earlier step, paused: run again from step 0 with the changes of then.
  void rewind(long step);
  /// Writes everything recorded so far, the network and the summary to the record's folder.
  void checkpoint();

  /// Takes the steps that are due, for about `budget`. Returns when to call again: at once (a time
  /// that has passed), later, or never unless a command comes (nothing).
  std::optional<Clock::time_point> advance(Clock::duration budget);

  /// A snapshot of now; a new one if anything changed since the last call.
  std::shared_ptr<const TrainFrame> frame();
  std::vector<SessionNotice> takeNotices();
  SessionState state() const { return state_; }
  const Run& run() const { return *run_; }

 private:
  Status begin(const Config& config);
  void openRecord();
  bool takeStep();
  void applyDueChanges();
  void applyLive(const Config& config);
  void applyView(const Config& config);
  bool show(const SliceConfig& slice);
  void noteChange(const SettingsChange& change);
  void record(const Status& written);
  void stopAt(SessionState state);
  bool isRacing() const { return target_ >= 0 || untilCrossing_; }
  void measureSpeed();
  void tell(bool isError, std::string text, std::string path = {});

  SessionServices services_;
  std::shared_ptr<const Experiment> experiment_;
  std::shared_ptr<const Experiment> shown_;  // the same, perhaps with another slice to look at
  std::unique_ptr<Run> run_;
  std::unique_ptr<RunRecorder> recorder_;
  std::shared_ptr<RunHistory> history_;
  TrailRecorder trail_;
  std::shared_ptr<const std::vector<SettingsChange>> changes_;
  std::vector<SettingsChange> pendingChanges_;  // of a rewind, in order
  Config config_;
  long runNumber_ = 0;

  SessionState state_ = SessionState::kPaused;
  bool pastEnd_ = false;  // config.steps were reached, and "play" was pressed again
  long target_ = -1;      // steps to reach before pausing; -1: none
  bool untilCrossing_ = false;
  bool lastStepCrossed_ = false;
  double effectiveDimension_ = 0.0;
  double speed_ = kMaximumSpeed;
  Clock::time_point nextDue_{};

  Clock::time_point speedSince_{};
  long speedSteps_ = 0;
  double measuredSpeed_ = 0.0;

  bool changed_ = true;
  std::uint64_t frameId_ = 0;
  std::shared_ptr<const TrainFrame> frame_;
  std::vector<SessionNotice> notices_;
};

}  // namespace adamscope
