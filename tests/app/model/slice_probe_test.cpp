#include "app/model/slice_probe.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/crossings/activation_pattern.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

SliceFrame frameAfter(long steps) {
  auto session = testing::sessionWith({"data.samples=30", "network.hidden=6,5"});
  session->runTo(steps);
  testing::runUntilPaused(*session);
  return analyseSlice(session->frame(), {.plane = parsePlane("random:3").value()});
}

TEST_SUITE_BEGIN("model");

TEST_CASE("a probe names the boundary that is nearest and counts the flips") {
  const SliceFrame frame = frameAfter(20);
  REQUIRE(!frame.boundaries.segments.empty());
  const PixelSize pixel{(frame.domain.xMax - frame.domain.xMin) / 800.0,
                        (frame.domain.yMax - frame.domain.yMin) / 800.0};
  const Matrix& inputs = frame.train->experiment->data.train.inputs;
  const ActivationPattern now = exactActivationPattern(frame.train->network, inputs);
  for (const SlicePoint point : {SlicePoint{0.0, 0.0}, {0.3, -0.2}, {-0.7, 0.6}}) {
    const SliceProbe probe = probeSlice(frame, point, pixel);
    const ActivationPattern there = exactActivationPattern(frame.slice.networkAt(point), inputs);
    CHECK(probe.flips == ActivationPattern::distance(now, there));
    REQUIRE(probe.nearest);
    CHECK(probe.margin >= 0.0);
    CHECK((probe.preactivation > 0.0) ==
          there.isActive(probe.nearest->layer, probe.nearest->neuron, probe.nearest->sample));
  }
}

TEST_CASE("on a curve the probe finds that curve, at no distance and with no margin") {
  const SliceFrame frame = frameAfter(20);
  const BoundarySegment& piece = frame.boundaries.segments.front();
  const SlicePoint middle{0.5 * (piece.from.x + piece.to.x), 0.5 * (piece.from.y + piece.to.y)};
  const SliceProbe probe = probeSlice(frame, middle, {0.0025, 0.0025});
  CHECK(probe.distancePx < 1e-6);
  CHECK(probe.margin < 0.01);
}

TEST_CASE("a boundary that is not shown is not found: the nearest of the others is") {
  const SliceFrame frame = frameAfter(20);
  const BoundarySegment& piece = frame.boundaries.segments.front();
  const SlicePoint middle{0.5 * (piece.from.x + piece.to.x), 0.5 * (piece.from.y + piece.to.y)};
  const BoundaryId hidden{piece.layer, piece.neuron, piece.sample};
  const auto isOther = [&](const BoundaryId& id) { return id != hidden; };
  const SliceProbe probe = probeSlice(frame, middle, {0.0025, 0.0025}, isOther);
  REQUIRE(probe.nearest);
  CHECK(*probe.nearest != hidden);
  const auto none = [](const BoundaryId&) { return false; };
  CHECK_FALSE(probeSlice(frame, middle, {0.0025, 0.0025}, none).nearest);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
