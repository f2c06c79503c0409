#include "core/regions/parameter_boundary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include "core/base/random.h"
#include "core/crossings/crossing_detector.h"
#include "core/network/initialization.h"
#include "tests/support/test_executors.h"

namespace adamscope {
namespace {

using Key = std::tuple<int, int, int>;  // layer, neuron, sample

struct RandomCase {
  ParameterSlice slice;
  Matrix inputs;
  SliceDomain domain{-1.0, 1.0, -1.0, 1.0};
};

/// 1 to 5 hidden layers, narrow enough that a slice can be checked segment by segment.
RandomCase randomCase(std::uint64_t seed, int depth) {
  Random random(seed);
  Architecture shape{{2}, seed % 5 == 4 ? 0.1 : 0.0};
  for (int l = 0; l < depth; ++l) shape.widths.push_back(2 + static_cast<int>(random.below(5)));
  shape.widths.push_back(1);
  const Network network = initializeNetwork(shape, Initialization::kHeNormalRandomBias, seed);
  Vector u(network.parameters.size());
  Vector v(network.parameters.size());
  for (double& entry : u) entry = 0.5 * random.normal();
  for (double& entry : v) entry = 0.5 * random.normal();
  Matrix directions(u.size(), 2);
  directions << u, v;
  RandomCase result{{shape, {network.parameters, directions}, "s", "t"}, Matrix(5, 2)};
  for (double& x : result.inputs.reshaped()) x = random.normal();
  return result;
}

/// Where on the segment from a to b (in shares of it) the piece crosses it; nothing outside [0, 1).
std::vector<double> crossingsOf(const BoundarySegment& piece, SlicePoint a, SlicePoint b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const auto side = [&](const SlicePoint& p) { return dx * (p.y - a.y) - dy * (p.x - a.x); };
  const double from = side(piece.from);
  const double to = side(piece.to);
  if ((from > 0.0) == (to > 0.0)) return {};
  const double share = from / (from - to);
  const double x = piece.from.x + share * (piece.to.x - piece.from.x);
  const double y = piece.from.y + share * (piece.to.y - piece.from.y);
  const double tau = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
  return tau >= 0.0 && tau <= 1.0 ? std::vector{tau} : std::vector<double>{};
}

/// Crossings of one boundary along a segment; those closer than `resolution` are taken together: an
/// even number of them is none.
std::vector<double> resolved(std::vector<double> taus, double resolution) {
  std::sort(taus.begin(), taus.end());
  std::vector<double> result;
  for (std::size_t i = 0; i < taus.size();) {
    std::size_t end = i + 1;
    while (end < taus.size() && taus[end] - taus[end - 1] < resolution) ++end;
    if ((end - i) % 2 == 1) result.push_back(taus[i + (end - i) / 2]);
    i = end;
  }
  return result;
}

std::map<Key, std::vector<double>> eventsOf(const RandomCase& a, SlicePoint from, SlicePoint to) {
  std::map<Key, std::vector<double>> events;
  for (const CrossingEvent& event :
       findCrossings(a.slice.networkAt(from), a.slice.networkAt(to), a.inputs)) {
    events[{event.layer, event.neuron, event.sample}].push_back(event.tau);
  }
  return events;
}

std::map<Key, std::vector<double>> curvesOf(const ParameterBoundaries& found, SlicePoint from,
                                            SlicePoint to) {
  std::map<Key, std::vector<double>> crossed;
  for (const BoundarySegment& piece : found.segments) {
    for (const double tau : crossingsOf(piece, from, to)) {
      crossed[{piece.layer, piece.neuron, piece.sample}].push_back(tau);
    }
  }
  return crossed;
}

TEST_SUITE_BEGIN("regions");

TEST_CASE("along a segment in a slice the curves crossed are the events of the detector") {
  // Fine enough that hardly any two crossings of one boundary are closer than it can tell.
  const BoundaryOptions options{.widthPx = 20'000, .heightPx = 20'000, .tolerancePx = 0.5};
  constexpr double kTolerance = 4.0 * 0.5 * 2.0 / 20'000.0;
  long compared = 0;
  for (int depth = 1; depth <= 5; ++depth) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      const RandomCase a = randomCase(seed + 100 * static_cast<std::uint64_t>(depth), depth);
      const ParameterBoundaries found = traceBoundaries(a.slice, a.inputs, a.domain, options);
      REQUIRE(found.isComplete());
      Random random(seed, 9);
      for (int line = 0; line < 8; ++line) {
        const SlicePoint from{random.uniform(-1.0, 1.0), random.uniform(-1.0, 1.0)};
        const SlicePoint to{random.uniform(-1.0, 1.0), random.uniform(-1.0, 1.0)};
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (length < 0.1) continue;
        std::map<Key, std::vector<double>> events = eventsOf(a, from, to);
        std::map<Key, std::vector<double>> curves = curvesOf(found, from, to);
        for (const auto& [key, taus] : curves) events[key];
        for (const auto& [key, taus] : events) {
          CAPTURE(depth);
          CAPTURE(seed);
          CAPTURE(line);
          const int layer = std::get<0>(key);
          const int neuron = std::get<1>(key);
          const int sample = std::get<2>(key);
          CAPTURE(layer);
          CAPTURE(neuron);
          CAPTURE(sample);
          const double resolution = 40.0 * kTolerance / length;
          const std::vector<double> expected = resolved(taus, resolution);
          const std::vector<double> actual = resolved(curves[key], resolution);
          ++compared;
          REQUIRE(expected.size() == actual.size());
          for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(std::abs(expected[i] - actual[i]) < resolution);
          }
        }
      }
    }
  }
  CHECK(compared > 1000);  // boundaries with at least one crossing
}

