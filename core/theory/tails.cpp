#include "core/theory/tails.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/random.h"

namespace adamscope {

namespace {

/// mean exp(x_i^2 / c^2) - 2 with x in units of the largest: decreasing in c.
double excessAt(const Eigen::Ref<const Vector>& squares, double c) {
  return (squares.array() / (c * c)).exp().mean() - 2.0;
}

}  // namespace

double psi2Norm(const Eigen::Ref<const Vector>& values) {
  if (values.size() == 0) return 0.0;
  const double largest = values.cwiseAbs().maxCoeff();
  if (largest == 0.0) return 0.0;
  const Vector squares = (values / largest).array().square();
  // All at the largest: c = 1/sqrt(ln 2); the largest alone: exp(1/c^2) <= 2K gives a lower end.
  double high = 1.0 / std::sqrt(std::numbers::ln2);
  double low = 1.0 / std::sqrt(std::log(2.0 * static_cast<double>(values.size())));
  constexpr double kTolerance = 1e-12;
  while (high - low > kTolerance * high) {
    const double middle = 0.5 * (low + high);
    (excessAt(squares, middle) > 0.0 ? low : high) = middle;
  }
  return high * largest;
}

TailFigures tailFigures(const Eigen::Ref<const Vector>& values) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (values.size() < 2) return {nan, nan};
  const Vector centred = values.array() - values.mean();
  const double variance = centred.squaredNorm() / static_cast<double>(values.size());
  if (!(variance > 0.0)) return {nan, nan};
  const double fourth = (centred.array() / std::sqrt(variance)).square().square().mean();
  return {psi2Norm(centred) / std::sqrt(variance), fourth - 3.0};
}

Vector topDirection(const Matrix& vectors) {
  Vector direction = Vector::Zero(vectors.rows());
  if (vectors.cols() == 0) return direction;
  // The longest vector is a start that no symmetry makes orthogonal to everything.
  Eigen::Index longest = 0;
  vectors.colwise().squaredNorm().maxCoeff(&longest);
  const double length = vectors.col(longest).norm();
  if (length == 0.0) return direction;
  direction = vectors.col(longest) / length;
  double value = 0.0;
  for (int i = 0; i < 200; ++i) {
    const Vector weights = vectors.transpose() * direction;
    Vector next = vectors * weights;
    const double norm = next.norm();
    if (norm == 0.0) break;
    direction = next / norm;
    if (norm <= value * (1.0 + 1e-6)) break;
    value = norm;
  }
  return direction;
}

Matrix standardizedProjections(const Matrix& vectors, int directionCount, std::uint64_t seed) {
  Matrix projections(vectors.cols(), directionCount + 1);
  projections.col(0).noalias() = vectors.transpose() * topDirection(vectors);
  Random random(seed, 5);
  Vector direction(vectors.rows());
  for (int k = 1; k <= directionCount; ++k) {
    for (double& entry : direction) entry = random.normal();
    projections.col(k).noalias() = vectors.transpose() * direction;
  }
  for (Eigen::Index k = 0; k < projections.cols(); ++k) {
    const double mean = vectors.cols() > 0 ? projections.col(k).mean() : 0.0;
    projections.col(k).array() -= mean;
    const double deviation =
        std::sqrt(projections.col(k).squaredNorm() / static_cast<double>(projections.rows()));
    if (deviation > 0.0) projections.col(k) /= deviation;
  }
  return projections;
}

std::vector<TailFigures> projectedTails(const Matrix& vectors, int directionCount,
                                        std::uint64_t seed) {
  const Matrix projections = standardizedProjections(vectors, directionCount, seed);
  std::vector<TailFigures> tails;
  for (Eigen::Index k = 0; k < projections.cols(); ++k) {
    tails.push_back(tailFigures(projections.col(k)));
  }
  return tails;
}

}  // namespace adamscope
