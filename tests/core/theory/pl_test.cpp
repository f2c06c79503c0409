#include "core/theory/pl.h"

#include <doctest/doctest.h>

#include <cmath>

namespace adamscope {
namespace {

TEST_SUITE("theory") {
  TEST_CASE("on L = 1/2 sum a_k x_k^2 the ratio lies between the curvatures") {
    // L* = 0; |grad|^2 / (2 L) = sum a^2 x^2 / sum a x^2.
    const double a = 0.5;
    const double b = 4.0;
    const auto ratioAt = [&](double x, double y) {
      const double gradient = std::hypot(a * x, b * y);
      return plRatio(gradient, 0.5 * (a * x * x + b * y * y), 0.0);
    };
    CHECK(ratioAt(1.0, 0.0) == doctest::Approx(a).epsilon(1e-14));
    CHECK(ratioAt(0.0, 1.0) == doctest::Approx(b).epsilon(1e-14));
    CHECK(ratioAt(1.0, 1.0) > a);
    CHECK(ratioAt(1.0, 1.0) < b);
    CHECK(std::isnan(plRatio(1.0, 2.0, 2.0)));
  }

  TEST_CASE("the envelope is the least ratio so far and skips what has none") {
    const std::vector<PlRatio> ratios =
        plRatios({{1, 3.0, 2.0}, {2, 2.0, 1.0}, {3, 1.0, 1.0}, {4, 0.5, 3.0}}, 1.0);
    REQUIRE(ratios.size() == 4);
    CHECK(ratios[0].ratio == doctest::Approx(1.0));
    CHECK(ratios[1].envelope == doctest::Approx(0.5));
    CHECK(std::isnan(ratios[2].ratio));
    CHECK(ratios[2].envelope == doctest::Approx(0.5));
  }

  TEST_CASE("the local constant is lambda_0 - L r") {
    std::vector<KernelState> states(3);
    states[1] = {.step = 1, .time = 1.0, .spectrum = {}, .drift = 0.2, .parameterDrift = 0.1};
    states[2] = {.step = 2, .time = 2.0, .spectrum = {}, .drift = 0.3, .parameterDrift = 0.3};
    const LocalConstant constant = localConstant(1.0, states);
    CHECK(constant.lipschitz == doctest::Approx(2.0));
    CHECK(constant.radius == doctest::Approx(0.3));
    CHECK(constant.mu == doctest::Approx(0.4));
    CHECK(constant.isInside());
    CHECK_FALSE(localConstant(0.5, states).isInside());
    CHECK(localConstant(0.5, {}).mu == 0.5);
  }

  TEST_CASE("a kernel that stays gives an exponential, one that grows linearly a Gaussian") {
    std::vector<KernelState> states;
    for (int k = 0; k <= 10; ++k) {
      KernelState state;
      state.time = 0.5 * k;
      state.spectrum.smallest = 3.0;
      states.push_back(state);
    }
    std::vector<double> bound = kernelRateBound(2.0, 4, states);
    CHECK(bound.front() == 2.0);
    CHECK(bound.back() == doctest::Approx(2.0 * std::exp(-2.0 / 4.0 * 3.0 * 5.0)).epsilon(1e-13));
    for (KernelState& state : states) state.spectrum.smallest = state.time;
    bound = kernelRateBound(2.0, 1, states);  // the trapezoidal rule is exact: 12.5
    CHECK(bound.back() == doctest::Approx(2.0 * std::exp(-25.0)).epsilon(1e-12));
    CHECK(predictedRate(3.0, 4) == 1.5);
  }
}

}  // namespace
}  // namespace adamscope
