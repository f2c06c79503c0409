#include "core/theory/margins.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace adamscope {

namespace {

/// 1 / |(h_{l-1}, 1)| of each sample, for hidden layer index l-1.
Vector inverseLengths(const Eigen::Ref<const Matrix>& inputs, const ForwardPass& pass,
                      std::size_t layerIndex) {
  if (layerIndex == 0) return (inputs.rowwise().squaredNorm().array() + 1.0).rsqrt();
  return (pass.activations[layerIndex - 1].rowwise().squaredNorm().array() + 1.0).rsqrt();
}

double longestNeuronStep(const Architecture& shape, const Vector& update, int layer) {
  const WeightView w = weightView(shape, update, layer);
  const BiasView b = biasView(shape, update, layer);
  return std::sqrt((w.rowwise().squaredNorm().array() + b.array().square()).maxCoeff());
}

}  // namespace

MarginSummary summarizeMargins(const Network& network, const Eigen::Ref<const Matrix>& inputs,
                               const ForwardPass& pass, const Vector& update) {
  const Architecture& shape = network.architecture;
  const Eigen::Index n = inputs.rows();
  MarginSummary result;
  result.smallestRatio = std::numeric_limits<double>::quiet_NaN();
  Vector active = Vector::Zero(n);
  for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
    const auto index = static_cast<std::size_t>(layer) - 1;
    const Matrix& z = pass.preactivations[index];
    // The smallest of a sample's row first: one multiplication a sample, not one a mask.
    Vector smallest = z.col(0).cwiseAbs();
    for (Eigen::Index j = 0; j < z.cols(); ++j) {
      smallest = smallest.cwiseMin(z.col(j).cwiseAbs());
      active.array() += (z.col(j).array() > 0.0).cast<double>();
    }
    const LayerMargins margins{
        (smallest.array() * inverseLengths(inputs, pass, index).array()).minCoeff(),
        longestNeuronStep(shape, update, layer)};
    const double ratio = margins.largestStep > 0.0 ? margins.smallest / margins.largestStep
                                                   : std::numeric_limits<double>::infinity();
    result.smallestRatio = layer == 1 ? ratio : std::min(result.smallestRatio, ratio);
    result.layers.push_back(margins);
  }
  const double neurons = shape.hiddenNeuronCount();
  if (neurons == 0.0 || n == 0) return result;
  const auto count = static_cast<double>(n);
  result.activeShare = active.sum() / (count * neurons);
  if (n > 1) {
    const double variance =
        (active.array() / neurons - result.activeShare).square().sum() / (count - 1.0);
    result.activeStandardError = std::sqrt(variance / count);
  }
  return result;
}

std::vector<double> allMargins(const Eigen::Ref<const Matrix>& inputs, const ForwardPass& pass) {
  std::vector<double> margins;
  for (std::size_t l = 0; l + 1 < pass.preactivations.size(); ++l) {
    const Vector inverse = inverseLengths(inputs, pass, l);
    const Matrix& z = pass.preactivations[l];
    for (Eigen::Index j = 0; j < z.cols(); ++j) {
      for (Eigen::Index i = 0; i < z.rows(); ++i) {
        margins.push_back(std::abs(z(i, j)) * inverse(i));
      }
    }
  }
  return margins;
}

long countDistinctMasks(const ForwardPass& pass) {
  std::vector<std::string> masks(static_cast<std::size_t>(pass.output().rows()));
  for (std::size_t l = 0; l + 1 < pass.preactivations.size(); ++l) {
    const Matrix& z = pass.preactivations[l];
    for (Eigen::Index j = 0; j < z.cols(); ++j) {
      for (Eigen::Index i = 0; i < z.rows(); ++i) {
        masks[static_cast<std::size_t>(i)] += z(i, j) > 0.0 ? '1' : '0';
      }
    }
  }
  std::sort(masks.begin(), masks.end());
  return std::unique(masks.begin(), masks.end()) - masks.begin();
}

}  // namespace adamscope
