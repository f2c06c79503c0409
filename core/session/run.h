// A training run with everything that is measured along it: one call of step() trains one step,
// finds its crossings, and brings the counts, the effective dimensions and the bounds up to date.
// The window, the command line and the tests all drive this class.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "core/session/experiment.h"
#include "core/session/theory_look.h"
#include "core/theory/bounds.h"
#include "core/theory/effective_dimension.h"
#include "core/training/trainer.h"

namespace adamscope {

/// Losses and 0-1 errors at one theta. NaN: no test samples, or an error of a regression.
struct Performance {
  double trainLoss = 0.0;
  double testLoss = 0.0;
  double trainError = 0.0;
  double testError = 0.0;
};

/// Losses and errors of a network on an experiment's samples.
Performance performanceOf(const Experiment& experiment, const Network& network);

/// eta / (sqrt(v_hat) + epsilon) of each parameter at the trainer's step; empty before the first
/// step and for other optimizers than Adam and AdamW.
Vector stepSizesOf(const Trainer& trainer);

/// What is known after a step. Steps count from 1 here, as in the logs: step t leads from
/// theta_{t-1} to theta_t.
struct StepRecord {
  long step = 0;
  Performance before;      ///< At theta_{t-1}.
  double batchLoss = 0.0;  ///< The loss that the step descended, at theta_{t-1}.
  /// The step's crossings, sorted; valid until the next step.
  std::span<const CrossingEvent> events;
  RegionCounts counts;                 ///< Totals so far.
  double gradientParticipation = 0.0;  ///< Participation ratio of the last gradients.
  /// All four ranks; computed every so many steps only (they need a full spectrum).
  std::optional<SpectralRanks> gradientRanks;
  std::optional<SpectralRanks> updateRanks;
  double effectiveDimension = 0.0;  ///< d_eff: the rank that theory.d_eff names.
  LogBounds bounds;
};

/// Why a run cannot go on: the step that met a number that is not finite.
struct Divergence {
  long step = 0;  ///< Counts from 1; it was not taken.
  NonFinite what = NonFinite::kNothing;
  std::string message;  ///< A sentence with the step, the cause and the remedy.
};

/// One run. Not thread-safe.
class Run {
 public:
  /// spillFolder: a folder on disk for the visited regions of long runs; empty: they stay in
  /// memory. Error: what Trainer::create refuses.
  static Result<Run> create(Experiment experiment, const std::string& spillFolder = {});

  /// Trains one step. Nothing if the run has diverged: then divergence() says why, and everything
  /// stays as it was after the last good step. No record may be waiting.
  std::optional<StepRecord> step();

  /// The same, but leaves the participation ratios, d_eff and the bounds for later, because for
  /// some steps together they are much cheaper: the record waits for completeRecords(). When that
  /// is called makes no difference to any number.
  std::optional<StepRecord> stepAhead();
  /// Whether completeRecords() has to be called before the next stepAhead().
  bool recordsDue() const;
  /// Completes the waiting records in order, and hands each over with the crossings by layer up to
  /// it. During the call nearLinearBound() is that of the record.
  using RecordSink = std::function<void(const StepRecord&, std::span<const long>)>;
  void completeRecords(const RecordSink& sink);

  /// Takes over the live settings of a configuration (settings_change.h) from the next step on; all
  /// others stay. Error: a value out of range; nothing has changed then.
  Status applyLiveSettings(const Config& config);

  const std::optional<Divergence>& divergence() const { return divergence_; }
  /// The configuration with all live changes so far; experiment().config is the one of step 0.
  const Config& config() const { return config_; }
  /// Complete passes through the training set.
  long epoch() const { return trainer_.epoch(); }
  const Experiment& experiment() const { return experiment_; }
  const Trainer& trainer() const { return trainer_; }
  const Network& network() const { return trainer_.network(); }
  /// theta_{t-1}, where the last step began; theta_0 before the first step.
  const Vector& parametersBefore() const { return before_.parameters; }
  long stepCount() const { return trainer_.stepCount(); }
  const RegionCounts& counts() const { return tracker_.counts(); }
  /// Of the steps whose records are complete.
  const BoundTracker& nearLinearBound() const { return nearLinear_; }
  const CrossingStatistics& detectorStatistics() const { return detector_->statistics(); }
  /// Crossings so far in hidden layer 1 .. H, at [l-1].
  std::span<const long> crossingsByLayer() const { return crossingsByLayer_; }

  /// Losses and errors at the current theta.
  Performance performance();
  /// All four ranks now, of the gradients and of the updates.
  SpectralRanks gradientRanks() { return gradients_.ranks(); }
  SpectralRanks updateRanks() { return updates_.ranks(); }
  /// What a look at the theory needs, now. Copies two windows of K vectors of length d.
  TheorySnapshot theorySnapshot();
  /// What is measured at every step for the assumptions.
  const StepFigures& stepFigures() const { return monitor_.figures(); }
  /// Time of the flow, see Trainer::time().
  double time() const { return trainer_.time(); }
  /// What the gradient flow has met so far; null for a run with another optimizer.
  const FlowState* flow() const {
    const bool isFlow = config_.optimizer.kind == OptimizerKind::kGradientFlow;
    return isFlow ? &trainer_.optimizerState().flow : nullptr;
  }
  /// The run as the bounds see it, for a value of d_eff.
  BoundedRun boundedRun(double effectiveDimension) const;

  /// Wall time of training and detection alone, without measures and logs.
  double trainingSeconds() const { return trainingSeconds_; }
  double detectionSeconds() const { return detectionSeconds_; }

 private:
  Run(Experiment experiment, Trainer trainer, const std::string& spillFolder);

  Performance performanceAt(const ForwardPass& trainPass, double trainLoss, const Network& network);
  /// A record that waits for what depends on d_eff, with all that it must remember until then.
  struct WaitingRecord {
    StepRecord record;
    std::vector<CrossingEvent> events;
    std::vector<long> crossingsByLayer;
    double constant = 0.0;  // C of B4
  };

  void addDirections(StepRecord& record);
  void wait(const StepRecord& record);
  void measureDimensions(StepRecord& record, int stepsAgo);
  void measureBounds(StepRecord& record, double constant);
  void diverge(const StepOutcome& outcome);

  Experiment experiment_;
  Config config_;
  Trainer trainer_;
  // On the heap, so that a Run can move: the last step's events stay where they are.
  std::unique_ptr<CrossingDetector> detector_;
  RegionTracker tracker_;
  std::vector<long> crossingsByLayer_;
  EffectiveDimension gradients_;
  EffectiveDimension updates_;
  BoundTracker nearLinear_;
  StepMonitor monitor_;
  std::vector<WaitingRecord> waiting_;  // the first waitingCount_; the others are spare buffers
  std::size_t waitingCount_ = 0;
  std::chrono::steady_clock::time_point waitingSince_;
  /// Bounds that no step changes: B2 and B2c; B3 for the last whole d_eff.
  LogBounds fixedBounds_;
  double roundedDimension_ = -1.0;

  Network before_;
  Vector update_;
  Matrix testTargets_;
  ForwardPass testPass_;
  std::optional<Performance> current_;
  std::optional<Divergence> divergence_;
  double trainingSeconds_ = 0.0;
  double detectionSeconds_ = 0.0;
};

}  // namespace adamscope
