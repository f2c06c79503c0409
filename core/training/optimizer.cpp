#include "core/training/optimizer.h"

#include <cmath>

namespace adamscope {
namespace {

// PyTorch's Adam: theta -= eta/(1-b1^t) * m / (sqrt(v)/sqrt(1-b2^t) + eps).
void adamStep(const OptimizerConfig& config, const Vector& gradient, OptimizerState& state,
              Vector& parameters) {
  const double decay = config.kind == OptimizerKind::kAdam ? config.weightDecay : 0.0;
  const double shrink =
      config.kind == OptimizerKind::kAdamW ? 1.0 - config.learningRate * config.weightDecay : 1.0;
  const auto t = static_cast<double>(state.step);
  const double stepSize = config.learningRate / (1.0 - std::pow(config.beta1, t));
  const double rootScale = 1.0 / std::sqrt(1.0 - std::pow(config.beta2, t));
  auto m = state.firstMoment.array();
  auto v = state.secondMoment.array();
  if (decay == 0.0) {
    m = config.beta1 * m + (1.0 - config.beta1) * gradient.array();
    v = config.beta2 * v + (1.0 - config.beta2) * gradient.array().square();
  } else {
    m = config.beta1 * m + (1.0 - config.beta1) * (gradient + decay * parameters).array();
    v = config.beta2 * v + (1.0 - config.beta2) * (gradient + decay * parameters).array().square();
  }
  if (shrink != 1.0) parameters *= shrink;
  parameters.array() -= stepSize * m / (v.sqrt() * rootScale + config.epsilon);
}

void sgdStep(const OptimizerConfig& config, const Vector& gradient, OptimizerState& state,
             Vector& parameters) {
  // The buffer starts at zero, so the first step's buffer is the gradient, as in PyTorch.
  state.firstMoment *= config.momentum;
  state.firstMoment += gradient;
  if (config.weightDecay != 0.0) state.firstMoment += config.weightDecay * parameters;
  parameters -= config.learningRate * state.firstMoment;
}

}  // namespace

OptimizerState makeOptimizerState(int parameterCount) {
  OptimizerState state;
  state.firstMoment.setZero(parameterCount);
  state.secondMoment.setZero(parameterCount);
  return state;
}

void optimizerStep(const OptimizerConfig& config, const Vector& gradient, OptimizerState& state,
                   Vector& parameters) {
  ADAMSCOPE_CHECK(gradient.size() == parameters.size() &&
                      state.firstMoment.size() == parameters.size() &&
                      state.secondMoment.size() == parameters.size(),
                  "the gradient and the moments must have theta's length");
  ++state.step;
  state.time += config.learningRate;
  switch (config.kind) {
    case OptimizerKind::kAdam:
    case OptimizerKind::kAdamW:
      adamStep(config, gradient, state, parameters);
      return;
    case OptimizerKind::kSgd:
      sgdStep(config, gradient, state, parameters);
      return;
    case OptimizerKind::kGradientFlow:
      break;
  }
  ADAMSCOPE_CHECK(false, "gradient flow is integrated, it has no optimizer step");
}

Vector adamStepSizes(const OptimizerConfig& config, const OptimizerState& state) {
  const bool isAdam = config.kind == OptimizerKind::kAdam || config.kind == OptimizerKind::kAdamW;
  if (!isAdam || state.step == 0) return {};
  const double correction = 1.0 - std::pow(config.beta2, static_cast<double>(state.step));
  return config.learningRate / ((state.secondMoment.array() / correction).sqrt() + config.epsilon);
}

}  // namespace adamscope
