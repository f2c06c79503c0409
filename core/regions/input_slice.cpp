#include "core/regions/input_slice.h"

#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "core/base/text.h"

namespace adamscope {
namespace {

/// Two directions count as parallel when the sine of their angle is below this: the slice
/// coordinates of a point would then lose twelve of sixteen digits.
constexpr double kParallelSine = 1e-12;

/// The part of v that is orthogonal to the unit vector e. Twice, because one pass leaves a residue
/// of the size of v's rounding errors (Giraud, Langou, Rozloznik 2005: "twice is enough").
Vector orthogonalPart(const Vector& v, const Vector& e) {
  const Vector once = v - e.dot(v) * e;
  return once - e.dot(once) * e;
}

bool areParallel(const Vector& u, const Vector& v) {
  // stableNormalized: the squares of very large or small components must not over- or underflow.
  const Vector unitU = u.stableNormalized();
  const Vector unitV = v.stableNormalized();
  if (unitU.squaredNorm() == 0.0 || unitV.squaredNorm() == 0.0) return true;
  return orthogonalPart(unitV, unitU).norm() <= kParallelSine;
}

/// Turns a direction so that its component of largest size is positive: the sign of a singular
/// vector is arbitrary, and a picture should not flip between runs.
void fixSign(Eigen::Ref<Vector> direction) {
  Eigen::Index largest = 0;
  direction.cwiseAbs().maxCoeff(&largest);
  if (direction[largest] < 0.0) direction = -direction;
}

/// The least-squares coordinates (k x n) of offsets (d_0 x n) in the directions (d_0 x k).
Matrix coordinatesOf(const Matrix& directions, const Matrix& offsets) {
  // Scaled columns: the squares inside the QR must not underflow for very short directions.
  const Vector sizes = directions.cwiseAbs().colwise().maxCoeff().transpose();
  const Matrix scaled = directions * sizes.cwiseInverse().asDiagonal();
  const Matrix solution = scaled.householderQr().solve(offsets);
  return sizes.cwiseInverse().asDiagonal() * solution;
}

/// Widens [low, high] by `margin` on both sides; a flat interval becomes `fallback` wide.
void widen(double& low, double& high, double margin, double fallback) {
  const double center = 0.5 * low + 0.5 * high;
  low -= margin;
  high += margin;
  // A side far from zero swallows a small margin, so the test is on the result.
  const double least = std::max(fallback, 1e-9 * std::abs(center));
  if (!(low < high)) {
    low = center - 0.5 * least;
    high = center + 0.5 * least;
  }
}

}  // namespace

Vector InputSlice::inputAt(double s, double t) const {
  Vector input = origin + s * directions.col(0);
  if (dimension() == 2) input += t * directions.col(1);
  return input;
}

Vector InputSlice::project(const Vector& input) const {
  ADAMSCOPE_CHECK(input.size() == origin.size(), "an input must have d_0 components");
  return coordinatesOf(directions, input - origin);
}

double InputSlice::distanceTo(const Vector& input) const {
  const Vector coordinates = project(input);
  return (input - origin - directions * coordinates).norm();
}

InputSlice InputSlice::whole(int inputCount) {
  ADAMSCOPE_CHECK(inputCount == 1 || inputCount == 2, "only 1 or 2 inputs fit a slice as a whole");
  return {Vector::Zero(inputCount), Matrix::Identity(inputCount, inputCount)};
}

Result<InputSlice> InputSlice::fromDirections(const Vector& origin, const Vector& u,
                                              const Vector& v) {
  if (u.size() != origin.size() || v.size() != origin.size()) {
    return Error{"slice: the origin has " + std::to_string(origin.size()) +
                 " components but the directions have " + std::to_string(u.size()) + " and " +
                 std::to_string(v.size()) + "; give vectors of the network's input width"};
  }
  if (!origin.allFinite() || !u.allFinite() || !v.allFinite()) {
    return Error{"slice: the origin and the directions must be finite numbers"};
  }
  if (areParallel(u, v)) {
    return Error{"slice: the two directions are parallel (or zero) and span no plane"};
  }
  Matrix directions(origin.size(), 2);
  directions << u, v;
  return InputSlice{origin, directions};
}

Result<InputSlice> InputSlice::throughPoints(const Vector& a, const Vector& b, const Vector& c) {
  if (a.size() != b.size() || a.size() != c.size()) {
    return Error{"slice: the three points have " + std::to_string(a.size()) + ", " +
                 std::to_string(b.size()) + " and " + std::to_string(c.size()) +
                 " components; they must be inputs of the same network"};
  }
  const Vector toB = b - a;
  const Vector toC = c - a;
  if (!toB.allFinite() || !toC.allFinite()) {
    return Error{"slice: the three points must be finite numbers"};
  }
  if (areParallel(toB, toC)) {
    return Error{"slice: the three points lie on one line (or two are equal) and span no plane"};
  }
  const Vector first = toB.stableNormalized();
  const Vector second = orthogonalPart(toC.stableNormalized(), first).normalized();
  Matrix directions(a.size(), 2);
  directions << first, second;
  return InputSlice{a, directions};
}

Result<InputSlice> InputSlice::principal(const Matrix& inputs) {
  if (inputs.cols() < 2) return Error{"slice: principal directions need at least 2 features"};
  if (inputs.rows() < 3) {
    return Error{"slice: principal directions need at least 3 samples, not " +
                 std::to_string(inputs.rows()) + "; choose the plane yourself (slice.kind axes)"};
  }
  if (!inputs.allFinite()) return Error{"slice: the samples must be finite numbers"};
  const Vector mean = inputs.colwise().mean().transpose();
  const Matrix centered = inputs.rowwise() - mean.transpose();
  const Eigen::JacobiSVD<Matrix, Eigen::HouseholderQRPreconditioner> svd(centered,
                                                                         Eigen::ComputeThinV);
  const Vector& sizes = svd.singularValues();
  if (!(sizes[1] > kParallelSine * sizes[0])) {
    return Error{
        "slice: the samples lie on one line, so there is no second principal direction; "
        "choose the plane yourself (slice.kind axes)"};
  }
  Matrix directions = svd.matrixV().leftCols(2);
  fixSign(directions.col(0));
  fixSign(directions.col(1));
  return InputSlice{mean, directions};
}

Status SliceDomain::validate() const {
  for (const auto& [name, low, high] : {std::tuple{"x", xMin, xMax}, std::tuple{"y", yMin, yMax}}) {
    const std::string range =
        std::string(name) + " from " + formatReal(low) + " to " + formatReal(high);
    if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(high - low)) {
      return Error{"the bounds must be finite numbers (" + range + ")"};
    }
    if (!(low < high)) return Error{"each minimum must be below its maximum (" + range + ")"};
  }
  return {};
}

