#include "core/network/backward.h"

#include <doctest/doctest.h>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE("network") {
  TEST_CASE("at a preactivation of exactly zero the derivative is the inactive side's") {
    for (const double slope : {0.0, 0.1}) {
      CAPTURE(slope);
      // z_1 = (x, -x) at x = 0 is (0, 0); f = 3 h_1 + 5 h_2.
      Network network{{{1, 2, 1}, slope}, Vector(7)};
      network.parameters << 1.0, -1.0, 0.0, 0.0, 3.0, 5.0, 0.0;
      ForwardPass pass;
      BackwardPass workspace;
      Vector gradient;
      const Matrix x = Matrix::Zero(1, 1);
      forward(network, x, pass);
      backward(network, x, pass, Matrix::Ones(1, 1), workspace, gradient);
      Vector expected(7);
      expected << 0.0, 0.0, 3.0 * slope, 5.0 * slope, 0.0, 0.0, 1.0;
      CHECK(gradient == expected);
    }
  }

  TEST_CASE("the gradient of a sum over samples is the sum of the samples' gradients") {
    // Rounding of sums of 37 terms of size about 1.
    constexpr double kTolerance = 1e-12;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      Network network{{{3, 7, 5, 2}, 0.1}, {}};
      network.parameters.resize(network.architecture.parameterCount());
      for (double& p : network.parameters) p = random.uniform(-1.0, 1.0);
      Matrix x(37, 3);
      Matrix g(37, 2);
      for (double& entry : x.reshaped()) entry = random.uniform(-1.0, 1.0);
      for (double& entry : g.reshaped()) entry = random.uniform(-1.0, 1.0);
      ForwardPass pass;
      BackwardPass workspace;
      Vector whole;
      forward(network, x, pass);
      backward(network, x, pass, g, workspace, whole);
      Vector sum = Vector::Zero(whole.size());
      for (Eigen::Index i = 0; i < 37; ++i) {
        Vector one;
        forward(network, x.row(i), pass);
        backward(network, x.row(i), pass, g.row(i), workspace, one);
        sum += one;
      }
      CHECK((whole - sum).cwiseAbs().maxCoeff() <= kTolerance);
    }
  }
}

}  // namespace
}  // namespace adamscope
