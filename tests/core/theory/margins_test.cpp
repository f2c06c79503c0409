#include "core/theory/margins.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/network/initialization.h"

namespace adamscope {
namespace {

// One neuron z = 3x - 4y + 5 and the samples (1, 1) and (-2, 1): z = 4 and -5.
Network oneNeuron() {
  Network network{{{2, 1, 1}, 0.0}, Vector(5)};
  network.parameters << 3.0, -4.0, 5.0, 1.0, 0.0;
  return network;
}

Matrix twoSamples() {
  Matrix inputs(2, 2);
  inputs << 1.0, 1.0, -2.0, 1.0;
  return inputs;
}

TEST_SUITE("theory") {
  TEST_CASE("a margin is the distance of the neuron's weights to the sample's boundary") {
    const Network network = oneNeuron();
    const Matrix inputs = twoSamples();
    ForwardPass pass;
    forward(network, inputs, pass);
    const std::vector<double> margins = allMargins(inputs, pass);
    REQUIRE(margins.size() == 2);
    CHECK(margins[0] == doctest::Approx(4.0 / std::sqrt(3.0)).epsilon(1e-14));
    CHECK(margins[1] == doctest::Approx(5.0 / std::sqrt(6.0)).epsilon(1e-14));

    Vector update = Vector::Zero(5);
    update(2) = 0.5;
    const MarginSummary summary = summarizeMargins(network, inputs, pass, update);
    CHECK(summary.layers.at(0).smallest == doctest::Approx(5.0 / std::sqrt(6.0)).epsilon(1e-14));
    CHECK(summary.layers.at(0).largestStep == doctest::Approx(0.5).epsilon(1e-14));
    CHECK(summary.smallestRatio == doctest::Approx(10.0 / std::sqrt(6.0)).epsilon(1e-14));
    CHECK(summary.activeShare == doctest::Approx(0.5));
    CHECK(summary.activeStandardError == doctest::Approx(0.5));  // of {1, 0}: sd 0.707 / sqrt 2
  }

  TEST_CASE("a step as long as the margin, straight at the boundary, reaches it") {
    const Network network = oneNeuron();
    const Matrix inputs = twoSamples();
    ForwardPass pass;
    forward(network, inputs, pass);
    const double margin = allMargins(inputs, pass)[0];
    Network moved = network;
    const double length = std::sqrt(3.0);  // |(x, 1)|
    moved.parameters.head(3) -= margin / length * Vector::Ones(3);
    forward(moved, inputs, pass);
    CHECK(std::abs(pass.preactivations[0](0, 0)) < 1e-14);
  }

  TEST_CASE("distinct masks are counted once") {
    const Network network = oneNeuron();
    Matrix inputs(4, 2);
    inputs << 1.0, 1.0, 2.0, 1.0, -2.0, 1.0, -3.0, 0.0;
    ForwardPass pass;
    forward(network, inputs, pass);
    CHECK(countDistinctMasks(pass) == 2);
  }

  TEST_CASE("without hidden layers there is no margin") {
    const Network network = initializeNetwork({{2, 1}, 0.0}, Initialization::kPyTorch, 1);
    ForwardPass pass;
    forward(network, twoSamples(), pass);
    CHECK(std::isnan(summarizeMargins(network, twoSamples(), pass, Vector::Zero(3)).smallestRatio));
    CHECK(allMargins(twoSamples(), pass).empty());
    CHECK(countDistinctMasks(pass) == 1);
  }
}

}  // namespace
}  // namespace adamscope
