// A TrainingSession on a thread of its own, and beside it a thread that finds the regions of the
// newest network. Training never waits for drawing, nor drawing for training: commands go in
// through a queue, the newest snapshots come out through a pointer under a mutex, frames that
// nobody picked up are dropped. Events are never dropped: they are in the RunHistory.
//
//   caller --command--> TRAINER --TrainFrame--> caller
//                          +--newest--> ANALYSIS --AnalysisFrame--> caller
//                          +--newest--> SLICES --SliceFrame--> caller, while somebody looks
//
// Without threads (a picture with no window, a test) the caller does the work of both with pump();
// the rest is the same.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/session/slice_analysis.h"
#include "core/session/thread_pool.h"
#include "core/session/training_session.h"

namespace adamscope {

/// All members may be called from any one thread other than its own three.
class LiveSession {
  struct Private {};  // Only withoutThreads() can name it.

 public:
  using Command = std::function<void(TrainingSession&)>;

  /// Takes the session over. `onNews` is called from both threads after a new frame or notice is
  /// there; it must return quickly and not call back.
  LiveSession(std::unique_ptr<TrainingSession> session, std::function<void()> onNews);
  /// One that works only inside pump(), in the caller's thread.
  static std::unique_ptr<LiveSession> withoutThreads(std::unique_ptr<TrainingSession> session);
  LiveSession(Private, std::unique_ptr<TrainingSession> session, std::function<void()> onNews);
  LiveSession(const LiveSession&) = delete;
  LiveSession& operator=(const LiveSession&) = delete;
  /// Ends both threads: the trainer after the step, the analysis after the tessellation under way.
  ~LiveSession();

  /// Hands a command to the trainer, which runs it at the next step boundary. Returns its number:
  /// it has been carried out in each TrainFrame with commandsDone >= number.
  std::uint64_t post(Command command);
  /// What the analysis looks at from now on; nothing: the experiment's own slice and domain.
  void setView(std::optional<ViewRequest> view);
  std::optional<ViewRequest> view() const;
  /// Which slice of parameter space is looked at from now on; nothing: none.
  void setSlice(std::optional<SliceRequest> request);
  std::optional<SliceRequest> sliceRequest() const;
  /// Nobody is looking (the window is minimised): no analysis until this is false again.
  void setAnalysisPaused(bool paused);

  /// Without threads only: runs the commands, takes the steps that are due for one slice of time,
  /// and analyses the newest network if it or the view is new; it looks at the theory where the
  /// run rests. The frames then take no time:
  /// AnalysisFrame::seconds is 0, so that equal runs give equal frames.
  void pump();

  /// The newest frames; analysisFrame() and sliceFrame() are null until there is one.
  std::shared_ptr<const TrainFrame> trainFrame() const;
  std::shared_ptr<const AnalysisFrame> analysisFrame() const;
  /// Measures a barrier on the analysis thread (without threads: in the next pump()); a new request
  /// replaces one that waits. The networks fit the experiment.
  void requestBarrier(BarrierRequest request);
  /// Whether one is waiting or being measured.
  bool isBarrierUnderWay() const;
  /// The last one that was measured; null before.
  std::shared_ptr<const BarrierFrame> barrierFrame() const;
  /// The newest looks at the theory; null until there is one.
  std::shared_ptr<const TheoryFrame> theoryFrame() const;
  std::shared_ptr<const SliceFrame> sliceFrame() const;
  /// The notices since the last call.
  std::vector<SessionNotice> takeNotices();

 private:
  void trainerMain(const std::stop_token& stop);
  void trainUntilStopped(const std::stop_token& stop);
  std::optional<TrainingSession::Clock::time_point> trainOnce();
  void publish(bool force);
  void analysisMain(const std::stop_token& stop);
  struct AnalysisWork {
    bool regions = false;
    bool theory = false;
    bool barrier = false;
  };

  void analyseUntilStopped(const std::stop_token& stop);
  AnalysisWork waitForWork(const std::stop_token& stop);
  bool hasAnalysisWork() const;
  void analyseNewest(bool isTimed);
  bool hasTheoryWork() const;
  void lookAtTheory(bool isTimed);
  void measureRequestedBarrier(const std::stop_token& stop, bool isTimed);
  void sliceMain(const std::stop_token& stop);
  void sliceUntilStopped(const std::stop_token& stop);
  bool hasSliceWork() const;
  void sliceNewest(bool isTimed);
  void report(const std::string& problem);

  std::unique_ptr<TrainingSession> session_;  // the trainer thread's, once it has started
  std::function<void()> onNews_;
  std::uint64_t commandsDone_ = 0;
  std::uint64_t publishedId_ = 0;
  std::uint64_t publishedCommands_ = 0;
  TrainingSession::Clock::time_point lastPublished_{};
  std::uint64_t analysisId_ = 0;  // the analysis thread's, like the next two
  std::uint64_t analysedTrain_ = 0;
  std::uint64_t analysedView_ = 0;
  std::uint64_t sliceId_ = 0;  // the slice thread's, like the next three
  std::uint64_t slicedTrain_ = 0;
  std::uint64_t slicedRequest_ = 0;
  std::unique_ptr<ThreadPool> sliceHelpers_;  // made when they are first needed

  std::unique_ptr<TheoryAnalyst> theorist_;  // the analysis thread's, like the next three
  long theoryRun_ = -1;
  std::shared_ptr<const TheorySnapshot> lookedAt_;
  TrainingSession::Clock::time_point nextLook_{};

  mutable std::mutex mutex_;  // guards everything down to the threads
  std::condition_variable_any trainerWake_;
  std::condition_variable_any analysisWake_;
  std::condition_variable_any sliceWake_;
  std::deque<Command> commands_;
  std::uint64_t commandsPosted_ = 0;
  std::optional<ViewRequest> view_;
  std::uint64_t viewVersion_ = 1;
  std::optional<SliceRequest> sliceRequest_;
  std::uint64_t sliceVersion_ = 1;
  bool analysisPaused_ = false;
  std::shared_ptr<const TrainFrame> train_;
  std::shared_ptr<const AnalysisFrame> analysis_;
  std::shared_ptr<const TheoryFrame> theory_;
  std::optional<BarrierRequest> barrierRequest_;
  bool isBarrierMeasured_ = false;
  std::shared_ptr<const BarrierFrame> barrier_;
  std::shared_ptr<const SliceFrame> slice_;
  std::vector<SessionNotice> notices_;

  std::jthread trainer_;
  std::jthread analyst_;
  std::jthread slicer_;
};

/// The view if it fits the frame's inputs, else the experiment's own slice and domain.
ViewRequest viewFor(const TrainFrame& train, const std::optional<ViewRequest>& view);

}  // namespace adamscope
