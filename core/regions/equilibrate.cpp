#include "core/regions/equilibrate.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace adamscope {
namespace {

/// The exponents e of a scaling z_{l,j} = 2^e[l][j] z'_{l,j}, and the scalings that are ruled out.
struct Scaling {
  std::vector<std::vector<int>> exponents;  ///< [l][j], l = 0..H; the input is not scaled.
  std::vector<std::vector<bool>> isFixed;   ///< [l][j]: the exponent must stay 0.
};

/// Whether x * 2^power loses nothing.
bool isExactScaling(double x, int power) {
  // The usual case without a library call: x and the result far inside the normal numbers.
  const int exponent = static_cast<int>((std::bit_cast<std::uint64_t>(x) >> 52) & 0x7FF) - 1023;
  if (exponent > -1000 && exponent < 1000 && exponent + power > -1000 && exponent + power < 1000) {
    return true;
  }
  const double y = std::ldexp(x, power);
  return std::isfinite(y) && std::ldexp(y, -power) == x;
}

/// 2^power times x, where isExactScaling.
double scaledBy(double x, int power) {
  if (power <= -1000 || power >= 1000) return std::ldexp(x, power);
  return x * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// The least e with |x| < 2^e for a normal x; a bound for a subnormal one.
int exponentOf(double x) {
  return static_cast<int>((std::bit_cast<std::uint64_t>(x) >> 52) & 0x7FF) - 1022;
}

/// Scales row j of layer l, with the factors of its inputs, to weights of about 1. If that would
/// lose bits, fixes one neuron of the two layers and returns false.
bool scaleRow(int layer, int j, Scaling& scaling, Network& scaled) {
  const auto l = static_cast<std::size_t>(layer);
  const std::vector<int>& below = scaling.exponents[l - 1];
  MutableWeightView weight = scaled.weight(layer);
  double& bias = scaled.bias(layer)(j);
  constexpr int kNone = std::numeric_limits<int>::min();
  int exponent = bias == 0.0 ? kNone : exponentOf(bias);
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    if (weight(j, k) == 0.0) continue;
    exponent = std::max(exponent, exponentOf(weight(j, k)) + below[static_cast<std::size_t>(k)]);
  }
  if (exponent == kNone || scaling.isFixed[l][static_cast<std::size_t>(j)]) exponent = 0;
  const auto refuse = [&](std::size_t lost, std::size_t neuron) {
    scaling.isFixed[lost][neuron] = true;
    return false;
  };
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    const int by = below[static_cast<std::size_t>(k)];
    if (isExactScaling(weight(j, k), by - exponent)) continue;
    return by != 0 ? refuse(l - 1, static_cast<std::size_t>(k))
                   : refuse(l, static_cast<std::size_t>(j));
  }
  if (!isExactScaling(bias, -exponent)) return refuse(l, static_cast<std::size_t>(j));
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    weight(j, k) = scaledBy(weight(j, k), below[static_cast<std::size_t>(k)] - exponent);
  }
  bias = scaledBy(bias, -exponent);
  scaling.exponents[l][static_cast<std::size_t>(j)] = exponent;
  return true;
}

}  // namespace

Network equilibrate(const Network& network) {
  const Architecture& shape = network.architecture;
  const int hidden = shape.hiddenLayerCount();
  Scaling scaling;
  for (int layer = 0; layer <= hidden; ++layer) {
    const auto width = static_cast<std::size_t>(shape.width(layer));
    scaling.exponents.emplace_back(width, 0);
    scaling.isFixed.emplace_back(width, false);
  }
  for (int layer = 1; layer <= hidden;) {
    Network scaled = network;
    bool isExact = true;
    for (layer = 1; isExact && layer <= hidden; ++layer) {
      for (int j = 0; isExact && j < shape.width(layer); ++j) {
        isExact = scaleRow(layer, j, scaling, scaled);
      }
    }
    if (isExact) return scaled;
    layer = 1;
  }
  return network;
}

}  // namespace adamscope
