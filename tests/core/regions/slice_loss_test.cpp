#include "core/regions/slice_loss.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/network/forward.h"
#include "core/network/initialization.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("regions");

TEST_CASE("the loss grid has the loss at its centres, and the gradient is its slope") {
  const Network network = initializeNetwork({{2, 4, 1}, 0.0}, Initialization::kHeNormal, 3);
  Random random(2);
  Matrix inputs(20, 2);
  Matrix targets(20, 1);
  for (double& x : inputs.reshaped()) x = random.normal();
  for (double& y : targets.reshaped()) y = random.normal();
  const ParameterSlice slice = randomSlice(network, 5);
  const SliceDomain domain{-1.0, 2.0, -0.5, 0.5};
  const SliceGrid grid = lossGrid(slice, inputs, targets, Loss::kHalfMse, domain, 6, 4);
  REQUIRE(grid.values.size() == 24);
  ForwardPass pass;
  forward(slice.networkAt(grid.center(4, 1)), inputs, pass);
  CHECK(grid.at(4, 1) == lossValue(Loss::kHalfMse, pass.output(), targets));
  CHECK(grid.center(0, 0).x == doctest::Approx(-0.75));

  const Vector gradient = lossGradient(network, inputs, targets, Loss::kHalfMse);
  const auto lossAt = [&](double s) {
    forward(slice.networkAt({s, 0.0}), inputs, pass);
    return lossValue(Loss::kHalfMse, pass.output(), targets);
  };
  const double slope = (lossAt(1e-6) - lossAt(-1e-6)) / 2e-6;
  CHECK(std::abs(slope - gradient.dot(slice.plane.directions.col(0))) < 1e-6);
}

TEST_CASE("contours lie where the interpolated grid has the value") {
  SliceGrid grid{{0.0, 8.0, 0.0, 8.0}, 8, 8, {}};
  for (int row = 0; row < 8; ++row) {
    for (int column = 0; column < 8; ++column) {
      const SlicePoint p = grid.center(column, row);
      grid.values.push_back(2.0 * p.x + p.y);
    }
  }
  const std::vector<ContourSegment> segments = contour(grid, 9.3);
  CHECK(segments.size() > 5);
  for (const ContourSegment& segment : segments) {
    CHECK(std::abs(2.0 * segment.from.x + segment.from.y - 9.3) < 1e-12);
    CHECK(std::abs(2.0 * segment.to.x + segment.to.y - 9.3) < 1e-12);
  }
}

TEST_CASE("the preconditioner's ellipse is where its metric is constant, through the given point") {
  const Network network = initializeNetwork({{2, 3, 1}, 0.0}, Initialization::kHeNormal, 3);
  const ParameterSlice slice = randomSlice(network, 5);
  Random random(1);
  Vector steps(network.parameters.size());
  for (double& step : steps) step = random.uniform(0.01, 1.0);
  const SlicePoint through{0.3, -0.2};
  const auto cost = [&](const SlicePoint& p) {
    const Vector delta = slice.parametersAt(p) - slice.plane.origin;
    return delta.cwiseAbs2().cwiseQuotient(steps).sum();
  };
  const std::optional<SliceEllipse> ellipse = preconditionerEllipse(slice, steps, through);
  REQUIRE(ellipse);
  for (const double angle : {0.0, 0.7, 2.0, 4.0}) {
    const double a = std::cos(angle);
    const double b = std::sin(angle);
    const SlicePoint point{a * ellipse->first.x + b * ellipse->second.x,
                           a * ellipse->first.y + b * ellipse->second.y};
    CHECK(std::abs(cost(point) / cost(through) - 1.0) < 1e-9);
  }
  CHECK(!preconditionerEllipse(slice, steps, {0.0, 0.0}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
