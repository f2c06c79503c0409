// First-order optimizers on the flat parameter vector, each as PyTorch defines it.
#pragma once

#include "core/network/network.h"
#include "core/training/flow_state.h"

namespace adamscope {

enum class OptimizerKind {
  kAdam,          ///< "adam": weight decay is added to the gradient (L2).
  kAdamW,         ///< "adamw": decoupled weight decay.
  kSgd,           ///< "sgd": with momentum, no dampening, no Nesterov; decay added to the gradient.
  kGradientFlow,  ///< "gradient_flow": the continuous limit (theory F1), see gradient_flow.h.
};

/// All numbers of an optimizer; those that it does not use are ignored.
struct OptimizerConfig {
  OptimizerKind kind = OptimizerKind::kAdam;
  double learningRate = 0.01;  ///< eta > 0; of gradient_flow the longest piece, in time.
  double beta1 = 0.9;          ///< in [0, 1).
  double beta2 = 0.999;        ///< in [0, 1).
  double epsilon = 1e-8;       ///< > 0, outside the bias-corrected square root.
  double weightDecay = 0.0;    ///< >= 0.
  double momentum = 0.0;       ///< in [0, 1); sgd only.

  friend bool operator==(const OptimizerConfig&, const OptimizerConfig&) = default;
};

/// What an optimizer remembers between steps. All vectors have theta's length d.
struct OptimizerState {
  Vector firstMoment;   ///< m of Adam; the momentum buffer of sgd.
  Vector secondMoment;  ///< v of Adam.
  long step = 0;        ///< Steps taken so far.
  double time = 0.0;    ///< Time of the flow: the sum of eta, or of the pieces' durations.
  FlowState flow;       ///< Of gradient_flow.
};

/// Zero moments for d parameters.
OptimizerState makeOptimizerState(int parameterCount);

/// One step in place: parameters and state advance; gradient is read only. Allocates nothing.
/// kGradientFlow is not a discrete step and is a caller's bug here.
void optimizerStep(const OptimizerConfig& config, const Vector& gradient, OptimizerState& state,
                   Vector& parameters);

/// eta / (sqrt(v_hat) + epsilon) of each parameter: how far a unit of the first moment moves it.
/// Empty before the first step and for optimizers without a second moment.
Vector adamStepSizes(const OptimizerConfig& config, const OptimizerState& state);

}  // namespace adamscope