double SliceDomain::area(int dimension) const {
  return dimension == 1 ? xMax - xMin : (xMax - xMin) * (yMax - yMin);
}

SliceDomain domainAround(const InputSlice& slice, const Matrix& inputs, double margin) {
  ADAMSCOPE_CHECK(margin >= 0.0 && std::isfinite(margin), "the margin must be a share >= 0");
  ADAMSCOPE_CHECK(inputs.rows() == 0 || inputs.cols() == slice.origin.size(),
                  "the inputs must be n x d_0");
  if (inputs.rows() == 0) return {};
  const Matrix offsets = (inputs.rowwise() - slice.origin.transpose()).transpose();
  const Matrix coordinates = coordinatesOf(slice.directions, offsets);
  const Vector low = coordinates.rowwise().minCoeff();
  const Vector high = coordinates.rowwise().maxCoeff();
  const double side = (high - low).maxCoeff();
  // One single point gets the size of the default domain.
  const double fallback = side > 0.0 ? side : 2.0;
  SliceDomain domain;
  domain.xMin = low[0];
  domain.xMax = high[0];
  widen(domain.xMin, domain.xMax, margin * side, fallback);
  if (slice.dimension() == 2) {
    domain.yMin = low[1];
    domain.yMax = high[1];
    widen(domain.yMin, domain.yMax, margin * side, fallback);
  }
  return domain;
}

}  // namespace adamscope
