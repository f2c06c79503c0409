#include "core/network/preactivation.h"

#include <doctest/doctest.h>

#include "core/network/forward.h"
#include "core/network/initialization.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("network");

TEST_CASE("a preactivation is the forward pass's, and its gradient that of finite differences") {
  for (const double slope : {0.0, 0.2}) {
    CAPTURE(slope);
    const Network network =
        initializeNetwork({{3, 7, 6, 5, 2}, slope}, Initialization::kPyTorch, 11);
    const Vector input{{0.3, -0.7, 0.45}};
    ForwardPass pass;
    forward(network, input.transpose(), pass);
    for (int layer = 1; layer <= 3; ++layer) {
      for (int neuron = 0; neuron < network.architecture.width(layer); ++neuron) {
        CAPTURE(layer);
        CAPTURE(neuron);
        const Preactivation at = preactivationAt(network, input, layer, neuron);
        const double z = pass.preactivations[static_cast<std::size_t>(layer) - 1](0, neuron);
        CHECK(std::abs(at.value - z) < 1e-14);
        // z is affine near the input: the difference quotient is exact but for rounding.
        constexpr double kStep = 1e-6;
        for (int i = 0; i < 3; ++i) {
          Vector moved = input;
          moved(i) += kStep;
          const double there = preactivationAt(network, moved, layer, neuron).value;
          CHECK(std::abs((there - at.value) / kStep - at.gradient(i)) < 1e-8);
        }
      }
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
