#include "core/training/sliding.h"

#include <doctest/doctest.h>

#include <Eigen/QR>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr double kLowest = -0.5 * kShareSlack;
constexpr double kHighest = 1.0 + 0.5 * kShareSlack;

Vector randomVector(Random& random, Eigen::Index size) {
  Vector values(size);
  for (Eigen::Index k = 0; k < size; ++k) values(k) = random.normal();
  return values;
}

BoundaryValues randomBoundaries(Random& random, Eigen::Index count, Eigen::Index dimension) {
  BoundaryValues boundaries;
  boundaries.values.setZero(count);
  boundaries.jumps = randomVector(random, count);
  boundaries.gradients.resize(count, dimension);
  for (Eigen::Index k = 0; k < count; ++k) {
    boundaries.gradients.row(k) = randomVector(random, dimension).transpose();
  }
  return boundaries;
}

// The least norm by trying every verdict on every boundary.
std::vector<Slide> slidesByTrial(const BoundaryValues& boundaries, const Vector& velocity) {
  const Matrix jumps = boundaries.gradients.transpose() * boundaries.jumps.asDiagonal();
  const Eigen::Index count = jumps.cols();
  std::vector<Slide> best;
  double least = std::numeric_limits<double>::infinity();
  for (int code = 0; code < static_cast<int>(std::pow(3.0, count)); ++code) {
    std::vector<Slide> slides;
    std::vector<Eigen::Index> held;
    Vector v = velocity;
    for (Eigen::Index k = 0, rest = code; k < count; ++k, rest /= 3) {
      slides.push_back(static_cast<Slide>(rest % 3));
      if (slides.back() == Slide::kHeld) held.push_back(k);
      if (slides.back() == Slide::kThisSide) v += kLowest * jumps.col(k);
      if (slides.back() == Slide::kOtherSide) v += kHighest * jumps.col(k);
    }
    if (!held.empty()) {
      const Matrix free = jumps(Eigen::all, held);
      const Vector shares = free.colPivHouseholderQr().solve(Vector(-v));
      if (shares.minCoeff() < kLowest || shares.maxCoeff() > kHighest) continue;
      v += free * shares;
    }
    if (v.norm() >= least) continue;
    least = v.norm();
    best = slides;
  }
  return best;
}

TEST_SUITE("training") {
  TEST_CASE("the shares make the velocity shortest, as trying all verdicts does") {
    for (int seed = 0; seed < 200; ++seed) {
      CAPTURE(seed);
      Random random(static_cast<std::uint64_t>(seed));
      const Eigen::Index count = 1 + seed % 5;
      const BoundaryValues boundaries = randomBoundaries(random, count, 6);
      const Vector velocity = randomVector(random, 6);
      CHECK(chooseSlides(boundaries, velocity) == slidesByTrial(boundaries, velocity));
    }
  }

  TEST_CASE("gradients that depend on each other are never held together") {
    for (int seed = 0; seed < 50; ++seed) {
      CAPTURE(seed);
      Random random(static_cast<std::uint64_t>(seed));
      BoundaryValues boundaries = randomBoundaries(random, 4, 6);
      boundaries.gradients.row(2) = boundaries.gradients.row(0);
      boundaries.gradients.row(3) = boundaries.gradients.row(0) - 2.0 * boundaries.gradients.row(1);
      std::vector<Eigen::Index> held;
      const std::vector<Slide> slides = chooseSlides(boundaries, randomVector(random, 6));
      for (std::size_t k = 0; k < slides.size(); ++k) {
        if (slides[k] == Slide::kHeld) held.push_back(static_cast<Eigen::Index>(k));
      }
      if (held.empty()) continue;
      const Matrix rows = boundaries.gradients(held, Eigen::all);
      CHECK(rows.colPivHouseholderQr().rank() == static_cast<Eigen::Index>(held.size()));
    }
  }

  TEST_CASE("a projected velocity stays on the boundaries, and a move goes as far as wanted") {
    Random random(7);
    const BoundaryValues boundaries = randomBoundaries(random, 3, 8);
    const Vector before = randomVector(random, 8);
    Vector velocity = before;
    SlideProjector projector;
    projector.project(boundaries, velocity);
    CHECK((boundaries.gradients * velocity).norm() < 1e-10);
    const Vector pushed = before + boundaries.gradients.transpose() *
                                       Vector(boundaries.jumps.cwiseProduct(projector.shares()));
    CHECK((pushed - velocity).norm() < 1e-10);
    const Vector wanted = randomVector(random, 3);
    Vector move;
    projector.moveBy(boundaries, wanted, move);
    CHECK((boundaries.gradients * move - wanted).norm() < 1e-10);
  }
}

}  // namespace
}  // namespace adamscope
