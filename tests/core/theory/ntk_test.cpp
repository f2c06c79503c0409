#include "core/theory/ntk.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/network/forward.h"
#include "core/network/initialization.h"

namespace adamscope {
namespace {

Matrix randomInputs(int n, int features, std::uint64_t seed) {
  Random random(seed);
  Matrix inputs(n, features);
  for (double& x : inputs.reshaped()) x = random.normal();
  return inputs;
}

// J by central differences; masks do not change for so small a step, so f is a polynomial there.
Matrix differenceJacobian(const Network& network, const Matrix& inputs) {
  const Eigen::Index n = inputs.rows();
  const int outputs = network.architecture.outputCount();
  Matrix jacobian(n * outputs, network.parameters.size());
  constexpr double kStep = 1e-5;
  ForwardPass pass;
  for (Eigen::Index p = 0; p < network.parameters.size(); ++p) {
    Network moved = network;
    moved.parameters(p) += kStep;
    forward(moved, inputs, pass);
    const Matrix ahead = pass.output();
    moved.parameters(p) -= 2.0 * kStep;
    forward(moved, inputs, pass);
    const Matrix difference = (ahead - pass.output()) / (2.0 * kStep);
    jacobian.col(p) = difference.reshaped();
  }
  return jacobian;
}

TEST_SUITE("theory") {
  TEST_CASE("the kernel is J J^T, with J by finite differences and by backward passes") {
    struct Row {
      std::vector<int> widths;
      double slope;
    };
    for (const Row& row : {Row{{2, 5, 1}, 0.0}, Row{{3, 6, 4, 2}, 0.1}, Row{{1, 4, 4, 3}, 0.0}}) {
      const Network network =
          initializeNetwork({row.widths, row.slope}, Initialization::kHeNormalRandomBias, 3);
      CAPTURE(network.architecture.describe());
      const Matrix inputs = randomInputs(7, row.widths.front(), 2);
      const Matrix kernel = neuralTangentKernel(network, inputs);
      const Matrix jacobian = outputJacobian(network, inputs);
      const Matrix differences = differenceJacobian(network, inputs);
      CHECK((kernel - jacobian * jacobian.transpose()).norm() < 1e-12 * kernel.norm());
      CHECK((jacobian - differences).norm() < 1e-8 * jacobian.norm());
    }
  }

  TEST_CASE("a linear network has the kernel X X^T + 1, whatever its weights") {
    const Matrix inputs = randomInputs(9, 3, 4);
    const Network network = initializeNetwork({{3, 1}, 0.0}, Initialization::kPyTorch, 5);
    const Matrix expected = (inputs * inputs.transpose()).array() + 1.0;
    CHECK((neuralTangentKernel(network, inputs) - expected).norm() < 1e-13 * expected.norm());
  }

  TEST_CASE("one active neuron has the kernel v^2 (x x' + 1) + h h' + 1") {
    Network network{{{1, 1, 1}, 0.0}, {}};
    network.parameters.resize(4);
    network.parameters << 2.0, 1.0, -3.0, 0.5;  // w, b, v, c
    Matrix inputs(3, 1);
    inputs << 0.0, 1.0, -2.0;  // z = 1, 3, -3: the last one is off
    const Matrix kernel = neuralTangentKernel(network, inputs);
    CHECK(kernel(0, 1) == doctest::Approx(9.0 * (0.0 + 1.0) + 1.0 * 3.0 + 1.0).epsilon(1e-14));
    CHECK(kernel(1, 1) == doctest::Approx(9.0 * 2.0 + 9.0 + 1.0).epsilon(1e-14));
    CHECK(kernel(1, 2) == doctest::Approx(1.0).epsilon(1e-14));  // only the output bias is shared
    CHECK(kernel(2, 2) == doctest::Approx(1.0).epsilon(1e-14));
  }

  TEST_CASE("the follower measures drift from theta_0, and none at theta_0") {
    const Network initial = initializeNetwork({{2, 8, 1}, 0.0}, Initialization::kHeNormal, 1);
    const Matrix inputs = randomInputs(20, 2, 1);
    const KernelFollower follower(initial, inputs);
    CHECK(follower.usesAllSamples());
    const KernelState start = follower.measure(initial, 0, 0.0);
    CHECK(start.drift == 0.0);
    CHECK(start.spectrum.smallest == follower.initialSmallest());
    Network moved = initial;
    moved.parameters *= 1.1;
    const KernelState later = follower.measure(moved, 5, 0.5);
    CHECK(later.parameterDrift == doctest::Approx(0.1 * initial.parameters.norm()));
    const Matrix difference =
        neuralTangentKernel(moved, inputs) - neuralTangentKernel(initial, inputs);
    const double norm = std::sqrt(kernelEigenvalues(difference * difference)(0));
    CHECK(later.drift == doctest::Approx(norm).epsilon(1e-5));
  }

  TEST_CASE("a subset of the samples has the larger smallest eigenvalue") {
    const Network network = initializeNetwork({{2, 16, 1}, 0.0}, Initialization::kHeNormal, 2);
    const Matrix inputs = randomInputs(30, 2, 7);
    const KernelFollower all(network, inputs, 512);
    const KernelFollower some(network, inputs, 10);
    CHECK(some.samplesUsed() == 10);
    CHECK_FALSE(some.usesAllSamples());
    CHECK(some.initialSmallest() >= all.initialSmallest());
  }

  TEST_CASE("spread samples are different and cover the range") {
    CHECK(spreadSamples(3, 10) == std::vector<int>{0, 1, 2});
    CHECK(spreadSamples(10, 5) == std::vector<int>{0, 2, 4, 6, 8});
    CHECK(spreadSamples(7, 1) == std::vector<int>{0});
  }

  TEST_CASE("the norm of a symmetric matrix is its largest absolute eigenvalue") {
    Matrix a(2, 2);
    a << -3.0, 1.0, 1.0, 2.0;
    const double expected = 0.5 + std::sqrt(2.5 * 2.5 + 1.0);  // |(-1 - sqrt(29))/2|
    CHECK(symmetricNorm(a) == doctest::Approx(expected).epsilon(1e-6));
    CHECK(symmetricNorm(Matrix::Zero(3, 3)) == 0.0);
  }
}

}  // namespace
}  // namespace adamscope
