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

namespace adamscope {

/// What the trainer is doing.
enum class SessionState {
  kPaused,
  kPlaying,
  kFinished,  ///< config.steps are done; "play" goes on beyond them.
  kDiverged,  ///< A number was not finite; see TrainFrame::divergence.
};

/// The training at one step boundary. Never changes once published.
struct TrainFrame {
  std::uint64_t id = 0;  ///< Increases with each frame.
  long runNumber = 0;    ///< Increases with each restart.
  SessionState state = SessionState::kPaused;
  Config config;  ///< With all live changes.
  std::shared_ptr<const Experiment> experiment;
  std::shared_ptr<const RunHistory> history;
  std::shared_ptr<const std::vector<SettingsChange>> changes;

  long step = 0;  ///< t: `network` is theta_t.
  long epoch = 0;
  long targetStep = -1;  ///< Where "run to" or "rewind" is heading; -1: nowhere.
  Network network;
  Vector parametersBefore;  ///< theta_{t-1}; theta_0 at step 0.
  /// Earlier thetas, this one last.
  std::shared_ptr<const ParameterTrail> trail;
  /// eta / (sqrt(v_hat) + epsilon) of each parameter; empty unless Adam has taken a step.
  Vector stepSizes;
  Performance performance;  ///< At theta_t.
  RegionCounts counts;
  double effectiveDimension = 0.0;  ///< Of the last step.
  std::optional<Divergence> divergence;
  double stepsPerSecond = 0.0;     ///< Measured over the last second or so; 0 while paused.
  std::string recordPath;          ///< The run folder; empty: nothing is recorded.
  std::uint64_t commandsDone = 0;  ///< How many commands have been carried out.
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
