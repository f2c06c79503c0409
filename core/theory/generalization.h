// The generalization gap against what is said to bound it (theory G1): C sqrt(d_eff / n) of arXiv
// 2505.15013, beside the PAC-Bayes complexity and the parameter-count form.
#pragma once

#include "core/network/network.h"

namespace adamscope {

/// What the user chooses for the PAC-Bayes complexity.
struct PacBayesChoice {
  double sigma = 1.0;   ///< Deviation of prior and posterior around theta_0 and theta, > 0.
  double delta = 0.05;  ///< Allowed failure probability, in (0, 1).
};

/// The gap and the complexities at one step. NaN gaps where there are no test samples (or classes).
struct GeneralizationPoint {
  long step = 0;
  double lossGap = 0.0;    ///< L_test - L_train.
  double errorGap = 0.0;   ///< 0-1 error, test - train.
  double effective = 0.0;  ///< sqrt(d_eff / n): G1 with C = 1.
  double pacBayes = 0.0;   ///< sqrt((|theta - theta_0|^2/(2 sigma^2) + ln(2 sqrt(n)/delta))/(2n)).
  double parameterCount = 0.0;  ///< sqrt(d / n).
};

/// sqrt(d_eff / n); n >= 1.
double effectiveComplexity(double effectiveDimension, double samples);

/// The PAC-Bayes complexity for Gaussians N(theta_0, sigma^2), N(theta, sigma^2) and a loss in
/// [0, 1]: it bounds the gap of the randomised classifier, not of theta itself.
double pacBayesComplexity(double squaredDistance, double samples, const PacBayesChoice& choice);

/// The 0-1 error gap's own sampling error from a test set of m samples: sqrt(e (1 - e) / m).
double errorSamplingError(double testError, double testSamples);

/// The least C for which gap <= C sqrt(d_eff/n) has held at every step so far.
class LeastGapConstant {
 public:
  /// NaN gaps are ignored; a negative gap needs no constant.
  void add(double gap, double effective);
  double leastConstant() const { return least_; }

 private:
  double least_ = 0.0;
};

}  // namespace adamscope
