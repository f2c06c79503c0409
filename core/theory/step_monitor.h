// What the theory asks of every single step (theory A0, L1, L2, L3, L6), cheap enough to stay on:
// a few passes over vectors of length d, and O(1) for each event. What needs a spectrum or a window
// of updates is looked at now and then instead (core/session/theory_look.h).
#pragma once

#include <span>
#include <vector>

#include "core/crossings/crossing_event.h"
#include "core/theory/mask_freeze.h"
#include "core/training/optimizer.h"

namespace adamscope {

/// One step, as the monitor sees it. The references are read during the call only.
struct ObservedStep {
  std::span<const CrossingEvent> events;
  const Vector& gradient;  ///< The one that the step descended; d.
  const Vector& update;    ///< theta_t - theta_{t-1}; d.
  const Network& network;  ///< At theta_t.
  const OptimizerConfig& optimizer;
  const OptimizerState& state;  ///< After the step.
};

/// The figures after a step. NaN: not defined (no second moment, a zero vector).
struct StepFigures {
  double gradientNorm = 0.0;
  double largestGradientNorm = 0.0;  ///< So far.
  /// |W_l|_2, the largest over the layers: now and so far. By power iteration that goes on from
  /// step to step, one multiplication each: a lower estimate that follows the norm as the weights
  /// move.
  double spectralNorm = 0.0;
  double largestSpectralNorm = 0.0;
  double updateCosine = 0.0;          ///< Between this update and the one before.
  double descentCosine = 0.0;         ///< Between this update and -gradient.
  double zeroShare = 0.0;             ///< Share of exactly zero entries of the gradient.
  double smallestSecondMoment = 0.0;  ///< Of v_hat = v / (1 - beta_2^t); Adam and AdamW only.
  double smallestStep = 0.0;          ///< Of eta / (sqrt(v_hat) + eps).
  double largestStep = 0.0;
  double frozenShare = 1.0;  ///< Masks without a flip in the last K steps.
  bool isWindowFull = false;
  long stepsSinceEvent = 0;
  double eventRate = 0.0;  ///< Events per step, smoothed.
};

class StepMonitor {
 public:
  /// Begins at `initial`, for n samples and a window of K steps.
  StepMonitor(const Network& initial, int samples, int window);

  void addStep(const ObservedStep& step);
  const StepFigures& figures() const { return figures_; }

 private:
  double followSpectralNorm(const Network& network);

  MaskFreeze freeze_;
  StepFigures figures_;
  Vector previousUpdate_;
  std::vector<Vector> directions_;  // [l-1]: the top right singular vector of W_l, so far as known
};

/// v_hat, the bias-corrected second moment of Adam (length d); empty for other optimizers and
/// before the first step.
Vector correctedSecondMoment(const OptimizerConfig& optimizer, const OptimizerState& state);

}  // namespace adamscope
