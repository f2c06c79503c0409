// A look at the theory at one step of a run (theory sections 5 to 8): everything that is too heavy
// for each step. The trainer hands out a snapshot between two steps; an analyst on another thread,
// or the command line in its own, turns snapshots into looks and keeps them.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "core/session/experiment.h"
#include "core/theory/assumption.h"
#include "core/theory/directions.h"
#include "core/theory/generalization.h"
#include "core/theory/margins.h"
#include "core/theory/ntk.h"
#include "core/theory/pl.h"
#include "core/theory/step_monitor.h"
#include "core/theory/tails.h"

namespace adamscope {

/// What a look needs, copied between two steps.
struct TheorySnapshot {
  long step = 0;      ///< t: the network is theta_t.
  double time = 0.0;  ///< Trainer::time().
  Network network;
  Vector lastUpdate;    ///< theta_t - theta_{t-1}; zero before the first step.
  Vector secondMoment;  ///< v_hat; empty where there is none.
  StepFigures steps;
  EffectiveDimension gradients;  ///< The window of the last K.
  EffectiveDimension updates;
  double trainLoss = 0.0;  ///< At theta_t, like the others.
  double testLoss = 0.0;
  double trainError = 0.0;
  double testError = 0.0;
};

/// Everything measured at one step. NaN: there is none.
struct TheoryLook {
  long step = 0;
  double time = 0.0;
  std::array<Figure, kAssumptionCount> figures;  ///< The headline figures of A0 and L1 to L7.
  StepFigures steps;
  MarginSummary margins;
  long distinctMasks = 0;
  double medianSecondMoment = 0.0;  ///< Of v_hat.
  double lowSecondMoment = 0.0;     ///< Its first percentile.
  SpectralRanks gradientRanks;
  SpectralRanks updateRanks;
  double effectiveDimension = 0.0;  ///< The rank that theory.d_eff names.
  std::vector<TailFigures> tails;   ///< Top direction first, then 8 random ones.
  double resultant = 0.0;
  DirectionNets nets;
  double weakestDirection = 0.0;  ///< Smallest eigenvalue inside the top-d_eff subspace.
  KernelState kernel;
  LocalConstant local;        ///< F5, from all looks so far.
  double loss = 0.0;          ///< Training loss.
  double gradientNorm = 0.0;  ///< |grad L| of the training loss.
  double testError = 0.0;
  GeneralizationPoint generalization;
};

/// The distributions behind one look's figures, for pictures. Each vector may be empty.
struct TheoryDistributions {
  std::vector<double> gradientEigenvalues;  ///< Descending.
  std::vector<double> margins;              ///< All N, unsorted.
  std::vector<double> secondMoments;        ///< v_hat, ascending.
  std::vector<double> projections;          ///< On the top direction, standardised, ascending.
  std::vector<double> cosines;            ///< Between consecutive updates of the window, in order.
  std::vector<double> kernelEigenvalues;  ///< Descending.
};

/// The directions on which L5 projects: the top one and this many random ones of a fixed seed.
inline constexpr int kTailDirections = 8;

/// Turns the snapshots of one run into looks. Not thread-safe.
class TheoryAnalyst {
 public:
  explicit TheoryAnalyst(std::shared_ptr<const Experiment> experiment);

  /// Looks at a snapshot of the experiment's run, later than those before, and keeps the look.
  /// About 30 ms for [2,16,16,1] with 256 samples and a window of 256.
  const TheoryLook& look(const TheorySnapshot& snapshot, const TheoryConfig& settings);
  /// The looks so far in the order of their steps; when there are more than 1024, every second of
  /// the older ones has been dropped.
  const std::vector<TheoryLook>& looks() const { return looks_; }
  TheoryDistributions distributions(const TheorySnapshot& snapshot) const;

  int kernelSamples() const { return kernel_.samplesUsed(); }
  bool kernelUsesAllSamples() const { return kernel_.usesAllSamples(); }
  double leastGapConstant() const { return leastGap_.leastConstant(); }

 private:
  void measureSamples(const TheorySnapshot& snapshot, TheoryLook& look) const;
  void measureUpdates(const TheorySnapshot& snapshot, TheoryLook& look) const;
  void measureGeneralization(const TheorySnapshot& snapshot, const TheoryConfig& settings,
                             TheoryLook& look);

  std::shared_ptr<const Experiment> experiment_;
  KernelFollower kernel_;
  Matrix targets_;
  std::vector<KernelState> kernels_;
  LeastGapConstant leastGap_;
  std::vector<TheoryLook> looks_;
};

/// The threshold of an assumption: theory.thresholds' entry, or the default where that is empty.
double thresholdOf(const TheoryConfig& settings, Assumption assumption);

/// The step of the look since which the last look's verdict on an assumption has been what it is,
/// judged by these settings; 0 without looks. looks: in the order of their steps.
long verdictSince(std::span<const TheoryLook> looks, const TheoryConfig& settings,
                  Assumption assumption);

/// Whether F2 states a rate for such a run: half_mse, descended by the gradient flow or by plain
/// full-batch gradient descent.
bool hasPredictedRate(const Config& config);

/// F2's curve L(0) exp(-(2/n) int lambda_min) at each look, beginning with the first look's loss;
/// empty where F2 states none. looks: in the order of their steps.
std::vector<double> predictedLosses(std::span<const TheoryLook> looks,
                                    const Experiment& experiment);

/// Steps between two looks: theory.interval, or for 0 a hundredth of the run, but 20 at least.
long lookInterval(const Config& config);

}  // namespace adamscope
