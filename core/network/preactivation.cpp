#include "core/network/preactivation.h"

#include <utility>
#include <vector>

#include "core/base/check.h"

namespace adamscope {

Preactivation preactivationAt(const Network& network, const Vector& input, int layer, int neuron) {
  const Architecture& shape = network.architecture;
  ADAMSCOPE_CHECK(1 <= layer && layer <= shape.hiddenLayerCount(), "a hidden layer");
  // Forward through the layers below, keeping the slope of each neuron.
  std::vector<Vector> slopes;
  Vector hidden = input;
  for (int l = 1; l < layer; ++l) {
    const Vector z = network.weight(l) * hidden + network.bias(l);
    const Vector slope =
        (z.array() > 0.0)
            .select(Vector::Ones(z.size()), Vector::Constant(z.size(), shape.leakySlope));
    hidden = z.cwiseProduct(slope);
    slopes.push_back(slope);
  }
  Vector gradient = network.weight(layer).row(neuron).transpose();
  Preactivation result;
  result.value = gradient.dot(hidden) + network.bias(layer)(neuron);
  for (int l = layer - 1; l >= 1; --l) {
    const Vector masked = gradient.cwiseProduct(slopes[static_cast<std::size_t>(l) - 1]);
    gradient = network.weight(l).transpose() * masked;
  }
  result.gradient = std::move(gradient);
  return result;
}

}  // namespace adamscope
