#include "core/theory/pl.h"

#include <algorithm>
#include <cmath>

namespace adamscope {

double plRatio(double gradientNorm, double loss, double leastLoss) {
  if (!(loss > leastLoss)) return std::numeric_limits<double>::quiet_NaN();
  return gradientNorm * gradientNorm / (2.0 * (loss - leastLoss));
}

std::vector<PlRatio> plRatios(const std::vector<PlPoint>& points, double leastLoss) {
  std::vector<PlRatio> ratios;
  double envelope = std::numeric_limits<double>::quiet_NaN();
  for (const PlPoint& point : points) {
    const double ratio = plRatio(point.gradientNorm, point.loss, leastLoss);
    envelope = std::fmin(envelope, ratio);  // of a number and NaN, the number
    ratios.push_back({point.step, ratio, envelope});
  }
  return ratios;
}

LocalConstant localConstant(double initialSmallest, const std::vector<KernelState>& states) {
  LocalConstant constant;
  constant.initialSmallest = initialSmallest;
  for (const KernelState& state : states) {
    if (!(state.parameterDrift > 0.0)) continue;
    constant.radius = std::max(constant.radius, state.parameterDrift);
    constant.lipschitz = std::max(constant.lipschitz, state.drift / state.parameterDrift);
  }
  constant.mu = initialSmallest - constant.lipschitz * constant.radius;
  return constant;
}

std::vector<double> kernelRateBound(double initialLoss, int samples,
                                    const std::vector<KernelState>& states) {
  ADAMSCOPE_CHECK(samples >= 1, "a mean needs a sample");
  std::vector<double> bound;
  double integral = 0.0;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (i > 0) {
      const double mean = 0.5 * (states[i - 1].spectrum.smallest + states[i].spectrum.smallest);
      integral += mean * (states[i].time - states[i - 1].time);
    }
    bound.push_back(initialLoss * std::exp(-2.0 * integral / samples));
  }
  return bound;
}

double predictedRate(double mu, int samples) { return 2.0 * mu / samples; }

}  // namespace adamscope
