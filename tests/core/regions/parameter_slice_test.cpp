#include "core/regions/parameter_slice.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include "core/base/random.h"
#include "core/crossings/crossing_detector.h"
#include "core/network/initialization.h"
#include "core/regions/parameter_boundary.h"

namespace adamscope {
namespace {

// Sums of a few hundred products of numbers of size 1.
constexpr double kRounding = 1e-12;

Network smallNetwork(std::uint64_t seed) {
  return initializeNetwork({{2, 4, 3, 1}, 0.0}, Initialization::kHeNormalRandomBias, seed);
}

Vector randomVector(Eigen::Index size, std::uint64_t seed) {
  Random random(seed);
  Vector result(size);
  for (double& entry : result) entry = random.normal();
  return result;
}

TEST_SUITE_BEGIN("regions");

TEST_CASE("a step slice holds the last step and has an orthonormal frame") {
  const Network network = smallNetwork(1);
  const Vector update = 0.1 * randomVector(network.parameters.size(), 2);
  const ParameterSlice slice =
      stepSlice(network, update, randomVector(network.parameters.size(), 3));
  const Matrix gram = slice.plane.directions.transpose() * slice.plane.directions;
  CHECK((gram - Matrix::Identity(2, 2)).cwiseAbs().maxCoeff() < kRounding);
  const SlicePoint before = slice.coordinatesOf(network.parameters - update);
  CHECK(std::abs(before.x + update.norm()) < kRounding);
  CHECK(std::abs(before.y) < kRounding);
  CHECK(slice.distanceTo(network.parameters - update) < kRounding);
  CHECK(slice.distanceTo(network.parameters) == 0.0);
}

TEST_CASE("a step slice without an update or with a parallel gradient says what it took instead") {
  const Network network = smallNetwork(1);
  const Vector update = randomVector(network.parameters.size(), 2);
  const ParameterSlice still = stepSlice(network, Vector::Zero(update.size()), update);
  CHECK(still.sName == "a random direction");
  const ParameterSlice parallel = stepSlice(network, update, -2.0 * update);
  CHECK(parallel.tName == "a random direction");
  CHECK(std::abs(parallel.plane.directions.col(0).dot(parallel.plane.directions.col(1))) <
        kRounding);
}

TEST_CASE("in a weight slice the coordinates are the two weights") {
  const Network network = smallNetwork(4);
  const ParameterSlice slice = weightSlice(network, 3, 10).value();
  const SlicePoint place = slice.coordinatesOf(network.parameters);
  CHECK(std::abs(place.x - network.parameters[3]) < kRounding);
  CHECK(std::abs(place.y - network.parameters[10]) < kRounding);
  CHECK(slice.distanceTo(network.parameters) < kRounding);
  CHECK(slice.sName == "W1[1,1]");
  CHECK(slice.tName == "b1[2]");
  CHECK(!weightSlice(network, 3, 3).ok());
  CHECK(!weightSlice(network, 0, 10'000).ok());
}

TEST_CASE("a snapshot slice contains its three parameter vectors") {
  const Network network = smallNetwork(5);
  const Eigen::Index d = network.parameters.size();
  const Vector b = randomVector(d, 1);
  const Vector c = randomVector(d, 2);
  const ParameterSlice slice =
      snapshotSlice(network.architecture, network.parameters, b, c).value();
  for (const Vector* theta : {&network.parameters, &b, &c}) {
    CHECK(slice.distanceTo(*theta) < kRounding);
    const Vector back = slice.parametersAt(slice.coordinatesOf(*theta));
    CHECK((back - *theta).norm() < kRounding);
  }
  CHECK(!snapshotSlice(network.architecture, b, b, c).ok());
}

TEST_CASE("a trajectory slice holds a trajectory that is plane, and refuses a straight one") {
  const Network network = smallNetwork(6);
  const Eigen::Index d = network.parameters.size();
  const Vector u = randomVector(d, 1);
  const Vector v = randomVector(d, 2);
  Matrix trajectory(40, d);
  for (Eigen::Index t = 0; t < 40; ++t) {
    const auto s = static_cast<double>(t);
    trajectory.row(t) = (network.parameters + 0.1 * s * u + std::sin(0.2 * s) * v).transpose();
  }
  const ParameterSlice slice = trajectorySlice(network.architecture, trajectory).value();
  for (Eigen::Index t = 0; t < 40; ++t) {
    CHECK(slice.distanceTo(trajectory.row(t).transpose()) < 1e-9);
  }
  const Vector theta = trajectory.row(39).transpose();
  CHECK(slice.recentredAt(theta).distanceTo(theta) == 0.0);
  CHECK(!trajectorySlice(network.architecture, trajectory.topRows(2)).ok());
  for (Eigen::Index t = 0; t < 40; ++t) trajectory.row(t) = static_cast<double>(t) * u.transpose();
  CHECK(!trajectorySlice(network.architecture, trajectory).ok());
}

TEST_CASE("random directions are as long as each neuron, and the same for one seed") {
  const Network network = smallNetwork(7);
  const ParameterSlice slice = randomSlice(network, 11);
  const Vector u = slice.plane.directions.col(0);
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    for (int j = 0; j < network.architecture.width(l); ++j) {
      const double own = std::hypot(network.weight(l).row(j).norm(), network.bias(l)(j));
      const double drawn = std::hypot(weightView(network.architecture, u, l).row(j).norm(),
                                      biasView(network.architecture, u, l)(j));
      CHECK(std::abs(own - drawn) < kRounding);
    }
  }
  CHECK(randomSlice(network, 11).plane.directions == slice.plane.directions);
  CHECK(randomSlice(network, 12).plane.directions != slice.plane.directions);
}

TEST_CASE("two planes through one line agree on the boundaries that cross it") {
  using Key = std::tuple<int, int, int>;
  const Network network = smallNetwork(8);
  const Eigen::Index d = network.parameters.size();
  const Vector along = randomVector(d, 1).normalized();
  Matrix inputs(6, 2);
  Random random(3);
  for (double& x : inputs.reshaped()) x = random.normal();
  std::vector<std::map<Key, std::vector<double>>> crossed(2);
  const BoundaryOptions options{.widthPx = 8000, .heightPx = 8000, .tolerancePx = 0.5};
  constexpr double kTolerance = 10.0 * 2.0 / 8000.0;
  for (const std::uint64_t plane : {0u, 1u}) {
    const ParameterSlice slice = stepSlice(network, along, randomVector(d, 20 + plane));
    // The line t = 0, where both planes have the same points.
    const ParameterBoundaries found =
        traceBoundaries(slice, inputs, {-1.0, 1.0, -1.0, 1.0}, options);
    for (const BoundarySegment& piece : found.segments) {
      if ((piece.from.y > 0.0) == (piece.to.y > 0.0)) continue;
      const double share = piece.from.y / (piece.from.y - piece.to.y);
      crossed[plane][{piece.layer, piece.neuron, piece.sample}].push_back(
          piece.from.x + share * (piece.to.x - piece.from.x));
    }
  }
  CHECK(crossed[0].size() > 5);
  REQUIRE(crossed[0].size() == crossed[1].size());
  for (auto& [key, places] : crossed[0]) {
    std::vector<double>& others = crossed[1][key];
    REQUIRE(places.size() == others.size());
    std::sort(places.begin(), places.end());
    std::sort(others.begin(), others.end());
    for (std::size_t i = 0; i < places.size(); ++i) {
      CHECK(std::abs(places[i] - others[i]) < kTolerance);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
