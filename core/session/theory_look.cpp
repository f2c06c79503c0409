#include "core/session/theory_look.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/backward.h"

namespace adamscope {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kTailSeed = 1;
constexpr std::size_t kMostLooks = 1024;

Figure& figureOf(TheoryLook& look, Assumption assumption) {
  return look.figures[indexOf(assumption)];
}

/// The value that a share of a sorted list lies below (nearest rank); NaN for none.
double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return kNan;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
  return sorted[at];
}

std::vector<double> sortedEntries(const Vector& values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double largestTail(const std::vector<TailFigures>& tails) {
  double largest = kNan;
  for (const TailFigures& tail : tails) largest = std::fmax(largest, tail.psi2Ratio);
  return largest;
}

}  // namespace

TheoryAnalyst::TheoryAnalyst(std::shared_ptr<const Experiment> experiment)
    : experiment_(std::move(experiment)),
      kernel_(experiment_->initial, experiment_->data.train.inputs),
      targets_(
          lossTargets(experiment_->data.train, experiment_->initial.architecture.outputCount())) {}

void TheoryAnalyst::measureSamples(const TheorySnapshot& snapshot, TheoryLook& look) const {
  const Matrix& inputs = experiment_->data.train.inputs;
  ForwardPass pass;
  forward(snapshot.network, inputs, pass);
  look.margins = summarizeMargins(snapshot.network, inputs, pass, snapshot.lastUpdate);
  look.distinctMasks = countDistinctMasks(pass);
  Matrix outputGradient(targets_.rows(), targets_.cols());
  look.loss =
      lossValueAndGradient(experiment_->config.loss, pass.output(), targets_, outputGradient);
  BackwardPass workspace;
  Vector gradient;
  backward(snapshot.network, inputs, pass, outputGradient, workspace, gradient);
  look.gradientNorm = gradient.norm();
}

void TheoryAnalyst::measureUpdates(const TheorySnapshot& snapshot, TheoryLook& look) const {
  const Matrix updates = snapshot.updates.vectors();
  look.tails = projectedTails(updates, kTailDirections, kTailSeed);
  const Matrix cosines = directionCosines(updates);
  const bool isFull = snapshot.steps.isWindowFull && updates.cols() > 0;
  look.resultant = cosines.size() > 0 ? resultantLength(cosines) : kNan;
  look.nets = measureNets(cosines);
  look.weakestDirection = smallestTopEigenvalue(cosines, look.effectiveDimension);
  figureOf(look, Assumption::kSubGaussianDrift) = {largestTail(look.tails), 0.0, isFull};
  figureOf(look, Assumption::kAngularConcentration) = {look.resultant, 0.0, isFull};
  figureOf(look, Assumption::kDirectionalRichness) = {look.nets.boxDimension,
                                                      look.nets.standardError, isFull};
}

void TheoryAnalyst::measureGeneralization(const TheorySnapshot& snapshot,
                                          const TheoryConfig& settings, TheoryLook& look) {
  const double n = experiment_->data.train.sampleCount();
  const double distance =
      (snapshot.network.parameters - experiment_->initial.parameters).squaredNorm();
  GeneralizationPoint& point = look.generalization;
  point.step = snapshot.step;
  point.lossGap = snapshot.testLoss - snapshot.trainLoss;
  point.errorGap = snapshot.testError - snapshot.trainError;
  point.effective = effectiveComplexity(look.effectiveDimension, n);
  point.pacBayes =
      pacBayesComplexity(distance, n, {.sigma = settings.sigma, .delta = settings.delta});
  point.parameterCount =
      effectiveComplexity(static_cast<double>(snapshot.network.parameters.size()), n);
  // Before the first gradient there is no d_eff, and G1 says nothing.
  if (snapshot.step > 0) leastGap_.add(point.lossGap, point.effective);
}

