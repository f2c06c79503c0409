#include "core/theory/generalization.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace adamscope {

double effectiveComplexity(double effectiveDimension, double samples) {
  ADAMSCOPE_CHECK(samples >= 1.0 && effectiveDimension >= 0.0, "n >= 1 and d_eff >= 0");
  return std::sqrt(effectiveDimension / samples);
}

double pacBayesComplexity(double squaredDistance, double samples, const PacBayesChoice& choice) {
  ADAMSCOPE_CHECK(samples >= 1.0 && choice.sigma > 0.0 && choice.delta > 0.0 && choice.delta < 1.0,
                  "n >= 1, sigma > 0 and 0 < delta < 1");
  const double divergence = squaredDistance / (2.0 * choice.sigma * choice.sigma);
  return std::sqrt((divergence + std::log(2.0 * std::sqrt(samples) / choice.delta)) /
                   (2.0 * samples));
}

double errorSamplingError(double testError, double testSamples) {
  return std::sqrt(testError * (1.0 - testError) / testSamples);
}

void LeastGapConstant::add(double gap, double effective) {
  if (std::isnan(gap) || gap <= 0.0) return;
  least_ =
      std::max(least_, effective > 0.0 ? gap / effective : std::numeric_limits<double>::infinity());
}

}  // namespace adamscope
