#include "core/session/run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "core/crossings/activation_pattern.h"
#include "core/session/playback.h"

namespace adamscope {

namespace {

// The two spectra cost some thirty steps of a small network, so they are taken at these steps and
// then every so many.
constexpr std::array<long, 6> kFirstSpectra{10, 20, 50, 100, 200, 500};
constexpr long kSpectrumInterval = 1'000;

// Of the mask freeze (theory L1), where d_eff takes all gradients so far.
constexpr int kDefaultWindow = 256;
// How long a record may wait to be completed, so that logs are up to date within a second.
constexpr double kLongestWaitSeconds = 0.2;

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool isSpectrumStep(long step) {
  return step % kSpectrumInterval == 0 ||
         std::find(kFirstSpectra.begin(), kFirstSpectra.end(), step) != kFirstSpectra.end();
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

Result<Run> Run::create(Experiment experiment, const std::string& spillFolder) {
  Result<Trainer> trainer = Trainer::create(experiment.data.train, experiment.initial,
                                            trainerConfigOf(experiment.config));
  if (!trainer) return trainer.error();
  return Run(std::move(experiment), std::move(*trainer), spillFolder);
}

Run::Run(Experiment experiment, Trainer trainer, const std::string& spillFolder)
    : experiment_(std::move(experiment)),
      config_(experiment_.config),
      trainer_(std::move(trainer)),
      detector_(std::make_unique<CrossingDetector>(experiment_.initial.architecture,
                                                   experiment_.data.train.inputs)),
      tracker_(exactActivationPattern(experiment_.initial, experiment_.data.train.inputs),
               spillFolder),
      crossingsByLayer_(
          static_cast<std::size_t>(experiment_.initial.architecture.hiddenLayerCount()), 0),
      gradients_(experiment_.initial.architecture.parameterCount(),
                 experiment_.config.theory.window),
      updates_(experiment_.initial.architecture.parameterCount(), experiment_.config.theory.window,
               RatioHistory::kLatest),
      nearLinear_(std::max(1.0, boundedRun(0.0).boundaryCount())),
      monitor_(
          experiment_.initial, experiment_.data.train.sampleCount(),
          experiment_.config.theory.window > 0 ? experiment_.config.theory.window : kDefaultWindow),
      waiting_(EffectiveDimension::kBlock),
      before_(experiment_.initial),
      update_(Vector::Zero(experiment_.initial.parameters.size())) {
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

Vector stepSizesOf(const Trainer& trainer) {
  return adamStepSizes(trainer.config().optimizer, trainer.optimizerState());
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
                               ". A smaller learning rate (optimizer.learning_rate) usually helps, "
                               "and data.scaling=standard where the features are large"};
}

std::optional<StepRecord> Run::step() {
  ADAMSCOPE_CHECK(waitingCount_ == 0, "complete the records before step()");
  const std::optional<StepRecord> ahead = stepAhead();
  if (!ahead) return std::nullopt;
  StepRecord complete;
  completeRecords([&](const StepRecord& record, std::span<const long>) { complete = record; });
  complete.events = ahead->events;
  return complete;
}

std::optional<StepRecord> Run::stepAhead() {
  ADAMSCOPE_CHECK(waitingCount_ < waiting_.size(), "too many records wait");
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
  addDirections(record);
  wait(record);
  return record;
}

// The step's gradient and update; their ranks where they are wanted now, for they look at the
// windows as they stand.
void Run::addDirections(StepRecord& record) {
  gradients_.add(trainer_.gradient());
  update_ = network().parameters - before_.parameters;
  updates_.add(update_);
  monitor_.addStep({.events = record.events,
                    .gradient = trainer_.gradient(),
                    .update = update_,
                    .network = network(),
                    .optimizer = trainer_.config().optimizer,
                    .state = trainer_.optimizerState()});
  const bool due = isSpectrumStep(record.step);
  const bool always = experiment_.config.theory.dEff != DimensionMeasure::kParticipation;
  if (due || always) record.gradientRanks = gradientRanks();
  if (due) record.updateRanks = updateRanks();
}

void Run::wait(const StepRecord& record) {
  if (waitingCount_ == 0) waitingSince_ = Clock::now();
  WaitingRecord& waiting = waiting_[waitingCount_++];
  waiting.record = record;
  waiting.events.assign(record.events.begin(), record.events.end());
  waiting.record.events = waiting.events;
  waiting.crossingsByLayer = crossingsByLayer_;
  waiting.constant = config_.theory.c;
}

bool Run::recordsDue() const {
  return waitingCount_ == waiting_.size() ||
         (waitingCount_ > 0 && secondsSince(waitingSince_) > kLongestWaitSeconds);
}

void Run::completeRecords(const RecordSink& sink) {
  const auto count = static_cast<int>(std::exchange(waitingCount_, 0));
  for (int k = 0; k < count; ++k) {
    WaitingRecord& waiting = waiting_[static_cast<std::size_t>(k)];
    measureDimensions(waiting.record, count - 1 - k);
    measureBounds(waiting.record, waiting.constant);
    sink(waiting.record, waiting.crossingsByLayer);
  }
}

void Run::measureDimensions(StepRecord& record, int stepsAgo) {
  const DimensionMeasure measure = experiment_.config.theory.dEff;
  record.gradientParticipation = gradients_.pastParticipationRatio(stepsAgo);
  record.effectiveDimension = measure == DimensionMeasure::kParticipation
                                  ? record.gradientParticipation
                                  : chosenRank(*record.gradientRanks, measure);
}

TheorySnapshot Run::theorySnapshot() {
  const Performance now = performance();
  return {
      .step = stepCount(),
      .time = trainer_.time(),
      .network = network(),
      .lastUpdate = update_,
      .secondMoment = correctedSecondMoment(trainer_.config().optimizer, trainer_.optimizerState()),
      .steps = monitor_.figures(),
      .gradients = gradients_,
      .updates = updates_,
      .trainLoss = now.trainLoss,
      .testLoss = now.testLoss,
      .trainError = now.trainError,
      .testError = now.testError};
}

void Run::measureBounds(StepRecord& record, double constant) {
  BoundedRun run = boundedRun(record.effectiveDimension);
  run.steps = static_cast<double>(record.step);
  run.constant = constant;
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
