#include "core/theory/generalization.h"

#include <doctest/doctest.h>

#include <cmath>

namespace adamscope {
namespace {

TEST_SUITE("theory") {
  TEST_CASE("the complexities are their formulas") {
    CHECK(effectiveComplexity(8.0, 200.0) == doctest::Approx(0.2).epsilon(1e-14));
    // |theta - theta_0|^2 / (2 sigma^2) = 2; n = 100, delta = 0.1: ln(2 10 / 0.1) = ln 200.
    CHECK(pacBayesComplexity(16.0, 100.0, {.sigma = 2.0, .delta = 0.1}) ==
          doctest::Approx(std::sqrt((2.0 + std::log(200.0)) / 200.0)).epsilon(1e-14));
    CHECK(errorSamplingError(0.1, 900.0) == doctest::Approx(0.01).epsilon(1e-14));
  }

  TEST_CASE("the least constant is the largest ratio, and negative or missing gaps need none") {
    LeastGapConstant least;
    least.add(-0.5, 0.1);
    least.add(std::nan(""), 0.1);
    CHECK(least.leastConstant() == 0.0);
    least.add(0.3, 0.1);
    least.add(0.2, 0.1);
    CHECK(least.leastConstant() == doctest::Approx(3.0));
    least.add(0.2, 0.0);
    CHECK(std::isinf(least.leastConstant()));
  }
}

}  // namespace
}  // namespace adamscope
