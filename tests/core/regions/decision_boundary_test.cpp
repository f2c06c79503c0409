#include "core/regions/decision_boundary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/network/forward.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

/// Rounding of f at a boundary point, relative to values of size 1 to 10.
constexpr double kRounding = 1e-9;

struct Fixture {
  Network network;
  Tessellation tessellation;
  AffineMaps maps;
  DecisionBoundary boundary;
};

Fixture fixtureFor(const Network& network, double threshold) {
  const int width = network.architecture.inputCount();
  Fixture result{network, testing::soupTessellation(network, InputSlice::whole(width), {}), {}, {}};
  result.maps = affineMapsOf(network, result.tessellation);
  result.boundary = findDecisionBoundary(result.tessellation, result.maps, threshold);
  return result;
}

Vector outputAt(const Network& network, const SlicePoint& p) {
  ForwardPass pass;
  const int width = network.architecture.inputCount();
  forward(network, InputSlice::whole(width).inputAt(p.x, p.y).transpose(), pass);
  return pass.output().row(0).transpose();
}

/// The class by the rule in the header, from the outputs.
int classOf(const Vector& outputs, double threshold) {
  if (outputs.size() == 1) return outputs[0] > threshold ? 1 : 0;
  int best = 0;
  outputs.maxCoeff(&best);
  return best;
}

