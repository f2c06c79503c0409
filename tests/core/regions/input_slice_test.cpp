#include "core/regions/input_slice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random.h"

namespace adamscope {
namespace {

/// A few roundings of numbers of size 1 to 10.
constexpr double kRounding = 1e-13;

Vector randomVector(int size, Random& random) {
  Vector v(size);
  for (double& x : v) x = random.normal();
  return v;
}

Matrix randomInputs(int count, int width, Random& random) {
  Matrix inputs(count, width);
  for (int i = 0; i < count; ++i) inputs.row(i) = randomVector(width, random).transpose();
  return inputs;
}

TEST_SUITE("regions") {
  TEST_CASE("the whole plane has the inputs themselves as coordinates, bit for bit") {
    const InputSlice slice = InputSlice::whole(2);
    Random random(1);
    for (int i = 0; i < 20; ++i) {
      const Vector x = randomVector(2, random);
      CHECK(slice.project(x) == x);
      CHECK(slice.inputAt(x[0], x[1]) == x);
      CHECK(slice.distanceTo(x) == 0.0);
    }
    CHECK(InputSlice::whole(1).dimension() == 1);
    CHECK(InputSlice::whole(1).inputAt(0.5, 7.0)[0] == 0.5);
    CHECK_THROWS_AS(static_cast<void>(InputSlice::whole(3)), CheckFailure);
  }

  TEST_CASE("projecting a point of a slice gives its coordinates back") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const int width = 2 + static_cast<int>(random.below(6));
      const Vector origin = randomVector(width, random);
      const Vector u = randomVector(width, random);
      const Vector v = randomVector(width, random);
      const Result<InputSlice> slice = InputSlice::fromDirections(origin, u, v);
      REQUIRE(slice.ok());
      const double s = random.normal();
      const double t = random.normal();
      const Vector x = slice->inputAt(s, t);
      // Nearly parallel directions lose digits in proportion to their condition number.
      const double sine = std::sqrt(1.0 - std::pow(u.normalized().dot(v.normalized()), 2));
      CHECK((slice->project(x) - Vector{{s, t}}).norm() <= kRounding / sine);
      CHECK(slice->distanceTo(x) <= kRounding);
    }
  }

