#include "core/theory/directions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/geometry/symmetric_eigen.h"

namespace adamscope {

namespace {

int greedyNetSize(const Matrix& cosines, double delta) {
  // |v_i - v_j| <= delta exactly when cos_ij >= 1 - delta^2/2; cosines carry rounding of 1e-15.
  const double nearest = 1.0 - 0.5 * delta * delta - 1e-14;
  std::vector<Eigen::Index> members;
  for (Eigen::Index i = 0; i < cosines.cols(); ++i) {
    const bool covered = std::any_of(members.begin(), members.end(), [&](Eigen::Index member) {
      return cosines(member, i) >= nearest;
    });
    if (!covered) members.push_back(i);
  }
  return static_cast<int>(members.size());
}

}  // namespace

Matrix directionCosines(const Matrix& vectors) {
  Matrix unit(vectors.rows(), vectors.cols());
  Eigen::Index kept = 0;
  for (Eigen::Index i = 0; i < vectors.cols(); ++i) {
    const double length = vectors.col(i).stableNorm();
    if (length > 0.0) unit.col(kept++) = vectors.col(i) / length;
  }
  const auto directions = unit.leftCols(kept);
  return directions.transpose() * directions;
}

double resultantLength(const Matrix& cosines) {
  if (cosines.size() == 0) return 0.0;
  return std::sqrt(std::max(0.0, cosines.mean()));
}

DirectionNets measureNets(const Matrix& cosines) {
  DirectionNets nets;
  nets.boxDimension = std::numeric_limits<double>::quiet_NaN();
  Vector x(kNetScales);
  Vector y(kNetScales);
  for (int k = 0; k < kNetScales; ++k) {
    const auto at = static_cast<std::size_t>(k);
    nets.delta[at] = std::ldexp(1.0, -k);
    nets.size[at] = greedyNetSize(cosines, nets.delta[at]);
    // A net of nearly all points says how many points there are, not how they lie.
    if (nets.size[at] == 0 || 4L * nets.size[at] > cosines.cols()) continue;
    x(nets.scalesUsed) = -std::log(nets.delta[at]);
    y(nets.scalesUsed) = std::log(static_cast<double>(nets.size[at]));
    ++nets.scalesUsed;
  }
  const int m = nets.scalesUsed;
  if (m < 2) return nets;
  const Vector dx = x.head(m).array() - x.head(m).mean();
  const Vector dy = y.head(m).array() - y.head(m).mean();
  nets.boxDimension = dx.dot(dy) / dx.squaredNorm();
  if (m > 2) {
    const double residual = (dy - nets.boxDimension * dx).squaredNorm();
    nets.standardError = std::sqrt(residual / (m - 2) / dx.squaredNorm());
  }
  return nets;
}

double smallestTopEigenvalue(const Matrix& cosines, double dimension) {
  if (cosines.size() == 0) return 0.0;
  const Vector values = symmetricEigenvalues(cosines);
  const auto count = cosines.cols();
  const auto rank =
      std::clamp<Eigen::Index>(static_cast<Eigen::Index>(std::ceil(dimension - 1e-9)), 1, count);
  return std::max(0.0, values(count - rank)) / static_cast<double>(count);
}

double cosineOf(const Vector& a, const Vector& b) {
  const double lengths = a.norm() * b.norm();
  return lengths > 0.0 ? a.dot(b) / lengths : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace adamscope
