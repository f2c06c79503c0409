#include "core/training/trainer.h"

#include <cmath>
#include <utility>

namespace adamscope {
namespace {

// One pass that vectorises, unlike Eigen's allFinite: 0 * x is NaN exactly when x is not finite.
bool isFinite(const Vector& values) { return (0.0 * values.array()).sum() == 0.0; }

Error outOfRange(const char* name, const char* range, double value) {
  return Error{std::string("the ") + name + " must be " + range + ", not " + std::to_string(value)};
}

Status validateOptimizer(const OptimizerConfig& c) {
  const auto isFraction = [](double x) { return x >= 0.0 && x < 1.0; };
  const auto isPositive = [](double x) { return x > 0.0 && std::isfinite(x); };
  if (!isPositive(c.learningRate)) return outOfRange("learning rate", "positive", c.learningRate);
  if (!isFraction(c.beta1)) return outOfRange("beta1", "in [0, 1)", c.beta1);
  if (!isFraction(c.beta2)) return outOfRange("beta2", "in [0, 1)", c.beta2);
  if (!isPositive(c.epsilon)) return outOfRange("epsilon", "positive", c.epsilon);
  if (!isFraction(c.momentum)) return outOfRange("momentum", "in [0, 1)", c.momentum);
  if (!(c.weightDecay >= 0.0 && std::isfinite(c.weightDecay))) {
    return outOfRange("weight decay", "at least 0", c.weightDecay);
  }
  return {};
}

Status validateFlow(OptimizerKind kind, const BatchConfig& batch) {
  if (kind != OptimizerKind::kGradientFlow || batch.size == 0) return {};
  return Error{
      "gradient flow follows the gradient of all samples: set batch.size=0, or choose adam, adamw "
      "or sgd"};
}

Status validateTask(Task task, Loss loss) {
  if (task == Task::kClassification || loss == Loss::kMse || loss == Loss::kHalfMse) return {};
  return Error{"bce and cross_entropy need classes as targets; for real targets choose mse"};
}

Status validateFit(const DataSet& train, const Network& network, const TrainerConfig& config) {
  if (Status status = network.architecture.validate(); !status) return status;
  if (train.sampleCount() == 0) return Error{"there are no training samples"};
  if (Status status = validateTask(train.task, config.loss); !status) return status;
  const std::string shape = network.architecture.describe();
  if (train.featureCount() != network.architecture.inputCount()) {
    return Error{"the data has " + std::to_string(train.featureCount()) +
                 " features; change the first width of the network " + shape + " to match"};
  }
  const int outputs = requiredOutputCount(train, config.loss);
  if (outputs != network.architecture.outputCount()) {
    return Error{"this data and loss need " + std::to_string(outputs) +
                 " outputs; change the last width of the network " + shape};
  }
  if (network.parameters.size() != network.architecture.parameterCount()) {
    return Error{"the network " + shape + " has " +
                 std::to_string(network.architecture.parameterCount()) + " parameters, not " +
                 std::to_string(network.parameters.size())};
  }
  if (!isFinite(network.parameters)) return Error{"the network's parameters are not all finite"};
  if (!train.inputs.allFinite()) return Error{"the training inputs are not all finite"};
  return {};
}

}  // namespace

Status validate(const TrainerConfig& config) {
  if (config.batch.size < 0) return outOfRange("batch size", "at least 0", config.batch.size);
  if (Status status = validateFlow(config.optimizer.kind, config.batch); !status) return status;
  return validateOptimizer(config.optimizer);
}

Result<Trainer> Trainer::create(const DataSet& train, Network initial,
                                const TrainerConfig& config) {
  if (Status status = validate(config); !status) return status.error();
  if (Status status = validateFit(train, initial, config); !status) return status.error();
  return Trainer(train, std::move(initial), config);
}

Trainer::Trainer(const DataSet& train, Network initial, const TrainerConfig& config)
    : config_(config),
      task_(train.task),
      network_(std::move(initial)),
      inputs_(train.inputs),
      targets_(lossTargets(train, network_.architecture.outputCount())),
      sampler_(train.sampleCount(), config.batch),
      optimizer_(makeOptimizerState(network_.architecture.parameterCount())),
      parametersBefore_(network_.parameters),
      optimizerBefore_(optimizer_),
      gradient_(Vector::Zero(network_.parameters.size())) {
  prepareBuffers();
  evaluateTrainingSet();
}

// Gives every buffer its final shape, so that no step allocates.
void Trainer::prepareBuffers() {
  forward(network_, inputs_, passes_[1 - currentPass_]);
  if (config_.optimizer.kind == OptimizerKind::kGradientFlow) {
    flow_.emplace(network_.architecture.parameterCount());
    flowBuffers_ = {};
    flowBuffers_.network = network_;
  }
  batchIndices_.reserve(static_cast<std::size_t>(inputs_.rows()));
  if (sampler_.isFullBatch()) {
    outputGradient_.setZero(targets_.rows(), targets_.cols());
    backward(network_, inputs_, passes_[1 - currentPass_], outputGradient_, backward_, gradient_);
    batches_ = {};
    return;
  }
  const std::array<int, 2> sizes{sampler_.batchSize(), sampler_.lastBatchSize()};
  for (std::size_t b = 0; b < sizes.size(); ++b) {
    BatchBuffers& buffers = batches_[b];
    buffers.inputs = inputs_.topRows(sizes[b]);
    buffers.targets = targets_.topRows(sizes[b]);
    buffers.outputGradient.setZero(sizes[b], targets_.cols());
    forward(network_, buffers.inputs, buffers.pass);
    backward(network_, buffers.inputs, buffers.pass, buffers.outputGradient, buffers.backward,
             gradient_);
  }
}

void Trainer::evaluateTrainingSet() {
  ForwardPass& pass = passes_[currentPass_];
  forward(network_, inputs_, pass);
  trainingLoss_ = sampler_.isFullBatch()
                      ? lossValueAndGradient(config_.loss, pass.output(), targets_, outputGradient_)
                      : lossValue(config_.loss, pass.output(), targets_);
}

StepOutcome Trainer::step() {
  StepOutcome outcome{step_, trainingLoss_, trainingLoss_, NonFinite::kNothing};
  hasSegment_ = false;
  if (!std::isfinite(trainingLoss_)) outcome.nonFinite = NonFinite::kTrainingLoss;
  if (outcome.applied()) outcome.nonFinite = computeGradient(outcome.batchLoss);
  if (outcome.applied()) outcome.nonFinite = applyUpdate();
  if (!outcome.applied()) return outcome;
  const std::span<const int> batch = sampler_.current();
  batchIndices_.assign(batch.begin(), batch.end());
  sampler_.advance();
  ++step_;
  hasSegment_ = true;
  currentPass_ = 1 - currentPass_;
  evaluateTrainingSet();
  return outcome;
}

NonFinite Trainer::computeGradient(double& batchLoss) {
  if (sampler_.isFullBatch()) {
    backward(network_, inputs_, passes_[currentPass_], outputGradient_, backward_, gradient_);
  } else {
    const bool isLast = static_cast<int>(sampler_.current().size()) != sampler_.batchSize();
    batchLoss = gatherAndEvaluate(batches_[isLast ? 1 : 0]);
    if (!std::isfinite(batchLoss)) return NonFinite::kBatchLoss;
  }
  return isFinite(gradient_) ? NonFinite::kNothing : NonFinite::kGradient;
}

double Trainer::gatherAndEvaluate(BatchBuffers& buffers) {
  Eigen::Index row = 0;
  for (const int sample : sampler_.current()) {
    buffers.inputs.row(row) = inputs_.row(sample);
    buffers.targets.row(row) = targets_.row(sample);
    ++row;
  }
  forward(network_, buffers.inputs, buffers.pass);
  const double loss = lossValueAndGradient(config_.loss, buffers.pass.output(), buffers.targets,
                                           buffers.outputGradient);
  backward(network_, buffers.inputs, buffers.pass, buffers.outputGradient, buffers.backward,
           gradient_);
  return loss;
}

// Advances the parameters and the optimizer's state, or leaves both as they are.
NonFinite Trainer::applyUpdate() {
  std::swap(parametersBefore_, network_.parameters);
  network_.parameters = parametersBefore_;
  optimizerBefore_ = optimizer_;
  NonFinite found = NonFinite::kNothing;
  if (config_.optimizer.kind == OptimizerKind::kGradientFlow) {
    found = applyFlow();
  } else {
    optimizerStep(config_.optimizer, gradient_, optimizer_, network_.parameters);
  }
  if (found == NonFinite::kNothing && !isFinite(network_.parameters)) {
    found = NonFinite::kParameters;
  }
  if (!isFinite(optimizer_.firstMoment) || !isFinite(optimizer_.secondMoment)) {
    found = NonFinite::kOptimizerState;
  }
  if (found == NonFinite::kNothing) return found;
  network_.parameters = parametersBefore_;
  std::swap(optimizer_, optimizerBefore_);
  return found;
}

// One piece of the flow, which ends no later than the next multiple of the learning rate: so runs
// of gradient descent can be compared with it at equal times.
NonFinite Trainer::applyFlow() {
  const double eta = config_.optimizer.learningRate;
  // A remainder that is only rounding belongs to the piece before.
  constexpr double kRounding = 1e-9;
  const double next = (std::floor(optimizer_.time / eta + kRounding) + 1.0) * eta;
  const double rest = next - optimizer_.time;
  NetworkField field({inputs_, targets_, config_.loss, config_.optimizer.weightDecay},
                     flowBuffers_);
  const FlowPiece piece =
      flow_->advance(field, {.rest = rest, .unit = eta}, optimizer_.flow, network_.parameters);
  if (!piece.isFinite) return NonFinite::kGradient;
  ++optimizer_.step;
  const bool arrives = piece.duration >= rest * (1.0 - kRounding);
  optimizer_.time = arrives ? next : optimizer_.time + piece.duration;
  return NonFinite::kNothing;
}

TrainerState Trainer::state() const {
  return {config_, step_, network_.parameters, optimizer_, sampler_};
}

void Trainer::restore(const TrainerState& state) {
  ADAMSCOPE_CHECK(state.parameters.size() == network_.parameters.size(),
                  "a state of another architecture");
  config_ = state.config;
  sampler_ = state.sampler;
  optimizer_ = state.optimizer;
  step_ = state.step;
  prepareBuffers();
  moveTo(state.parameters);
}

Status Trainer::setOptimizer(const OptimizerConfig& optimizer) {
  if (Status status = validateOptimizer(optimizer); !status) return status;
  if (Status status = validateFlow(optimizer.kind, config_.batch); !status) return status;
  const bool isOther = optimizer.kind != config_.optimizer.kind;
  config_.optimizer = optimizer;
  if (isOther) {
    optimizer_ = makeOptimizerState(network_.architecture.parameterCount());
    prepareBuffers();
    moveTo(Vector(network_.parameters));
  }
  return {};
}

Status Trainer::setLoss(Loss loss) {
  if (Status status = validateTask(task_, loss); !status) return status;
  if (loss == Loss::kCrossEntropy && targets_.cols() == 1) {
    return Error{
        "cross_entropy needs at least two outputs; train a network with another last "
        "width, or choose bce"};
  }
  config_.loss = loss;
  evaluateTrainingSet();
  return {};
}

Status Trainer::setBatch(const BatchConfig& batch) {
  if (batch.size < 0) return outOfRange("batch size", "at least 0", batch.size);
  if (Status status = validateFlow(config_.optimizer.kind, batch); !status) return status;
  config_.batch = batch;
  sampler_ = BatchSampler(static_cast<int>(inputs_.rows()), batch);
  prepareBuffers();
  moveTo(Vector(network_.parameters));
  return {};
}

void Trainer::setParameters(const Vector& parameters) {
  optimizer_.flow.held.clear();
  optimizer_.flow.crossed.clear();
  moveTo(parameters);
}

void Trainer::moveTo(const Vector& parameters) {
  ADAMSCOPE_CHECK(parameters.size() == network_.parameters.size() && isFinite(parameters),
                  "theta must have length d and be finite");
  network_.parameters = parameters;
  parametersBefore_ = network_.parameters;
  hasSegment_ = false;
  evaluateTrainingSet();
}

}  // namespace adamscope
