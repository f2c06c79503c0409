#include "core/theory/two_phase.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace adamscope {
namespace {

TEST_SUITE("theory") {
  TEST_CASE("a power law followed by an exponential is taken apart exactly") {
    std::vector<double> times;
    std::vector<double> logs;
    for (int k = 0; k < 200; ++k) {
      const double t = 0.5 * k;
      times.push_back(t);
      const double join = -0.7 * std::log1p(40.0);
      logs.push_back(t <= 40.0 ? 1.0 - 0.7 * std::log1p(t) : 1.0 + join - 0.3 * (t - 40.0));
    }
    const auto fit = fitTwoPhases(times, logs);
    REQUIRE(fit);
    CHECK(std::abs(fit->changeTime - 40.0) <= 0.5);
    CHECK(fit->powerExponent == doctest::Approx(0.7).epsilon(1e-9));
    CHECK(fit->rate == doctest::Approx(0.3).epsilon(1e-9));
    CHECK(fit->residual < 1e-6);
    CHECK(fit->isDistinct());
    CHECK(fit->at(10.0) == doctest::Approx(1.0 - 0.7 * std::log1p(10.0)).epsilon(1e-9));
    CHECK(fit->at(80.0) == doctest::Approx(logs[160]).epsilon(1e-9));
  }

  TEST_CASE("a quadratic bowl under gradient descent ends at the rate of its flattest direction") {
    // L_t = 1/2 sum a_k (1 - eta a_k)^(2t) x_k^2 for curvatures 1 and 0.05, eta = 0.1.
    std::vector<double> times;
    std::vector<double> logs;
    for (int t = 0; t < 400; ++t) {
      const double fast = std::pow(1.0 - 0.1, 2.0 * t) * 100.0;
      const double slow = 0.05 * std::pow(1.0 - 0.005, 2.0 * t);
      times.push_back(t);
      logs.push_back(std::log(0.5 * (fast + slow)));
    }
    const auto fit = fitTwoPhases(times, logs);
    REQUIRE(fit);
    CHECK(fit->rate == doctest::Approx(-2.0 * std::log(1.0 - 0.005)).epsilon(0.02));
  }

  TEST_CASE("one exponential alone is no two phases") {
    std::vector<double> times;
    std::vector<double> logs;
    for (int t = 0; t < 100; ++t) {
      times.push_back(t);
      logs.push_back(3.0 - 0.2 * t + 0.01 * std::sin(7.0 * t));  // residuals of 0.007
    }
    const auto fit = fitTwoPhases(times, logs);
    REQUIRE(fit);
    CHECK_FALSE(fit->isDistinct());
    CHECK(fit->linearResidual < 0.01);
    CHECK(fit->rate == doctest::Approx(0.2).epsilon(0.01));
  }

  TEST_CASE("few points have no phases, and a line through two points is exact") {
    const std::vector<double> x{0.0, 1.0};
    const std::vector<double> y{3.0, 5.0};
    CHECK_FALSE(fitTwoPhases(x, y));
    CHECK(fitLine(x, y).slope == doctest::Approx(2.0));
    CHECK(fitLine(x, y).intercept == doctest::Approx(3.0));
  }
}

}  // namespace
}  // namespace adamscope
