#include "core/theory/directions.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "core/base/random.h"

namespace adamscope {
namespace {

// Von Mises-Fisher on the sphere in R^3 (Ulrich 1984 has a closed form there): mean resultant
// length coth(kappa) - 1/kappa.
Matrix vonMisesFisher(Random& random, double kappa, int count) {
  Matrix vectors(3, count);
  for (int i = 0; i < count; ++i) {
    const double u = random.uniform();
    const double angle = random.uniform(0.0, 2.0 * std::numbers::pi);
    const double w = 1.0 + std::log(u + (1.0 - u) * std::exp(-2.0 * kappa)) / kappa;
    const double side = std::sqrt(1.0 - w * w);
    vectors.col(i) << side * std::cos(angle), side * std::sin(angle), w;
  }
  return vectors;
}

// Directions on a sphere S^(k-1) inside R^d.
Matrix subsphere(Random& random, int dimension, int k, int count) {
  Matrix vectors = Matrix::Zero(dimension, count);
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < k; ++j) vectors(3 * j, i) = random.normal();
  }
  return vectors;
}

TEST_SUITE("theory") {
  TEST_CASE("the resultant length of von Mises-Fisher samples is the closed form") {
    Random random(1);
    for (const double kappa : {0.5, 2.0, 10.0, 50.0}) {
      CAPTURE(kappa);
      const int count = 1500;
      Matrix sample = vonMisesFisher(random, kappa, count);
      for (int i = 0; i < count; ++i) sample.col(i) *= 1.0 + i;  // lengths do not matter
      const double expected = 1.0 / std::tanh(kappa) - 1.0 / kappa;
      const double standardError = 1.0 / std::sqrt(static_cast<double>(count));
      CHECK(std::abs(resultantLength(directionCosines(sample)) - expected) < 4.0 * standardError);
    }
  }

  TEST_CASE("independent directions have a resultant of about 1/sqrt(K), equal ones of 1") {
    Random random(2);
    const Matrix uniform = subsphere(random, 200, 60, 256);
    CHECK(resultantLength(directionCosines(uniform)) < 3.0 / 16.0);
    CHECK(resultantLength(directionCosines(Matrix::Ones(5, 20))) == doctest::Approx(1.0));
    CHECK(resultantLength(directionCosines(Matrix::Zero(5, 20))) == 0.0);
  }

  TEST_CASE("opposite directions cancel, and a zero vector has no direction") {
    Matrix vectors = Matrix::Zero(2, 3);
    vectors.col(0) << 1.0, 2.0;
    vectors.col(2) << -2.0, -4.0;
    const Matrix cosines = directionCosines(vectors);
    REQUIRE(cosines.rows() == 2);
    CHECK(cosines(0, 1) == doctest::Approx(-1.0));
    CHECK(resultantLength(cosines) < 1e-7);
  }

  TEST_CASE("the box dimension of a circle is 1 and of a sphere 2") {
    Random random(3);
    const DirectionNets circle = measureNets(directionCosines(subsphere(random, 40, 2, 2000)));
    CHECK(circle.scalesUsed == kNetScales);
    CHECK(circle.boxDimension == doctest::Approx(1.0).epsilon(0.1));
    const DirectionNets sphere = measureNets(directionCosines(subsphere(random, 40, 3, 3000)));
    CHECK(sphere.boxDimension == doctest::Approx(2.0).epsilon(0.15));
    CHECK(sphere.standardError < 0.3);
  }

  TEST_CASE("one direction is a point: dimension 0") {
    Matrix vectors(3, 50);
    for (int i = 0; i < 50; ++i) vectors.col(i) << 1.0 + i, 2.0 + 2.0 * i, 3.0 + 3.0 * i;
    const DirectionNets nets = measureNets(directionCosines(vectors));
    for (const int size : nets.size) CHECK(size == 1);
    CHECK(nets.boxDimension == 0.0);
  }

  TEST_CASE("scattered directions in many dimensions leave too few scales to fit") {
    Random random(4);
    const DirectionNets nets = measureNets(directionCosines(subsphere(random, 400, 100, 256)));
    CHECK(nets.size[4] == 256);  // every point is its own net
    CHECK(std::isnan(nets.boxDimension));
  }

  TEST_CASE("a greedy net covers, and its members are apart") {
    Random random(5);
    const Matrix cosines = directionCosines(subsphere(random, 10, 3, 300));
    const DirectionNets nets = measureNets(cosines);
    for (int k = 1; k < kNetScales; ++k) {
      CHECK(nets.size[static_cast<std::size_t>(k)] >= nets.size[static_cast<std::size_t>(k) - 1]);
    }
    CHECK(nets.delta[2] == 0.25);
  }

  TEST_CASE("the covariance inside the top subspace sees the weakest used direction") {
    // 3 of 4 on the first axis, 1 of 4 on the second.
    Matrix vectors = Matrix::Zero(5, 40);
    for (int i = 0; i < 40; ++i) vectors(i % 4 == 0 ? 1 : 0, i) = 2.0;
    const Matrix cosines = directionCosines(vectors);
    CHECK(smallestTopEigenvalue(cosines, 1.0) == doctest::Approx(0.75).epsilon(1e-12));
    CHECK(smallestTopEigenvalue(cosines, 1.6) == doctest::Approx(0.25).epsilon(1e-12));
    CHECK(smallestTopEigenvalue(cosines, 3.0) < 1e-12);
  }
}

}  // namespace
}  // namespace adamscope
