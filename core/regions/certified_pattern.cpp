#include "core/regions/certified_pattern.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/regions/splitting.h"
#include "core/regions/tessellation.h"

namespace adamscope {

CertifiedPattern::CertifiedPattern(const Network& network, const InputSlice& slice)
    : network_(network), slice_(slice) {
  words_.resize(static_cast<std::size_t>(Tessellation::maskWordCount(network.architecture)));
}

bool CertifiedPattern::evaluate(const SlicePoint& point) {
  std::fill(words_.begin(), words_.end(), 0);
  hidden_.clear();
  errors_.clear();
  for (Eigen::Index i = 0; i < slice_.origin.size(); ++i) {
    const double along = slice_.directions(i, 0) * point.x;
    const double across = slice_.dimension() == 2 ? slice_.directions(i, 1) * point.y : 0.0;
    hidden_.push_back(slice_.origin(i) + along + across);
    const double size = std::abs(slice_.origin(i)) + std::abs(along) + std::abs(across);
    errors_.push_back(4.0 * kUnitRoundoff * size + 4.0 * std::numeric_limits<double>::denorm_min());
  }
  int firstBit = 0;
  for (int layer = 1; layer <= network_.architecture.hiddenLayerCount(); ++layer) {
    if (!evaluateLayer(layer, firstBit)) return false;
    firstBit += 64 * Tessellation::layerMaskWords(network_.architecture.width(layer));
  }
  return true;
}

bool CertifiedPattern::evaluateLayer(int layer, int firstBit) {
  const WeightView weight = network_.weight(layer);
  const BiasView bias = network_.bias(layer);
  const double slope = network_.architecture.leakySlope;
  // n products and n sums, and slack for the rounding of this bound itself.
  const double gamma = (static_cast<double>(weight.cols()) + 8.0) * 1.01 * kUnitRoundoff;
  nextHidden_.clear();
  nextErrors_.clear();
  for (int j = 0; j < weight.rows(); ++j) {
    double z = bias(j);
    double size = std::abs(bias(j));
    double error = 0.0;
    for (Eigen::Index k = 0; k < weight.cols(); ++k) {
      const auto i = static_cast<std::size_t>(k);
      if (weight(j, k) == 0.0 || (hidden_[i] == 0.0 && errors_[i] == 0.0)) continue;
      const double term = weight(j, k) * hidden_[i];
      z += term;
      size += std::abs(term);
      // A product that underflows, here or in the error, loses up to one denormal number.
      error +=
          std::abs(weight(j, k)) * errors_[i] + 2.0 * std::numeric_limits<double>::denorm_min();
    }
    // The bias alone is exact; otherwise every rounding is relative to the sum of the sizes.
    if (error > 0.0) error = 1.01 * error + gamma * size;
    const bool isZero = z == 0.0 && error == 0.0;
    if (!isZero && !(std::abs(z) > error)) return false;
    if (z > 0.0) {
      const auto bit = static_cast<std::size_t>(firstBit + j);
      words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    const double factor = z > 0.0 ? 1.0 : slope;
    nextHidden_.push_back(factor * z);
    const bool isExact = z > 0.0 || slope == 0.0 || isZero;
    nextErrors_.push_back(
        factor * error +
        (isExact ? 0.0 : kUnitRoundoff * std::abs(z) + std::numeric_limits<double>::denorm_min()));
  }
  hidden_.swap(nextHidden_);
  errors_.swap(nextErrors_);
  return true;
}

Vector CertifiedPattern::outputRoundingBound(double size) const {
  const Architecture& shape = network_.architecture;
  // The largest value of each quantity if every sign and every ReLU were the worst one.
  Vector worst = slice_.origin.cwiseAbs() + size * slice_.directions.cwiseAbs().rowwise().sum();
  double operations = 8.0;
  for (int layer = 1; layer <= shape.layerCount(); ++layer) {
    const Vector next = network_.weight(layer).cwiseAbs() * worst + network_.bias(layer).cwiseAbs();
    worst = next;
    operations += shape.width(layer - 1) + 4.0;
  }
  return 1.01 * operations * kUnitRoundoff * worst;
}

}  // namespace adamscope
