// One deterministic training step: which samples, their loss and gradient, the optimizer's update,
// and the forward pass over all training samples at the new parameters. That pass is computed once
// and serves as the end point of this step's segment (theory D4), as the start of the next one and,
// for the full batch, as the next step's own forward pass:
//
//   theta_t, pass_t --step()--> gradient, theta_{t+1}, pass_{t+1} --step()--> ...
#pragma once

#include <array>
#include <optional>
#include <span>

#include "core/network/backward.h"
#include "core/training/batch_sampler.h"
#include "core/training/gradient_flow.h"
#include "core/training/loss.h"
#include "core/training/network_field.h"
#include "core/training/optimizer.h"

namespace adamscope {

/// How a network is trained.
struct TrainerConfig {
  Loss loss = Loss::kBce;
  OptimizerConfig optimizer;
  BatchConfig batch;

  friend bool operator==(const TrainerConfig&, const TrainerConfig&) = default;
};

/// An error that names the first setting outside its range (see OptimizerConfig, BatchConfig).
/// Gradient flow needs the full batch.
Status validate(const TrainerConfig& config);

/// What became NaN or infinite in a step.
enum class NonFinite {
  kNothing,
  kTrainingLoss,    ///< The loss over all training samples at theta_t.
  kBatchLoss,       ///< The loss over the batch at theta_t.
  kGradient,        ///< The batch loss's gradient at theta_t.
  kOptimizerState,  ///< The moments after the update.
  kParameters,      ///< theta_{t+1}.
};

/// What one call of Trainer::step did. A step that met a non-finite number is not applied.
struct StepOutcome {
  /// t: the step leads from theta_t to theta_{t+1}; counts from 0.
  long step = 0;
  /// Loss over all training samples at theta_t, before the step. NaN or infinite when that is
  /// what went wrong.
  double trainingLoss = 0.0;
  /// Loss over the batch at theta_t; the same number as trainingLoss for the full batch.
  double batchLoss = 0.0;
  NonFinite nonFinite = NonFinite::kNothing;

  bool applied() const { return nonFinite == NonFinite::kNothing; }
};

/// All that decides the steps to come, given the architecture and the data: a keyframe.
struct TrainerState {
  TrainerConfig config;
  long step = 0;  ///< t: steps applied so far.
  Vector parameters;
  OptimizerState optimizer;
  BatchSampler sampler;
};

/// Trains one network on one data set, step by step. Copyable; a copy goes on by itself with the
/// same bits. Single-threaded.
class Trainer {
 public:
  /// A trainer at step 0 with `initial` as theta_0. Copies the inputs and targets. An Error names
  /// what does not fit: no samples, a width, a setting out of range, non-finite parameters.
  static Result<Trainer> create(const DataSet& train, Network initial, const TrainerConfig& config);

  /// One step. Allocates nothing (as long as one product's scratch fits Eigen's stack limit), but
  /// for gradient flow where it meets boundaries.
  /// A step that meets a non-finite number changes nothing but gradient() and hasSegment() (then
  /// false): theta, the moments and the batch stay, so that another call reports the same.
  StepOutcome step();

  /// theta_t with its architecture, where t = stepCount().
  const Network& network() const { return network_; }
  /// Steps applied so far.
  long stepCount() const { return step_; }
  /// True if the last event was an applied step(), not construction, a step that failed, restore(),
  /// setBatch() or setParameters(). Only then do parametersBefore(), passBefore(), gradient() and
  /// batchIndices() speak of a step.
  bool hasSegment() const { return hasSegment_; }
  /// theta_{t-1}, the start of the last step's segment.
  const Vector& parametersBefore() const { return parametersBefore_; }
  /// Forward pass over all training samples at theta_{t-1}.
  const ForwardPass& passBefore() const { return passes_[1 - currentPass_]; }
  /// Forward pass over all training samples at theta_t.
  const ForwardPass& pass() const { return passes_[currentPass_]; }
  /// Loss over all training samples at theta_t, without weight decay.
  double trainingLoss() const { return trainingLoss_; }
  /// The gradient that the last step used (of the batch loss at theta_{t-1}, without weight decay).
  const Vector& gradient() const { return gradient_; }
  /// The samples of the last step's batch.
  std::span<const int> batchIndices() const { return batchIndices_; }
  /// The training inputs, n x d_0, and targets, n x d_out, in the data set's order.
  const Matrix& inputs() const { return inputs_; }
  const Matrix& targets() const { return targets_; }
  const TrainerConfig& config() const { return config_; }
  const OptimizerState& optimizerState() const { return optimizer_; }
  /// Complete passes through the training set.
  long epoch() const { return sampler_.epoch(); }
  /// The flow's time (theory F2): the sum of the learning rates of the steps so far; for gradient
  /// flow the time that has been integrated, which meets every multiple of the learning rate.
  double time() const { return optimizer_.time; }

  /// A keyframe of this moment; restore() goes back to it, and the steps after it repeat bit for
  /// bit. The state must come from a trainer with the same architecture and data.
  TrainerState state() const;
  void restore(const TrainerState& state);

  /// Changes the optimizer's numbers from the next step on. The moments stay; a change of kind
  /// starts them anew. Errors as create().
  Status setOptimizer(const OptimizerConfig& optimizer);
  /// Changes the loss (of the same number of outputs) or the batches (a new epoch begins) from the
  /// next step on. Errors as create().
  Status setLoss(Loss loss);
  Status setBatch(const BatchConfig& batch);
  /// Moves to other parameters, of length d and finite, as when a hand edits a neuron. The moments,
  /// the step count and the batches stay; a flow no longer slides.
  void setParameters(const Vector& parameters);

 private:
  // Buffers for one mini-batch size; an epoch's smaller last batch has its own, so that no step
  // changes a shape.
  struct BatchBuffers {
    Matrix inputs;
    Matrix targets;
    Matrix outputGradient;
    ForwardPass pass;
    BackwardPass backward;
  };

  Trainer(const DataSet& train, Network initial, const TrainerConfig& config);

  void prepareBuffers();
  void moveTo(const Vector& parameters);
  void evaluateTrainingSet();
  NonFinite computeGradient(double& batchLoss);
  double gatherAndEvaluate(BatchBuffers& buffers);
  NonFinite applyUpdate();
  NonFinite applyFlow();

  TrainerConfig config_;
  Task task_;
  Network network_;
  Matrix inputs_;
  Matrix targets_;
  BatchSampler sampler_;
  OptimizerState optimizer_;
  long step_ = 0;

  std::array<ForwardPass, 2> passes_;
  std::size_t currentPass_ = 0;
  double trainingLoss_ = 0.0;
  Matrix outputGradient_;  // of the training loss at theta_t; kept only for the full batch
  BackwardPass backward_;
  std::array<BatchBuffers, 2> batches_;  // full-sized, and the last of an epoch

  // Gradient flow only: the integrator, and the buffers of the field at places between two thetas.
  std::optional<GradientFlow> flow_;
  NetworkFieldBuffers flowBuffers_;

  bool hasSegment_ = false;
  Vector parametersBefore_;
  OptimizerState optimizerBefore_;
  Vector gradient_;
  std::vector<int> batchIndices_;
};

}  // namespace adamscope
