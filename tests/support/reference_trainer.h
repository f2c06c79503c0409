// A plain full-batch trainer for tests: the textbook backward pass and PyTorch's update rules,
// written for reading, not for speed, and independent of core/training.
#pragma once

#include <string>

#include "core/network/forward.h"

namespace adamscope::testing {

/// Hyperparameters as PyTorch names them.
struct ReferenceOptimizer {
  std::string kind = "adam";  ///< "adam", "adamw" or "sgdm".
  double learningRate = 0.01;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weightDecay = 0.0;
  double momentum = 0.0;
};

/// Trains a one-output network on fixed data.
class ReferenceTrainer {
 public:
  /// inputs: n x d_0; targets: n; loss: "mse" (mean squared error) or "bce" (with logits).
  ReferenceTrainer(Network network, Matrix inputs, Vector targets, std::string loss,
                   ReferenceOptimizer optimizer);

  const Network& network() const { return network_; }
  const Matrix& inputs() const { return inputs_; }
  /// One optimizer step.
  void step();

 private:
  Vector gradient() const;

  Network network_;
  Matrix inputs_;
  Vector targets_;
  std::string loss_;
  ReferenceOptimizer optimizer_;
  Vector firstMoment_;
  Vector secondMoment_;
  int steps_ = 0;
};

}  // namespace adamscope::testing
