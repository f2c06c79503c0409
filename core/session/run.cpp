#include "core/session/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "core/crossings/activation_pattern.h"
#include "core/session/playback.h"

namespace adamscope {

namespace {

// A full spectrum costs about a hundred steps of a small network, so it is taken every 100 steps at
// first and every 1000 in long runs.
constexpr long kSpectrumInterval = 100;
constexpr long kLongRun = 10'000;
constexpr long kLongSpectrumInterval = 1'000;

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool isSpectrumStep(long step) {
  return step % (step <= kLongRun ? kSpectrumInterval : kLongSpectrumInterval) == 0;
}

std::string nameOf(NonFinite what) {
  switch (what) {
    case NonFinite::kTrainingLoss:
      return "the training loss";
    case NonFinite::kBatchLoss:
      return "the batch loss";
    case NonFinite::kGradient:
      return "the gradient";
    case NonFinite::kOptimizerState:
      return "the optimizer's state";
    case NonFinite::kParameters:
    case NonFinite::kNothing:
      break;
  }
  return "the parameter vector";
}

}  // namespace

Result<Run> Run::create(Experiment experiment) {
  Result<Trainer> trainer = Trainer::create(experiment.data.train, experiment.initial,
                                            trainerConfigOf(experiment.config));
  if (!trainer) return trainer.error();
  return Run(std::move(experiment), std::move(*trainer));
}

Run::Run(Experiment experiment, Trainer trainer)
    : experiment_(std::move(experiment)),
      config_(experiment_.config),
      trainer_(std::move(trainer)),
      detector_(std::make_unique<CrossingDetector>(experiment_.initial.architecture,
                                                   experiment_.data.train.inputs)),
      tracker_(exactActivationPattern(experiment_.initial, experiment_.data.train.inputs)),
      crossingsByLayer_(
          static_cast<std::size_t>(experiment_.initial.architecture.hiddenLayerCount()), 0),
      gradients_(experiment_.initial.architecture.parameterCount(),
                 experiment_.config.theory.window),
      updates_(experiment_.initial.architecture.parameterCount(), experiment_.config.theory.window),
      nearLinear_(std::max(1.0, boundedRun(0.0).boundaryCount())),
      before_(experiment_.initial) {
  fixedBounds_ = computeLogBounds(boundedRun(0.0));
  if (experiment_.data.test.sampleCount() > 0) {
    testTargets_ = lossTargets(experiment_.data.test, network().architecture.outputCount());
  }
}

BoundedRun Run::boundedRun(double effectiveDimension) const {
  return {.architecture = experiment_.initial.architecture,
          .samples = static_cast<double>(experiment_.data.train.sampleCount()),
          .steps = static_cast<double>(trainer_.stepCount()),
          .effectiveDimension = effectiveDimension,
          .constant = config_.theory.c};
}

Vector Run::stepSizes() const {
  return adamStepSizes(config_.optimizer, trainer_.optimizerState());
}

Status Run::applyLiveSettings(const Config& config) {
  return adamscope::applyLiveSettings(trainer_, config_, config);
}

Performance performanceOf(const Experiment& experiment, const Network& network) {
  const Loss loss = experiment.config.loss;
  const auto lossOver = [&](const DataSet& data, double& error) {
    if (data.sampleCount() == 0) return error = std::numeric_limits<double>::quiet_NaN();
    ForwardPass pass;
    forward(network, data.inputs, pass);
    error = classificationError(loss, pass.output(), data);
    return lossValue(loss, pass.output(), lossTargets(data, network.architecture.outputCount()));
  };
  Performance result;
  result.trainLoss = lossOver(experiment.data.train, result.trainError);
  result.testLoss = lossOver(experiment.data.test, result.testError);
  return result;
}

Performance Run::performanceAt(const ForwardPass& trainPass, double trainLoss,
                               const Network& network) {
  const Loss loss = experiment_.config.loss;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Performance result{trainLoss, nan, nan, nan};
  result.trainError = classificationError(loss, trainPass.output(), experiment_.data.train);
  if (experiment_.data.test.sampleCount() == 0) return result;
  forward(network, experiment_.data.test.inputs, testPass_);
  result.testLoss = lossValue(loss, testPass_.output(), testTargets_);
  result.testError = classificationError(loss, testPass_.output(), experiment_.data.test);
  return result;
}

Performance Run::performance() {
  if (!current_) current_ = performanceAt(trainer_.pass(), trainer_.trainingLoss(), network());
  return *current_;
}

void Run::diverge(const StepOutcome& outcome) {
  const long step = outcome.step + 1;
  const std::string after =
      step == 1 ? "no step was taken" : "the run ends after step " + std::to_string(step - 1);
  divergence_ = Divergence{step, outcome.nonFinite,
                           "step " + std::to_string(step) + ": " + nameOf(outcome.nonFinite) +
                               " is no longer finite; " + after +
                               ". A smaller optimizer.learning_rate usually helps, and "
                               "data.scaling=standard where the features are large"};
}

std::optional<StepRecord> Run::step() {
  if (divergence_) return std::nullopt;
  StepRecord record;
  record.before = performance();
  before_.parameters = trainer_.network().parameters;
  const Clock::time_point start = Clock::now();
  const StepOutcome outcome = trainer_.step();
  trainingSeconds_ += secondsSince(start);
  if (!outcome.applied()) {
    diverge(outcome);
    return std::nullopt;
  }
  current_.reset();
  const Clock::time_point detection = Clock::now();
  record.events = detector_->detect(before_, trainer_.passBefore(), network(), trainer_.pass());
  const auto samples = static_cast<std::size_t>(experiment_.data.train.sampleCount());
  const bool fullBatch = trainer_.batchIndices().size() == samples;
  tracker_.addStep(record.events, fullBatch ? std::span<const int>() : trainer_.batchIndices());
  detectionSeconds_ += secondsSince(detection);
  for (const CrossingEvent& event : record.events) {
    ++crossingsByLayer_[static_cast<std::size_t>(event.layer) - 1];
  }
  record.step = trainer_.stepCount();
  record.batchLoss = outcome.batchLoss;
  record.counts = tracker_.counts();
  measureDimensions(record);
  measureBounds(record);
  return record;
}

void Run::measureDimensions(StepRecord& record) {
  const DimensionMeasure measure = experiment_.config.theory.dEff;
  gradients_.add(trainer_.gradient());
  update_ = network().parameters - before_.parameters;
  updates_.add(update_);
  record.gradientParticipation = gradients_.participationRatio();
  record.updateParticipation = updates_.participationRatio();
  const bool due = isSpectrumStep(record.step);
  if (due || measure != DimensionMeasure::kParticipation) record.gradientRanks = gradientRanks();
  if (due) record.updateRanks = updateRanks();
  record.effectiveDimension = measure == DimensionMeasure::kParticipation
                                  ? record.gradientParticipation
                                  : chosenRank(*record.gradientRanks, measure);
}

void Run::measureBounds(StepRecord& record) {
  const BoundedRun run = boundedRun(record.effectiveDimension);
  record.bounds = fixedBounds_;
  record.bounds.segment = logSegmentBound(run.architecture, run.samples, run.steps);
  // B3 rounds d_eff up to a whole number, so it changes rarely and is kept in between.
  const double rounded = std::ceil(record.effectiveDimension - 1e-9);
  if (rounded != roundedDimension_) {
    roundedDimension_ = rounded;
    fixedBounds_.effectiveArrangement =
        logEffectiveArrangementBound(run.boundaryCount(), record.effectiveDimension);
  }
  record.bounds.effectiveArrangement = fixedBounds_.effectiveArrangement;
  record.bounds.nearLinear =
      logNearLinearBound(run.constant, record.effectiveDimension, run.boundaryCount());
  nearLinear_.add(record.step, static_cast<double>(record.counts.crossings),
                  record.effectiveDimension);
}

}  // namespace adamscope
