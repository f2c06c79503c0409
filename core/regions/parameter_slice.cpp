#include "core/regions/parameter_slice.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/geometry/symmetric_eigen.h"

namespace adamscope {
namespace {

/// Directions closer than this (sine of their angle) span no plane that can be told from a line.
constexpr double kParallelSine = 1e-9;

Vector orthogonalPart(const Vector& v, const Vector& unit) {
  const Vector once = v - unit.dot(v) * unit;
  return once - unit.dot(once) * unit;  // twice is enough
}

Vector randomDirection(Eigen::Index size, std::uint64_t stream) {
  Random random(1, stream);
  Vector direction(size);
  for (double& entry : direction) entry = random.normal();
  return direction.normalized();
}

/// The direction if it is one, else a random one; `name` tells.
Vector unitOr(const Vector& direction, std::uint64_t stream, std::string& name) {
  const Vector unit = direction.stableNormalized();
  if (unit.allFinite() && unit.squaredNorm() > 0.5) return unit;
  name = "a random direction";
  return randomDirection(direction.size(), stream);
}

ParameterSlice sliceOf(const Architecture& architecture, const Vector& origin, const Vector& u,
                       const Vector& v) {
  Matrix directions(origin.size(), 2);
  directions << u, v;
  return {architecture, {origin, directions}, {}, {}};
}

void scaleLikeNeurons(const Network& network, Vector& direction) {
  const Architecture& shape = network.architecture;
  for (int l = 1; l <= shape.layerCount(); ++l) {
    const WeightView own = network.weight(l);
    MutableWeightView weight = weightView(shape, direction, l);
    MutableBiasView bias = biasView(shape, direction, l);
    for (Eigen::Index j = 0; j < weight.rows(); ++j) {
      const double drawn = std::hypot(weight.row(j).norm(), bias(j));
      const double wanted = std::hypot(own.row(j).norm(), network.bias(l)(j));
      const double factor = drawn > 0.0 ? wanted / drawn : 0.0;
      weight.row(j) *= factor;
      bias(j) *= factor;
    }
  }
}

}  // namespace

SlicePoint ParameterSlice::coordinatesOf(const Vector& parameters) const {
  const Vector coordinates = plane.project(parameters);
  return {coordinates[0], coordinates[1]};
}

ParameterSlice ParameterSlice::recentredAt(const Vector& parameters) const {
  ParameterSlice moved = *this;
  moved.plane.origin = parameters;
  return moved;
}

ParameterSlice stepSlice(const Network& network, const Vector& update, const Vector& gradient) {
  std::string sName = "along the last update";
  std::string tName = "along the negative gradient, across the update";
  const Vector u = unitOr(update, 0, sName);
  Vector across = unitOr(-gradient, 1, tName);
  if (orthogonalPart(across, u).norm() <= kParallelSine) {
    tName = "a random direction";
    across = randomDirection(update.size(), 2);
  }
  const Vector v = orthogonalPart(across, u).normalized();
  ParameterSlice slice = sliceOf(network.architecture, network.parameters, u, v);
  slice.sName = sName;
  slice.tName = tName;
  return slice;
}

Result<ParameterSlice> weightSlice(const Network& network, int a, int b) {
  const int count = network.architecture.parameterCount();
  for (const int index : {a, b}) {
    if (index < 0 || index >= count) {
      return Error{"there is no parameter " + std::to_string(index) + ": theta has " +
                   std::to_string(count) + " entries, counted from 0"};
    }
  }
  if (a == b) return Error{"the two parameters must differ, both are " + std::to_string(a)};
  ParameterSlice slice = sliceOf(network.architecture, network.parameters, Vector::Unit(count, a),
                                 Vector::Unit(count, b));
  // The entries themselves are the coordinates.
  slice.plane.origin[a] = 0.0;
  slice.plane.origin[b] = 0.0;
  slice.sName = parameterName(network.architecture, a);
  slice.tName = parameterName(network.architecture, b);
  return slice;
}

Result<ParameterSlice> snapshotSlice(const Architecture& architecture, const Vector& a,
                                     const Vector& b, const Vector& c) {
  const Result<InputSlice> plane = InputSlice::throughPoints(a, b, c);
  if (!plane) {
    return Error{
        "the three parameter vectors lie on one line (or two are equal), so they span no "
        "plane; choose others"};
  }
  return ParameterSlice{architecture, *plane, "towards the second snapshot",
                        "towards the third snapshot, across the first axis"};
}

Result<ParameterSlice> trajectorySlice(const Architecture& architecture, const Matrix& trajectory) {
  const Error tooFew{
      "the trajectory spans no plane yet: it takes three steps that do not lie on "
      "one line"};
  if (trajectory.rows() < 3) return tooFew;
  const Vector mean = trajectory.colwise().mean().transpose();
  const Matrix centred = trajectory.rowwise() - mean.transpose();
  const Matrix gram = centred * centred.transpose();
  const SymmetricEigen eigen = symmetricEigen(gram);
  const Vector& values = eigen.values;  // ascending
  const Eigen::Index last = values.size() - 1;
  const double total = std::max(gram.trace(), 0.0);
  if (!(values[last - 1] > 1e-14 * values[last])) return tooFew;
  Vector directions[2];
  for (const Eigen::Index k : {Eigen::Index{0}, Eigen::Index{1}}) {
    Vector& direction = directions[k];
    direction = centred.transpose() * eigen.vectors.col(last - k);
    // Towards the end of the run, so that pictures of one run do not flip.
    if (direction.dot(centred.row(centred.rows() - 1)) < 0.0) direction = -direction;
  }
  directions[0].normalize();
  directions[1] = orthogonalPart(directions[1], directions[0]).normalized();
  ParameterSlice slice = sliceOf(architecture, mean, directions[0], directions[1]);
  const auto share = [&](Eigen::Index k) {
    return std::to_string(std::lround(100.0 * values[last - k] / total)) + " % of the variance";
  };
  slice.sName = "first principal direction, " + share(0);
  slice.tName = "second principal direction, " + share(1);
  return slice;
}

ParameterSlice randomSlice(const Network& network, std::uint64_t seed) {
  Random random(seed);
  Vector directions[2];
  for (Vector& direction : directions) {
    direction.resize(network.parameters.size());
    for (double& entry : direction) entry = random.normal();
    scaleLikeNeurons(network, direction);
    // Only a network of zeros has no direction of its own size.
    if (direction.squaredNorm() == 0.0) direction = randomDirection(direction.size(), seed);
  }
  if (orthogonalPart(directions[1].normalized(), directions[0].normalized()).norm() <=
      kParallelSine) {
    directions[1] = randomDirection(directions[0].size(), seed + 1);
  }
  ParameterSlice slice =
      sliceOf(network.architecture, network.parameters, directions[0], directions[1]);
  slice.sName = "random direction 1, in neuron sizes";
  slice.tName = "random direction 2, in neuron sizes";
  return slice;
}

std::string parameterName(const Architecture& architecture, int index) {
  int layer = 1;
  while (layer < architecture.layerCount() && index >= architecture.weightOffset(layer + 1)) {
    ++layer;
  }
  const std::string number = std::to_string(layer);
  const int bias = index - architecture.biasOffset(layer);
  if (bias >= 0) return "b" + number + "[" + std::to_string(bias) + "]";
  const int entry = index - architecture.weightOffset(layer);
  const int inputs = architecture.width(layer - 1);
  return "W" + number + "[" + std::to_string(entry / inputs) + "," +
         std::to_string(entry % inputs) + "]";
}

SliceDomain domainAround(std::span<const SlicePoint> points, double margin) {
  if (points.empty()) return {};
  SliceDomain domain{points[0].x, points[0].x, points[0].y, points[0].y};
  for (const SlicePoint& point : points) {
    domain.xMin = std::min(domain.xMin, point.x);
    domain.xMax = std::max(domain.xMax, point.x);
    domain.yMin = std::min(domain.yMin, point.y);
    domain.yMax = std::max(domain.yMax, point.y);
  }
  const double side = std::max(domain.xMax - domain.xMin, domain.yMax - domain.yMin);
  const double widest = std::max(
      {std::abs(domain.xMin), std::abs(domain.xMax), std::abs(domain.yMin), std::abs(domain.yMax)});
  // A single point gets a rectangle that doubles can resolve.
  const double pad = side > 1e-9 * widest ? margin * side : std::max(1.0, 1e-6 * widest);
  domain.xMin -= pad;
  domain.xMax += pad;
  domain.yMin -= pad;
  domain.yMax += pad;
  return domain;
}

}  // namespace adamscope