  TEST_CASE("the projection is the nearest point of the slice") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const InputSlice slice =
          InputSlice::fromDirections(randomVector(5, random), randomVector(5, random),
                                     randomVector(5, random))
              .value();
      const Vector x = randomVector(5, random);
      const Vector p = slice.project(x);
      const Vector residual = x - slice.inputAt(p[0], p[1]);
      CHECK(slice.distanceTo(x) == doctest::Approx(residual.norm()).epsilon(1e-12));
      for (int k = 0; k < 2; ++k) CHECK(std::abs(residual.dot(slice.directions.col(k))) < 1e-12);
    }
  }

  TEST_CASE("directions that span no plane are refused with a reason") {
    const Vector zero = Vector::Zero(3);
    const Vector u{{1.0, 2.0, 3.0}};
    const Vector tiny = 1e-200 * u;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(InputSlice::fromDirections(zero, u, -2.0 * u).ok());
    CHECK_FALSE(InputSlice::fromDirections(zero, u, tiny).ok());
    CHECK_FALSE(InputSlice::fromDirections(zero, u, zero).ok());
    CHECK_FALSE(InputSlice::fromDirections(zero, u, Vector::Ones(2)).ok());
    CHECK_FALSE(InputSlice::fromDirections(zero, u, Vector{{nan, 0.0, 1.0}}).ok());
    const Result<InputSlice> parallel = InputSlice::fromDirections(zero, u, 3.0 * u);
    CHECK(parallel.message().find("parallel") != std::string::npos);
    // Very small directions are as good as others as long as they differ.
    const Result<InputSlice> small =
        InputSlice::fromDirections(zero, tiny, 1e-200 * Vector{{0.0, 1.0, 0.0}});
    REQUIRE(small.ok());
    const Vector p = small->project(small->inputAt(0.5, 0.25));
    CHECK(std::abs(p[0] - 0.5) + std::abs(p[1] - 0.25) <= kRounding);
  }

  TEST_CASE("a plane through three points contains them and has orthonormal directions") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const Vector a = randomVector(6, random);
      const Vector b = randomVector(6, random);
      const Vector c = randomVector(6, random);
      const Result<InputSlice> slice = InputSlice::throughPoints(a, b, c);
      REQUIRE(slice.ok());
      const Matrix gram = slice->directions.transpose() * slice->directions;
      CHECK((gram - Matrix::Identity(2, 2)).norm() <= kRounding);
      CHECK(slice->origin == a);
      for (const Vector& point : {a, b, c}) CHECK(slice->distanceTo(point) <= kRounding);
      const Vector atB = slice->project(b);
      CHECK(std::abs(atB[0] - (b - a).norm()) <= kRounding);
      CHECK(std::abs(atB[1]) <= kRounding);
      CHECK_FALSE(InputSlice::throughPoints(a, b, 0.5 * a + 0.5 * b).ok());
      CHECK_FALSE(InputSlice::throughPoints(a, b, a).ok());
    }
  }

  TEST_CASE("principal directions find the plane that the samples lie in") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const InputSlice truth =
          InputSlice::throughPoints(randomVector(5, random), randomVector(5, random),
                                    randomVector(5, random))
              .value();
      Matrix inputs(40, 5);
      for (int i = 0; i < 40; ++i) {
        const double s = 3.0 * random.normal();
        const double t = random.normal();
        inputs.row(i) = truth.inputAt(s, t).transpose();
      }
      const Result<InputSlice> slice = InputSlice::principal(inputs);
      REQUIRE(slice.ok());
      const Vector mean = inputs.colwise().mean().transpose();
      CHECK((slice->origin - mean).norm() <= kRounding);
      double first = 0.0;
      double second = 0.0;
      for (int i = 0; i < 40; ++i) {
        const Vector x = inputs.row(i).transpose();
        CHECK(slice->distanceTo(x) <= 10 * kRounding);
        const Vector p = slice->project(x);
        first += p[0] * p[0];
        second += p[1] * p[1];
      }
      CHECK(first >= second);
      // The sign rule: the largest component of each direction is positive.
      for (int k = 0; k < 2; ++k) {
        const Vector direction = slice->directions.col(k);
        CHECK(direction.maxCoeff() >= -direction.minCoeff());
      }
    }
    Matrix line(4, 3);
    for (int i = 0; i < 4; ++i) line.row(i) << 1.0 * i, 2.0 * i, -1.0 * i;
    CHECK_FALSE(InputSlice::principal(line).ok());
    CHECK_FALSE(InputSlice::principal(Matrix::Ones(5, 3)).ok());
    CHECK_FALSE(InputSlice::principal(Matrix::Random(5, 1)).ok());
    CHECK_FALSE(InputSlice::principal(Matrix::Random(2, 3)).ok());
  }

  TEST_CASE("a domain is valid when its bounds are finite and in order") {
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(SliceDomain{}.validate().ok());
    CHECK_FALSE(SliceDomain{.xMin = 1.0, .xMax = 1.0}.validate().ok());
    CHECK_FALSE(SliceDomain{.yMin = 2.0, .yMax = 1.0}.validate().ok());
    CHECK_FALSE(SliceDomain{.xMin = -inf}.validate().ok());
    CHECK_FALSE(SliceDomain{.xMin = -1e308, .xMax = 1e308}.validate().ok());
    CHECK_FALSE(SliceDomain{.yMax = std::numeric_limits<double>::quiet_NaN()}.validate().ok());
    const SliceDomain domain{.xMin = 0.0, .xMax = 3.0, .yMin = 0.0, .yMax = 2.0};
    CHECK(domain.area(1) == 3.0);
    CHECK(domain.area(2) == 6.0);
  }

  TEST_CASE("the domain around samples contains them with the margin asked for") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const Matrix inputs = randomInputs(30, 4, random);
      const InputSlice slice = InputSlice::principal(inputs).value();
      const SliceDomain domain = domainAround(slice, inputs, 0.1);
      REQUIRE(domain.validate().ok());
      const SliceDomain tight = domainAround(slice, inputs, 0.0);
      const double side = std::max(tight.xMax - tight.xMin, tight.yMax - tight.yMin);
      CHECK(std::abs(tight.xMin - domain.xMin - 0.1 * side) <= kRounding);
      CHECK(std::abs(domain.yMax - tight.yMax - 0.1 * side) <= kRounding);
      for (int i = 0; i < 30; ++i) {
        const Vector p = slice.project(inputs.row(i).transpose());
        CHECK(p[0] > domain.xMin);
        CHECK(p[0] < domain.xMax);
        CHECK(p[1] > domain.yMin);
        CHECK(p[1] < domain.yMax);
      }
    }
  }

  TEST_CASE("the domain around few or equal samples is still a domain") {
    const InputSlice plane = InputSlice::whole(2);
    CHECK(domainAround(plane, Matrix(0, 2)).validate().ok());
    CHECK(domainAround(plane, Matrix::Constant(3, 2, 7.0)).validate().ok());
    CHECK(domainAround(plane, Matrix::Constant(3, 2, 1e18)).validate().ok());
    const Matrix flat{{0.0, 5.0}, {4.0, 5.0}};
    const SliceDomain domain = domainAround(plane, flat, 0.0);
    CHECK(domain.validate().ok());
    CHECK(domain.xMin == 0.0);
    CHECK(domain.yMin == 3.0);
    const SliceDomain line = domainAround(InputSlice::whole(1), Matrix{{2.0}, {4.0}}, 0.5);
    CHECK(line.xMin == 1.0);
    CHECK(line.xMax == 5.0);
  }
}

}  // namespace
}  // namespace adamscope
