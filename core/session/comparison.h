// Two or three runs from the same start in lock-step (theory F2, and "why Adam and not SGD"): the
// same data, the same first theta, other optimizers or step sizes. A row is one step of each; a
// gradient flow takes as many pieces as it needs to pass the same time, k times its learning rate.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/session/run.h"

namespace adamscope {

/// One run after k steps.
struct ComparedPoint {
  double time = 0.0;  ///< Of the flow: the sum of the learning rates, or what was integrated.
  double trainLoss = 0.0;
  double testLoss = 0.0;
  long crossings = 0;
  long regionsVisited = 1;
  double effectiveDimension = 0.0;  ///< NaN before the first step.
  double travelled = 0.0;           ///< |theta - theta_0|.
  double distance = 0.0;            ///< |theta - theta of the reference|; NaN if that has diverged.
  double lossDifference = 0.0;      ///< Training loss minus the reference's.
  long pieces = 0;                  ///< Steps that the run took; more than k for a flow.
};

/// The runs with everything measured after each step. The reference is the gradient flow, if there
/// is one, else the first run. A run is set beside the flow at its own time, k times its learning
/// rate: where that is not the flow's, a second flow with that rate is followed out of sight.
class Comparison {
 public:
  /// One variant for each list of settings "key=value" on top of `base`; `load` makes the start of
  /// each. Error: fewer than two or
  /// more than six variants, a setting that is refused, one that changes the start (data, network
  /// or loss), what Run::create says.
  static Result<Comparison> create(const Config& base,
                                   const std::vector<std::vector<std::string>>& variants,
                                   const std::function<Result<Experiment>(const Config&)>& load);

  /// One step of every run that has not diverged; false if none is left.
  bool step();

  long stepCount() const { return steps_; }
  int runCount() const { return static_cast<int>(runs_.size()); }
  /// Such as "adam, learning_rate 0.01": what tells this variant from the others.
  const std::string& nameOf(int run) const { return names_[static_cast<std::size_t>(run)]; }
  const Run& runAt(int run) const { return *runs_[static_cast<std::size_t>(run)]; }
  int reference() const { return reference_; }
  /// After 0, 1, ..., stepCount() steps; shorter for a run that has diverged.
  const std::vector<ComparedPoint>& pointsOf(int run) const {
    return points_[static_cast<std::size_t>(run)];
  }

 private:
  Comparison() = default;
  Status addCompanions(const std::function<Result<Experiment>(const Config&)>& load);
  std::optional<double> advance(Run& run) const;
  Run& referenceOf(std::size_t run) const;
  void measure();

  std::vector<std::unique_ptr<Run>> runs_;
  /// A flow with the run's learning rate; null where the reference itself will do.
  std::vector<std::unique_ptr<Run>> companions_;
  std::vector<std::string> names_;
  std::vector<double> effectiveDimensions_;
  std::vector<std::vector<ComparedPoint>> points_;
  int reference_ = 0;
  long steps_ = 0;
};

}  // namespace adamscope
