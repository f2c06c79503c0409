// The backward pass (reverse-mode differentiation) for a batch of samples: from dL/df to dL/dtheta.
//   dL/dz_{H+1} = dL/df,   dL/dz_l = (dL/dz_{l+1} W_{l+1}) * act'(z_l),
//   dL/dW_l = (dL/dz_l)^T h_{l-1},   dL/db_l = (dL/dz_l)^T 1.
// At z = 0 the derivative is the inactive side's (theory section 1).
#pragma once

#include "core/network/forward.h"

namespace adamscope {

/// The gradients inside the network for n samples. Buffers are kept between calls.
struct BackwardPass {
  /// [l-1]: dL/dz_l, n x m_l, for the hidden layers 1..H.
  std::vector<Matrix> preactivationGradients;
};

/// Fills `gradient` (length d, theta's layout) from the output gradient (dL/df, n x d_out).
/// `pass` must be forward(network, inputs). If dL/df belongs to the mean loss, so does the result.
/// Allocates only when shapes change.
void backward(const Network& network, const Eigen::Ref<const Matrix>& inputs,
              const ForwardPass& pass, const Matrix& outputGradient, BackwardPass& workspace,
              Vector& gradient);

}  // namespace adamscope
