#include "core/network/forward.h"

#include "core/network/dense_product.h"

namespace adamscope {

void forward(const Network& network, const Eigen::Ref<const Matrix>& inputs, ForwardPass& pass) {
  const Architecture& shape = network.architecture;
  ADAMSCOPE_CHECK(inputs.cols() == shape.inputCount(), "the inputs must be n x d_0");
  const auto layers = static_cast<std::size_t>(shape.layerCount());
  pass.preactivations.resize(layers);
  pass.activations.resize(layers - 1);
  for (std::size_t l = 0; l < layers; ++l) {
    const int layer = static_cast<int>(l) + 1;
    Matrix& z = pass.preactivations[l];
    if (l == 0) {
      affineProduct(inputs, network.weight(layer), network.bias(layer), z);
    } else {
      affineProduct(pass.activations[l - 1], network.weight(layer), network.bias(layer), z);
    }
    if (l + 1 == layers) break;
    Matrix& h = pass.activations[l];
    h.resize(z.rows(), z.cols());
    // The larger of z and slope z, as slope < 1. z stands on the left, because Eigen's max keeps a
    // NaN of its left operand: the activation must not hide one.
    if (shape.leakySlope == 0.0) {
      h.array() = z.array().max(0.0);
    } else {
      h.array() = z.array().max(shape.leakySlope * z.array());
    }
  }
}

}  // namespace adamscope
