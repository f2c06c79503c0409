// The Polyak-Lojasiewicz inequality along a run (theory F3), and the local constant that arXiv
// 2507.21429 [P3] gets from the tangent kernel (theory F5).
#pragma once

#include <limits>
#include <vector>

#include "core/theory/ntk.h"

namespace adamscope {

/// F3: mu_hat = |grad L|^2 / (2 (L - L*)). NaN if L <= L* (nothing is left to descend).
double plRatio(double gradientNorm, double loss, double leastLoss);

/// One point of a run, as F3 sees it.
struct PlPoint {
  long step = 0;
  double loss = 0.0;
  double gradientNorm = 0.0;
};

/// The ratio at one step and the least so far.
struct PlRatio {
  long step = 0;
  double ratio = 0.0;     ///< NaN where L <= L*.
  double envelope = 0.0;  ///< Least ratio up to here; NaN before the first.
};

/// F3 for a whole run with one L*. The last points before the least loss seen have ratios that blow
/// up or are NaN when L* is that loss: a property of the choice, not of the run.
std::vector<PlRatio> plRatios(const std::vector<PlPoint>& points, double leastLoss);

/// F5 along a run: mu = lambda_0 - L_Theta r.
struct LocalConstant {
  double initialSmallest = 0.0;  ///< lambda_0, smallest eigenvalue of K_0.
  double lipschitz = 0.0;        ///< L_Theta = max_t |K_t - K_0|_2 / |theta_t - theta_0|.
  double radius = 0.0;           ///< r, the largest |theta_t - theta_0| so far.
  double mu = 0.0;               ///< May be negative.

  /// Whether the run is inside a locally PL region by this estimate.
  bool isInside() const { return mu > 0.0; }
};

/// From all looks at the kernel so far; looks with no parameter drift say nothing about L_Theta.
/// Our estimator: L_Theta from the run is a lower estimate of a Lipschitz constant, so mu is an
/// upper estimate.
LocalConstant localConstant(double initialSmallest, const std::vector<KernelState>& states);

/// F2 for half_mse: L(0) exp(-(2/n) int_0^t lambda_min), the trapezoidal rule on the looks; the
/// bound at each look. n: samples, all of which must be in the kernel.
std::vector<double> kernelRateBound(double initialLoss, int samples,
                                    const std::vector<KernelState>& states);

/// The rate -d ln L / dt that `mu` (of K) predicts for half_mse with n samples: 2 mu / n.
double predictedRate(double mu, int samples);

}  // namespace adamscope
