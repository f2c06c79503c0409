// The training losses as PyTorch defines them (theory section 1).
#pragma once

#include "core/data/dataset.h"

namespace adamscope {

enum class Loss {
  kMse,           ///< "mse": mean of (f - y)^2 over all n * d_out entries.
  kHalfMse,       ///< "half_mse": 1/(2n) sum over samples of |f_i - y_i|^2.
  kBce,           ///< "bce": binary cross entropy with logits, mean over all n * d_out entries.
  kCrossEntropy,  ///< "cross_entropy": softmax cross entropy, mean over the n samples.
};

/// Number of outputs that a network needs for this data and loss: regression has one per target
/// column; two classes have one output (two with cross_entropy); more classes one per class.
int requiredOutputCount(const DataSet& data, Loss loss);

/// The targets as a n x d_out matrix: the real targets; 0/1 for two classes and one output;
/// one-hot rows otherwise.
Matrix lossTargets(const DataSet& data, int outputCount);

/// Mean loss for outputs f and targets y (both n x d_out). The cross entropies
/// are finite for |f| up to 8e307 and keep their relative accuracy near 0 (log-sum-exp); the
/// squared errors overflow where the square does. NaN in, NaN out.
double lossValue(Loss loss, const Eigen::Ref<const Matrix>& outputs,
                 const Eigen::Ref<const Matrix>& targets);

/// The same, and the gradient of the mean loss with respect to each output (n x d_out).
/// Allocates nothing when `gradient` has the right shape.
double lossValueAndGradient(Loss loss, const Eigen::Ref<const Matrix>& outputs,
                            const Eigen::Ref<const Matrix>& targets, Matrix& gradient);

/// The output value that separates the two classes of a one-output classifier:
/// 0 for bce (a logit), 0.5 for the squared errors (targets 0 and 1).
double decisionThreshold(Loss loss);

/// Share of wrongly classified samples: one output against decisionThreshold (class 1 above it,
/// strictly), several by the largest output (ties: the lowest index). NaN for regression.
double classificationError(Loss loss, const Eigen::Ref<const Matrix>& outputs, const DataSet& data);

}  // namespace adamscope