double areaOf(std::span<const SlicePoint> loop) {
  double twice = 0.0;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const SlicePoint& a = loop[i];
    const SlicePoint& b = loop[(i + 1) % loop.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return 0.5 * twice;
}

double lengthOf(std::span<const DecisionSegment> segments) {
  double length = 0.0;
  for (const DecisionSegment& s : segments)
    length += std::hypot(s.to.x - s.from.x, s.to.y - s.from.y);
  return length;
}

bool isOnBorder(const SlicePoint& p) { return std::abs(p.x) == 1.0 || std::abs(p.y) == 1.0; }

TEST_SUITE("regions") {
  TEST_CASE("the boundary of |x| + |y| = r is the diamond with its known length") {
    // relu(x) + relu(-x) + relu(y) + relu(-y) = r, tilted so that no corner lies on an axis.
    const double c = std::cos(0.3);
    const double s = std::sin(0.3);
    const Matrix lines{{c, s, 0.0}, {-c, -s, 0.0}, {-s, c, 0.0}, {s, -c, 0.0}};
    const Network network = testing::networkWithLines(lines, Vector::Ones(4), 0.0);
    const Fixture f = fixtureFor(network, 0.5);
    CHECK(f.boundary.segments.size() == 4);
    CHECK(std::abs(lengthOf(f.boundary.segments) - 4.0 * 0.5 * std::sqrt(2.0)) < kRounding);
    for (const DecisionSegment& segment : f.boundary.segments) {
      CHECK(segment.leftClass + segment.rightClass == 1);
      // Class 0 is inside, so the centre of the picture is on class 0's side.
      const double cross = segment.from.x * segment.to.y - segment.to.x * segment.from.y;
      CHECK((cross > 0.0) == (segment.leftClass == 0));
    }
    const auto curves = joinSegments(f.boundary.segments);
    REQUIRE(curves.size() == 1);
    CHECK(curves[0].size() == 5);
    CHECK(curves[0].front().x == curves[0].back().x);
    CHECK(curves[0].front().y == curves[0].back().y);
  }

  TEST_CASE("boundary points have f at the threshold, or two largest outputs equal") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      for (const int outputs : {1, 2, 4}) {
        CAPTURE(seed);
        CAPTURE(outputs);
        const Fixture f = fixtureFor(testing::randomNetwork({{2, 7, 6, outputs}}, seed), 0.2);
        double worst = 0.0;
        for (const DecisionSegment& s : f.boundary.segments) {
          for (const SlicePoint& p : {s.from, s.to}) {
            const Vector out = outputAt(f.network, p);
            if (outputs == 1) {
              worst = std::max(worst, std::abs(out[0] - 0.2));
            } else {
              worst = std::max(worst, std::abs(out[s.leftClass] - out[s.rightClass]));
              worst = std::max(worst, out.maxCoeff() - out[s.leftClass]);
            }
          }
        }
        CHECK(worst < kRounding);
      }
    }
  }

  TEST_CASE("segments of neighbouring faces meet in bit-identical points") {
    std::size_t checked = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      const Fixture f = fixtureFor(testing::randomNetwork({{2, 7, 6, 1}}, seed), 0.2);
      std::map<std::pair<double, double>, int> ends;
      for (const DecisionSegment& s : f.boundary.segments) {
        ++ends[{s.from.x, s.from.y}];
        ++ends[{s.to.x, s.to.y}];
      }
      for (const auto& [point, count] : ends) {
        const bool isBorder = isOnBorder({point.first, point.second});
        CHECK(count % 2 == (isBorder ? 1 : 0));
        ++checked;
      }
    }
    CHECK(checked > 100);
  }

  TEST_CASE("with several classes, boundaries end only at the border or where three classes meet") {
    int triplePoints = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      const Fixture f = fixtureFor(testing::randomNetwork({{2, 7, 6, 4}}, seed), 0.0);
      std::map<std::pair<double, double>, int> ends;
      for (const DecisionSegment& s : f.boundary.segments) {
        ++ends[{s.from.x, s.from.y}];
        ++ends[{s.to.x, s.to.y}];
      }
      for (const auto& [point, count] : ends) {
        if (isOnBorder({point.first, point.second})) continue;
        CHECK(count >= 2);
        if (count == 3) ++triplePoints;
      }
    }
    CHECK(triplePoints > 0);
  }

  TEST_CASE("the pieces cover the domain and each has one class, the one f gives") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      for (const int outputs : {1, 3, 5}) {
        CAPTURE(seed);
        CAPTURE(outputs);
        const Fixture f = fixtureFor(testing::randomNetwork({{2, 6, 5, outputs}}, seed), 0.2);
        double area = 0.0;
        int wrong = 0;
        std::vector<double> faceArea(static_cast<std::size_t>(f.tessellation.faceCount()), 0.0);
        for (int i = 0; i < f.boundary.pieceCount(); ++i) {
          const std::span<const SlicePoint> loop = f.boundary.piece(i);
          const double pieceArea = areaOf(loop);
          CHECK(pieceArea > -kRounding);
          area += pieceArea;
          if (pieceArea < 1e-6) continue;  // Too thin for a centre clear of rounding.
          SlicePoint center;
          for (const SlicePoint& p : loop) {
            center.x += p.x / static_cast<double>(loop.size());
            center.y += p.y / static_cast<double>(loop.size());
          }
          const int expected = classOf(outputAt(f.network, center), 0.2);
          if (expected != f.boundary.pieceClass[static_cast<std::size_t>(i)]) ++wrong;
        }
        CHECK(wrong == 0);
        CHECK(std::abs(area - 4.0) < 1e-6);  // The soup's welding moves corners by up to 1e-9.
      }
    }
  }

  TEST_CASE("a network of one sign has no boundary and one piece per face") {
    const Network network = testing::networkWithLines(Matrix{{1.0, 0.3, 0.1}, {-0.4, 1.0, 0.2}},
                                                      Vector{{1.0, 2.0}}, 0.5);
    const Fixture f = fixtureFor(network, 0.0);
    CHECK(f.boundary.segments.empty());
    CHECK(f.boundary.pieceCount() == f.tessellation.faceCount());
    for (const int label : f.boundary.pieceClass) CHECK(label == 1);
    CHECK(joinSegments(f.boundary.segments).empty());
  }

  TEST_CASE("where f equals the threshold on a whole face, the face is class 0 up to its edge") {
    // f = relu(x + 0.1 y): zero on one half, positive on the other; the boundary is the fold line.
    const Network network = testing::networkWithLines(Matrix{{1.0, 0.1, 0.0}}, Vector{{1.0}}, 0.0);
    const Fixture f = fixtureFor(network, 0.0);
    REQUIRE(f.boundary.pieceCount() == 2);
    for (int i = 0; i < 2; ++i) {
      const auto piece = static_cast<std::size_t>(i);
      const bool isOn = f.tessellation.isActive(f.boundary.pieceFace[piece], 1, 0);
      CHECK(f.boundary.pieceClass[piece] == (isOn ? 1 : 0));
    }
    REQUIRE(f.boundary.segments.size() == 1);
    const DecisionSegment& s = f.boundary.segments[0];
    CHECK(std::abs(lengthOf(f.boundary.segments) - std::hypot(2.0, 0.2)) < kRounding);
    // Class 1 is where x + 0.1 y > 0, to the right of an upward segment.
    CHECK((s.to.y > s.from.y) == (s.rightClass == 1));

    // The same from below: f = -relu(...) <= 0 is class 0 everywhere, and there is no boundary.
    const Network below = testing::networkWithLines(Matrix{{1.0, 0.1, 0.0}}, Vector{{-1.0}}, 0.0);
    CHECK(fixtureFor(below, 0.0).boundary.segments.empty());
  }

  TEST_CASE("equal outputs belong to the lower class everywhere") {
    Network network = testing::randomNetwork({{2, 5, 3}}, 3);
    network.weight(2).row(2) = network.weight(2).row(1);
    network.bias(2)[2] = network.bias(2)[1];
    const Fixture f = fixtureFor(network, 0.0);
    for (const int label : f.boundary.pieceClass) CHECK(label != 2);
  }

  TEST_CASE("in one dimension the boundary is the points where f crosses the threshold") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      for (const int outputs : {1, 3}) {
        CAPTURE(seed);
        CAPTURE(outputs);
        const Fixture f = fixtureFor(testing::randomNetwork({{1, 8, 6, outputs}}, seed), 0.1);
        std::map<double, std::pair<int, int>> changes;
        for (const DecisionSegment& s : f.boundary.segments) {
          CHECK(s.from.x == s.to.x);
          changes[s.from.x] = {s.leftClass, s.rightClass};
        }
        CHECK(changes.size() == f.boundary.segments.size());
        int label = classOf(outputAt(f.network, {-1.0, 0.0}), 0.1);
        for (const auto& [x, pair] : changes) {
          CHECK(pair.first == label);
          label = pair.second;
        }
        CHECK(label == classOf(outputAt(f.network, {1.0, 0.0}), 0.1));
        double length = 0.0;
        for (int i = 0; i < f.boundary.pieceCount(); ++i) {
          const std::span<const SlicePoint> ends = f.boundary.piece(i);
          REQUIRE(ends.size() == 2);
          length += ends[1].x - ends[0].x;
          const SlicePoint middle{0.5 * (ends[0].x + ends[1].x), 0.0};
          CHECK(classOf(outputAt(f.network, middle), 0.1) ==
                f.boundary.pieceClass[static_cast<std::size_t>(i)]);
        }
        CHECK(std::abs(length - 2.0) < kRounding);
      }
    }
  }

  TEST_CASE("joined curves use every segment once and keep their length") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      for (const int outputs : {1, 4}) {
        CAPTURE(seed);
        CAPTURE(outputs);
        const Fixture f = fixtureFor(testing::randomNetwork({{2, 7, 6, outputs}}, seed), 0.0);
        std::size_t count = 0;
        double length = 0.0;
        for (const std::vector<SlicePoint>& curve : joinSegments(f.boundary.segments)) {
          REQUIRE(curve.size() >= 2);
          count += curve.size() - 1;
          for (std::size_t i = 1; i < curve.size(); ++i) {
            length += std::hypot(curve[i].x - curve[i - 1].x, curve[i].y - curve[i - 1].y);
          }
        }
        CHECK(count == f.boundary.segments.size());
        CHECK(std::abs(length - lengthOf(f.boundary.segments)) < kRounding);
      }
    }
  }
}

}  // namespace
}  // namespace adamscope