const TheoryLook& TheoryAnalyst::look(const TheorySnapshot& snapshot,
                                      const TheoryConfig& settings) {
  TheoryLook look;
  look.step = snapshot.step;
  look.time = snapshot.time;
  look.steps = snapshot.steps;
  look.testError = snapshot.testError;
  // One after the other: of a large network each copy is large.
  look.gradientRanks = EffectiveDimension(snapshot.gradients).ranks();
  look.updateRanks = EffectiveDimension(snapshot.updates).ranks();
  look.effectiveDimension = chosenRank(look.gradientRanks, experiment_->config.theory.dEff);
  measureSamples(snapshot, look);
  const std::vector<double> moments = sortedEntries(snapshot.secondMoment);
  look.medianSecondMoment = quantile(moments, 0.5);
  look.lowSecondMoment = quantile(moments, 0.01);

  const StepFigures& steps = snapshot.steps;
  const bool hasGradients = snapshot.gradients.count() > 0;
  figureOf(look, Assumption::kBoundedNorms) = {steps.largestSpectralNorm, 0.0, true};
  figureOf(look, Assumption::kMaskFreeze) = {steps.frozenShare, 0.0, steps.isWindowFull};
  figureOf(look, Assumption::kSpectralFloor) = {moments.empty() ? kNan : moments.front(), 0.0,
                                                true};
  figureOf(look, Assumption::kLowRankGradients) = {
      hasGradients
          ? look.effectiveDimension / static_cast<double>(snapshot.network.parameters.size())
          : kNan,
      0.0, steps.isWindowFull};
  figureOf(look, Assumption::kSparseTopes) = {look.margins.activeShare,
                                              look.margins.activeStandardError, true};
  measureUpdates(snapshot, look);
  look.kernel = kernel_.measure(snapshot.network, snapshot.step, snapshot.time);
  kernels_.push_back(look.kernel);
  look.local = localConstant(kernel_.initialSmallest(), kernels_);
  measureGeneralization(snapshot, settings, look);

  if (looks_.size() >= kMostLooks) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < looks_.size(); i += 2) looks_[kept++] = std::move(looks_[i]);
    looks_.resize(kept);
  }
  looks_.push_back(std::move(look));
  return looks_.back();
}

TheoryDistributions TheoryAnalyst::distributions(const TheorySnapshot& snapshot) const {
  TheoryDistributions all;
  EffectiveDimension gradients = snapshot.gradients;
  const Vector eigenvalues = gradients.eigenvalues();
  all.gradientEigenvalues.assign(eigenvalues.begin(), eigenvalues.end());
  ForwardPass pass;
  forward(snapshot.network, experiment_->data.train.inputs, pass);
  all.margins = allMargins(experiment_->data.train.inputs, pass);
  all.secondMoments = sortedEntries(snapshot.secondMoment);
  const Matrix updates = snapshot.updates.vectors();
  if (updates.cols() > 1) {
    all.projections = sortedEntries(standardizedProjections(updates, 0, kTailSeed).col(0));
    for (Eigen::Index i = 1; i < updates.cols(); ++i) {
      all.cosines.push_back(cosineOf(updates.col(i - 1), updates.col(i)));
    }
  }
  const Vector kernel = kernel_.eigenvalues(snapshot.network);
  all.kernelEigenvalues.assign(kernel.begin(), kernel.end());
  return all;
}

double thresholdOf(const TheoryConfig& settings, Assumption assumption) {
  return settings.thresholds.empty() ? describe(assumption).threshold
                                     : settings.thresholds[indexOf(assumption)];
}

long verdictSince(std::span<const TheoryLook> looks, const TheoryConfig& settings,
                  Assumption assumption) {
  VerdictHistory history;
  const double threshold = thresholdOf(settings, assumption);
  for (const TheoryLook& look : looks) {
    history.add(look.step, judge(assumption, look.figures[indexOf(assumption)], threshold));
  }
  return history.since().value_or(0);
}

bool hasPredictedRate(const Config& config) {
  const OptimizerConfig& optimizer = config.optimizer;
  const bool isDescent = optimizer.kind == OptimizerKind::kSgd && config.batch.size == 0 &&
                         optimizer.momentum == 0.0 && optimizer.weightDecay == 0.0;
  return config.loss == Loss::kHalfMse &&
         (isDescent || optimizer.kind == OptimizerKind::kGradientFlow);
}

std::vector<double> predictedLosses(std::span<const TheoryLook> looks,
                                    const Experiment& experiment) {
  if (looks.empty() || !hasPredictedRate(experiment.config)) return {};
  std::vector<KernelState> states;
  for (const TheoryLook& look : looks) states.push_back(look.kernel);
  return kernelRateBound(looks.front().loss, experiment.data.train.sampleCount(), states);
}

long lookInterval(const Config& config) {
  constexpr long kShortest = 20;
  if (config.theory.interval > 0) return config.theory.interval;
  return std::max(kShortest, config.steps / 100);
}

}  // namespace adamscope
