// What a session shows to others: immutable snapshots of the training and of its analysis.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/regions/affine_map.h"
#include "core/regions/decision_boundary.h"
#include "core/regions/tessellation.h"
#include "core/session/parameter_trail.h"
#include "core/session/run_history.h"
#include "core/session/settings_change.h"
#include "core/session/theory_look.h"
#include "core/theory/barrier.h"

namespace adamscope {

/// What the trainer is doing.
enum class SessionState {
  kPaused,
  kPlaying,
  kFinished,  ///< config.steps are done; "play" goes on beyond them.
  kDiverged,  ///< A number was not finite; see TrainFrame::divergence.
};

/// A moment of a run: theta(tau) on the segment of step `step` (theory D4).
struct Moment {
  long step = 0;     ///< t.
  double tau = 1.0;  ///< In (0, 1]; 1: at theta_t.
  std::optional<std::size_t>
      event{};  ///< The crossing that happens here, if tau is its: its index.

  friend bool operator==(const Moment&, const Moment&) = default;
};

/// A run that is kept beside the present one, for comparison.
struct KeptRun {
  long number = 0;   ///< Its TrainFrame::runNumber.
  std::string name;  ///< What sets it apart: "optimizer.learning_rate=0.003 at step 500".
  std::string path;  ///< Its run folder; may be empty.
  std::shared_ptr<const RunHistory> history;
  std::shared_ptr<const Vector> parameters;  ///< theta at its end.
};

/// The training at one moment. Never changes once published.
struct TrainFrame {
  std::uint64_t id = 0;  ///< Increases with each frame.
  long runNumber = 0;    ///< Increases with each restart.
  SessionState state = SessionState::kPaused;
  Config config;  ///< With all live changes made by this moment.
  std::shared_ptr<const Experiment> experiment;
  std::shared_ptr<const RunHistory> history;
  std::shared_ptr<const std::vector<SettingsChange>> changes;

  long step = 0;  ///< t: `network` is theta_t, or theta(tau) on the way to it.
  double tau = 1.0;
  std::optional<std::size_t> event;  ///< As in Moment.
  long lastStep = 0;                 ///< How far the run has come; `step` may be before it.
  std::string name;                  ///< Of this run, as in KeptRun.
  std::shared_ptr<const std::vector<KeptRun>> kept;
  long epoch = 0;
  long targetStep = -1;  ///< Where "run to" or "rewind" is heading; -1: nowhere.
  Network network;
  Vector parametersBefore;  ///< theta_{t-1}; theta_0 at step 0.
  /// Earlier thetas, this one last.
  std::shared_ptr<const ParameterTrail> trail;
  /// eta / (sqrt(v_hat) + epsilon) of each parameter; empty unless Adam has taken a step.
  Vector stepSizes;
  Performance performance;          ///< Of `network`.
  RegionCounts counts;              ///< Up to now; of a past moment only what the history holds.
  double effectiveDimension = 0.0;  ///< Of the last step.
  std::optional<Divergence> divergence;
  /// The newest snapshot for a look at the theory: of this step while paused, else at most
  /// lookInterval(config) steps old. Never null.
  std::shared_ptr<const TheorySnapshot> theory;
  double stepsPerSecond = 0.0;     ///< Measured over the last second or so; 0 while paused.
  std::string recordPath;          ///< The run folder; empty: nothing is recorded.
  std::uint64_t commandsDone = 0;  ///< How many commands have been carried out.

  /// Whether this is not the newest moment of the run.
  bool isPast() const { return step < lastStep || tau < 1.0; }
};

/// Which part of input space is looked at.
struct ViewRequest {
  InputSlice slice;
  SliceDomain domain;
  std::size_t maxRegions = 1'000'000;

  /// Whether both ask for the same picture.
  bool sameAs(const ViewRequest& other) const;
};

/// Where a set of samples lies in a slice, and what the network says about them.
struct SampleView {
  std::vector<SlicePoint> points;  ///< Orthogonal projections, in slice coordinates.
  std::vector<double> distances;   ///< To the slice; 0 for the whole input space.
  Matrix outputs;                  ///< f, n x d_out; 0 x 0 without samples.
  std::vector<char> wrong;         ///< 1 for a wrongly classified sample; all 0 for a regression.
};

/// The exact regions of the network of one TrainFrame. Never changes once published.
struct AnalysisFrame {
  std::uint64_t id = 0;
  std::shared_ptr<const TrainFrame> train;
  ViewRequest view;
  Tessellation tessellation;
  AffineMaps maps;
  DecisionBoundary boundary;  ///< Empty for a regression.
  std::vector<double> areas;  ///< Of each face, in slice units (lengths in one dimension).
  SampleView trainSamples;
  SampleView testSamples;
  double seconds = 0.0;  ///< What it took.
};

/// The looks at one run's theory so far, and the distributions behind the last one. Never changes
/// once published.
struct TheoryFrame {
  std::uint64_t id = 0;
  long runNumber = 0;
  std::vector<TheoryLook> looks;  ///< Not empty; the last one is the newest.
  TheoryDistributions distributions;
  int kernelSamples = 0;  ///< Samples in the tangent kernel, and whether that is all of them.
  bool kernelUsesAllSamples = true;
  double leastGapConstant = 0.0;  ///< Of G1.
  double seconds = 0.0;           ///< What the last look took.
};

/// Two networks of one run's shape, and how high the loss rises between them. Never changes once
/// published.
struct BarrierRequest {
  Network a;
  Network b;
  std::string aName;  ///< In words, for the picture.
  std::string bName;
  std::shared_ptr<const Experiment> experiment;  ///< Whose training data and loss count.
};
struct BarrierFrame {
  BarrierRequest request;
  BarrierReport report;
  double seconds = 0.0;
};

/// The class that outputs (one row of f) stand for: of one output, 1 above the loss's threshold
/// (strictly), else 0; of several, the largest (ties: the lowest index).
int predictedClass(Loss loss, const Eigen::Ref<const Eigen::RowVectorXd>& outputs);

/// Computes the frame, without its id. Deterministic.
AnalysisFrame analyse(std::shared_ptr<const TrainFrame> train, const ViewRequest& view);

/// Something to tell the person at the screen.
struct SessionNotice {
  bool isError = false;
  std::string text;
  std::string path;  ///< A file or folder it is about; may be empty.
};

}  // namespace adamscope
