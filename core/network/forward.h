// The forward pass for a batch of samples (theory section 1): z_l = W_l h_{l-1} + b_l,
// h_l = z_l where z_l > 0, leakySlope * z_l elsewhere. In floating point: a preactivation within
// rounding error of zero may have the wrong sign here; who needs the exact mask asks crossings/.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// The values inside the network for n samples. Buffers are kept between calls.
struct ForwardPass {
  /// [l-1]: z_l, n x m_l, for the layers 1..H+1; the last one is the output f.
  std::vector<Matrix> preactivations;
  /// [l-1]: h_l, n x m_l, for the hidden layers 1..H.
  std::vector<Matrix> activations;

  /// f, n x d_out.
  const Matrix& output() const { return preactivations.back(); }
};

/// Fills `pass` for inputs (n x d_0). Allocates only when shapes change.
void forward(const Network& network, const Eigen::Ref<const Matrix>& inputs, ForwardPass& pass);

}  // namespace adamscope
