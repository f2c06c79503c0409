// The neural tangent kernel of a finite network on its samples (theory F2, F4): K = J J^T with J
// the (n d_out) x d Jacobian of all outputs. J itself is never formed: with D_l^o (n x m_l) the
// gradient of output o with respect to z_l, sample by sample,
//   K[(i,o),(i',o')] = sum_l (D_l^o D_l^o'^T)_ii' (h_{l-1}(x_i) . h_{l-1}(x_i') + 1).
// K belongs to the sum of squares; with half_mse the flow's rate is lambda_min(K) 2/n.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// K of all n d_out outputs, row o n + i for output o of sample i. Symmetric; exact but for
/// rounding. inputs: n x d_0. Cost O((n d_out)^2 sum of widths); memory 3 (n d_out)^2 numbers.
Matrix neuralTangentKernel(const Network& network, const Eigen::Ref<const Matrix>& inputs);

/// J, (n d_out) x d, rows as in the kernel, one backward pass each: slow, for tests and small n.
Matrix outputJacobian(const Network& network, const Eigen::Ref<const Matrix>& inputs);

/// Extreme eigenvalues of a kernel.
struct KernelSpectrum {
  double smallest = 0.0;  ///< lambda_min, >= 0 (rounding below is cut off).
  double largest = 0.0;   ///< lambda_max.
};

/// All eigenvalues in descending order, negative rounding cut off at 0: O(n^3). Absolute error
/// about 1e-15 lambda_max, so a lambda_min below 1e-14 lambda_max is not told from 0.
Vector kernelEigenvalues(const Matrix& kernel);

/// Largest absolute eigenvalue of a symmetric matrix, |A|_2; relative accuracy 1e-6 at least for
/// spectra with a gap, by at most 300 power iterations; a lower bound always.
double symmetricNorm(const Matrix& symmetric);

/// At most `limit` sample indices, evenly spread over 0 .. n-1; all of them when n <= limit. By
/// interlacing the kernel of a subset has lambda_min >= that of all samples.
std::vector<int> spreadSamples(int n, int limit);

/// One look at the kernel along a run.
struct KernelState {
  long step = 0;
  double time = 0.0;  ///< Of the flow: the sum of the learning rates so far.
  KernelSpectrum spectrum;
  double drift = 0.0;           ///< |K_t - K_0|_2.
  double relativeDrift = 0.0;   ///< |K_t - K_0|_2 / |K_0|_2.
  double parameterDrift = 0.0;  ///< |theta_t - theta_0|.
};

/// Compares the kernel with that of the first theta.
class KernelFollower {
 public:
  /// At theta_0. The samples are those of spreadSamples(n, limit / d_out).
  KernelFollower(const Network& initial, const Matrix& inputs, int limit = 512);

  KernelState measure(const Network& network, long step, double time) const;
  /// All eigenvalues now.
  Vector eigenvalues(const Network& network) const;
  int samplesUsed() const { return static_cast<int>(inputs_.rows()); }
  bool usesAllSamples() const { return usesAll_; }
  double initialSmallest() const { return initialSmallest_; }

 private:
  Matrix inputs_;
  bool usesAll_ = true;
  Vector initialParameters_;
  Matrix initialKernel_;
  double initialNorm_ = 0.0;
  double initialSmallest_ = 0.0;
};

}  // namespace adamscope