TEST_CASE("on every piece of a curve the neuron's preactivation vanishes within the tolerance") {
  const BoundaryOptions options{.widthPx = 800, .heightPx = 800, .tolerancePx = 0.5};
  constexpr double kPixel = 2.0 / 800.0;
  std::size_t checked = 0;
  for (int depth = 1; depth <= 5; ++depth) {
    const RandomCase a = randomCase(50 + static_cast<std::uint64_t>(depth), depth);
    const ParameterBoundaries found = traceBoundaries(a.slice, a.inputs, a.domain, options);
    for (std::size_t i = 0; i < found.segments.size(); i += 1 + found.segments.size() / 300) {
      const BoundarySegment& piece = found.segments[i];
      const SlicePoint middle{0.5 * (piece.from.x + piece.to.x), 0.5 * (piece.from.y + piece.to.y)};
      // A cross of half a pixel and a little must meet the boundary.
      bool met = false;
      for (const auto& [dx, dy] : {std::pair{1.0, 0.0}, {0.0, 1.0}, {0.7, 0.7}, {0.7, -0.7}}) {
        const double r = 0.75 * kPixel;
        const auto events = eventsOf(a, {middle.x - r * dx, middle.y - r * dy},
                                     {middle.x + r * dx, middle.y + r * dy});
        met = met || events.count({piece.layer, piece.neuron, piece.sample}) > 0;
      }
      CAPTURE(depth);
      CAPTURE(i);
      CHECK(met);
      ++checked;
    }
  }
  CHECK(checked > 100);
}

TEST_CASE("boundaries do not depend on the number of threads") {
  const RandomCase a = randomCase(7, 3);
  Matrix many(150, 2);
  Random random(3);
  for (double& x : many.reshaped()) x = random.normal();
  testing::ReverseExecutor reverse;
  const ParameterBoundaries one = traceBoundaries(a.slice, many, a.domain, {.widthPx = 100});
  const ParameterBoundaries two =
      traceBoundaries(a.slice, many, a.domain, {.widthPx = 100, .executor = &reverse});
  REQUIRE(one.segments.size() == two.segments.size());
  for (std::size_t i = 0; i < one.segments.size(); ++i) {
    CHECK(one.segments[i].from.x == two.segments[i].from.x);
    CHECK(one.segments[i].to.y == two.segments[i].to.y);
  }
}

TEST_CASE("a cap on the pieces is kept to and said") {
  const RandomCase a = randomCase(8, 2);
  Matrix many(600, 2);
  Random random(4);
  for (double& x : many.reshaped()) x = random.normal();
  const ParameterBoundaries some =
      traceBoundaries(a.slice, many, a.domain, {.widthPx = 100, .maxSegments = 50});
  CHECK(!some.isComplete());
  CHECK(some.samplesTraced > 0);
  CHECK(some.samplesTraced < 600);
  for (const BoundarySegment& piece : some.segments) CHECK(piece.sample < some.samplesTraced);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
