// A run under somebody's hands: play, pause, step, change a setting, restart, go back and forth in
// time. One thread drives it; live_session.h puts it on a thread of its own, tests and offscreen
// rendering call it directly. The clock decides when a step is taken, never what it does: config,
// seeds and the changes with their steps give the same run, bit for bit.
//
// Going back shows a past moment and loses nothing: playing from there repeats the run up to its
// end and goes on. A setting that is changed in the past branches: a new run that shares the past
// with the old one, which is kept beside it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/session/playback.h"
#include "core/session/recorded_run.h"
#include "core/session/run_recorder.h"
#include "core/session/session_frames.h"

namespace adamscope {

/// How many runs there can be at a time, the present one included.
inline constexpr int kMostRuns = 8;

/// Steps a second at "as fast as it goes".
inline constexpr double kMaximumSpeed = 1e9;
/// The most steps a second, times the replay rate, at which the past is repeated: it is to be seen.
inline constexpr double kReplaySpeed = 1000.0;

class TrainingSession {
  struct Private {};  // Only create() can name it.

 public:
  using Clock = std::chrono::steady_clock;

  /// A paused session at step 0. Error: what services.load says.
  static Result<std::unique_ptr<TrainingSession>> create(const Config& config,
                                                         SessionServices services);
  /// One that is on its way through a recorded run, as after open().
  static Result<std::unique_ptr<TrainingSession>> reopen(const RecordedRun& recorded,
                                                         SessionServices services);
  TrainingSession(Private, SessionServices services) : services_(std::move(services)) {}

  // ---- commands; each takes effect at this step boundary ----
  /// Plays on from the moment that is shown.
  void play();
  void pause();
  /// Takes `count` steps from the moment shown as fast as it goes, then pauses.
  void step(long count);
  /// Goes on as fast as it goes until `step` steps are taken, then pauses; a step that is past is
  /// shown.
  void runTo(long step);
  /// Shows the next crossing at its tau; trains until there is one, where none is recorded.
  void toNextCrossing();
  /// Shows the crossing before the moment shown; nothing happens if there is none.
  void toPreviousCrossing();
  /// Pauses and shows a past moment: the end of `step`, clamped to the steps taken.
  void seek(long step);
  /// Pauses and shows theta(tau) at a recorded crossing. Nothing happens if there is no such event.
  void seekEvent(std::size_t event);
  /// Steps a second while playing, > 0; kMaximumSpeed and above: no waiting.
  void setSpeed(double stepsPerSecond);
  /// Times the speed, > 0, while steps are repeated that the run has taken already.
  void setReplayRate(double rate);
  /// Makes `config` the session's: a live change is applied and recorded, or branches if a past
  /// moment is shown; a change of anything else starts a new run, which plays on if this one did.
  /// If the new one cannot be had (bad data, say) a notice tells why, and everything stays as it
  /// was.
  void configure(const Config& config);
  /// A new run from step 0 with the present settings and the same seeds.
  void restart();
  /// A new run that repeats a recorded one, and pauses at its end; a notice tells whether all was
  /// as recorded. If it cannot be had a notice tells why, and everything stays as it was.
  void open(const RecordedRun& recorded);
  /// Keeps the present run beside those to come.
  void keepRun();
  /// Forgets a run that was kept. Its folder stays.
  void dropRun(long number);
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
  bool advanceOnce();
  bool takeStep();
  bool hasArrived();
  void applyDueChanges();
  void repeat(const RecordedRun& recorded);
  void compareStep(const StepRecord& step);
  void applyLive(const Config& config);
  void applyView(const Config& config);
  bool show(const SliceConfig& slice);
  void branch(const Config& config);
  void finishBranch();
  void noteChange(const SettingsChange& change);
  void record(const Status& written);
  void stopAt(SessionState state);
  void configureLive(const Config& config);
  Config shownConfig() const;
  bool isRacing() const { return target_ >= 0 || untilCrossing_; }
  double pace() const;
  bool isPast() const { return moment_.step < run_->stepCount() || moment_.tau < 1.0; }
  void showEnd();
  void showMoment(const Moment& moment);
  std::size_t eventsSoFar() const;
  void describePast(TrainFrame& frame);
  void describeTrail(TrainFrame& frame) const;
  void describeEnd(TrainFrame& frame);
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
  std::vector<SettingsChange> pendingChanges_;  // of a run that is repeated, in order
  Config config_;                               // of the newest step
  std::string name_;
  long runNumber_ = 0;
  std::unique_ptr<Playback> playback_;
  Moment moment_;                       // what is shown
  RecordedRun recorded_;                // the one that is repeated
  std::optional<Config> branchConfig_;  // to apply when a branch arrives where it began
  long branchStep_ = 0;
  bool playsAfterBranch_ = false;
  std::shared_ptr<const std::vector<KeptRun>> kept_ =
      std::make_shared<const std::vector<KeptRun>>();

  SessionState state_ = SessionState::kPaused;
  bool pastEnd_ = false;  // config.steps were reached, and "play" was pressed again
  long target_ = -1;      // steps to reach before pausing; -1: none
  bool untilCrossing_ = false;
  double effectiveDimension_ = 0.0;
  double speed_ = kMaximumSpeed;
  double replayRate_ = 1.0;
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
