#include "core/theory/tails.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "core/base/random.h"

namespace adamscope {
namespace {

Vector gaussianSample(Random& random, int count) {
  Vector sample(count);
  for (double& x : sample) x = random.normal();
  return sample;
}

TEST_SUITE("theory") {
  TEST_CASE("psi_2 of a Rademacher sample is 1/sqrt(ln 2)") {
    Vector sample(100);
    for (int i = 0; i < 100; ++i) sample(i) = i % 2 == 0 ? 3.0 : -3.0;
    const double expected = 1.0 / std::sqrt(std::numbers::ln2);
    CHECK(psi2Norm(sample) / 3.0 == doctest::Approx(expected).epsilon(1e-11));
    const TailFigures tails = tailFigures(sample);
    CHECK(tails.psi2Ratio == doctest::Approx(expected).epsilon(1e-11));
    CHECK(tails.excessKurtosis == doctest::Approx(-2.0).epsilon(1e-11));
  }

  TEST_CASE("psi_2 of a law with two values solves its own equation") {
    // Values 0 (share 3/4) and a (share 1/4): 3/4 + 1/4 exp(a^2/c^2) = 2, so c = a / sqrt(ln 5).
    Vector sample = Vector::Zero(400);
    sample.head(100).setConstant(2.0);
    CHECK(psi2Norm(sample) == doctest::Approx(2.0 / std::sqrt(std::log(5.0))).epsilon(1e-11));
    CHECK(psi2Norm(Vector::Zero(5)) == 0.0);
    CHECK(psi2Norm(Vector()) == 0.0);
  }

  TEST_CASE("a long Gaussian sample comes near sqrt(8/3), from below on average") {
    Random random(3);
    const TailFigures tails = tailFigures(gaussianSample(random, 400'000));
    // exp(X^2/c^2) has infinite variance here: convergence is slow, three digits are luck.
    CHECK(tails.psi2Ratio == doctest::Approx(kGaussianPsi2).epsilon(0.02));
    CHECK(std::abs(tails.excessKurtosis) < 5.0 * std::sqrt(24.0 / 400'000.0));
  }

  TEST_CASE("of 256 Gaussian values the ratio has the mean and deviation that the docs state") {
    Random random(11);
    double sum = 0.0;
    double squares = 0.0;
    constexpr int kRuns = 400;
    for (int run = 0; run < kRuns; ++run) {
      const double ratio = tailFigures(gaussianSample(random, 256)).psi2Ratio;
      sum += ratio;
      squares += ratio * ratio;
    }
    const double mean = sum / kRuns;
    const double deviation = std::sqrt(squares / kRuns - mean * mean);
    // Four standard errors of 400 runs around the numbers in tails.h.
    CHECK(std::abs(mean - 1.58) < 0.02);
    CHECK(std::abs(deviation - 0.08) < 0.02);
  }

  TEST_CASE("heavy tails have a ratio far above the Gaussian's, and a large kurtosis") {
    Random random(5);
    Vector sample(4096);
    for (double& x : sample) {  // Student's t with 2 degrees of freedom: no variance
      const double normal = random.normal();
      const double uniform = random.uniform();
      x = normal / std::sqrt(-std::log1p(-uniform));
    }
    const TailFigures tails = tailFigures(sample);
    CHECK(tails.psi2Ratio > 3.0);
    CHECK(tails.excessKurtosis > 20.0);
  }

  TEST_CASE("equal values have no tails") {
    CHECK(std::isnan(tailFigures(Vector::Constant(9, 4.0)).psi2Ratio));
    CHECK(std::isnan(tailFigures(Vector::Zero(1)).excessKurtosis));
  }

  TEST_CASE("the top direction is the eigenvector of the second moment") {
    Random random(7);
    Matrix vectors(30, 200);
    for (double& x : vectors.reshaped()) x = random.normal();
    vectors.row(12) *= 10.0;
    const Vector top = topDirection(vectors);
    CHECK(top.norm() == doctest::Approx(1.0));
    CHECK(std::abs(top(12)) > 0.99);
    CHECK(topDirection(Matrix::Zero(4, 6)).norm() == 0.0);
  }

  TEST_CASE("an outlier in one coordinate shows in the top direction's tails") {
    Random random(8);
    Matrix vectors(20, 256);
    for (double& x : vectors.reshaped()) x = 0.01 * random.normal();
    vectors(3, 100) = 50.0;
    const auto tails = projectedTails(vectors, 8, 1);
    REQUIRE(tails.size() == 9);
    CHECK(tails[0].psi2Ratio > 5.0);
    CHECK(tails[0].psi2Ratio <= std::sqrt(256.0 / std::log(256.0)) + 1.0);
  }
}

}  // namespace
}  // namespace adamscope
