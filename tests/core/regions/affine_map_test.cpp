#include "core/regions/affine_map.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/network/forward.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

/// Rounding of a few hundred operations on numbers of size 1 to 100, and of welded corners.
constexpr double kRounding = 1e-8;
/// Two orders of the same products on the same numbers.
constexpr double kSameProducts = 1e-12;

SlicePoint center(const Tessellation& t, int face) {
  SlicePoint sum;
  const std::span<const int> vertices = t.faceVertices(face);
  for (const int v : vertices) {
    sum.x += t.vertices[static_cast<std::size_t>(v)].x / static_cast<double>(vertices.size());
    sum.y += t.vertices[static_cast<std::size_t>(v)].y / static_cast<double>(vertices.size());
  }
  return sum;
}

Tessellation tessellationFor(const Network& network, std::uint64_t seed) {
  const int width = network.architecture.inputCount();
  if (width <= 2) return testing::soupTessellation(network, InputSlice::whole(width), {});
  const Network directions = testing::randomNetwork({{width, 3}}, seed);
  const Matrix w = directions.weight(1).transpose();
  const InputSlice slice = InputSlice::fromDirections(0.1 * w.col(0), w.col(1), w.col(2)).value();
  return testing::soupTessellation(network, slice, {});
}

TEST_SUITE("regions") {
  TEST_CASE("the affine map of a face gives f inside the face") {
    for (const std::vector<int>& widths : std::vector<std::vector<int>>{
             {2, 1}, {2, 5, 1}, {2, 6, 5, 1}, {2, 5, 5, 3}, {4, 6, 6, 2}, {1, 8, 6, 1}}) {
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        CAPTURE(widths.size());
        CAPTURE(seed);
        const double slope = seed % 2 == 0 ? 0.0 : 0.1;
        const Network network = testing::randomNetwork({widths, slope}, seed);
        const Tessellation t = tessellationFor(network, seed);
        const AffineMaps maps = affineMapsOf(network, t);
        ForwardPass pass;
        double worst = 0.0;
        double worstSingle = 0.0;
        for (int face = 0; face < t.faceCount(); ++face) {
          const SlicePoint p = center(t, face);
          forward(network, t.slice.inputAt(p.x, p.y).transpose(), pass);
          const AffineMap single = affineMapOf(network, t, face);
          for (int k = 0; k < maps.outputCount; ++k) {
            worst = std::max(worst, std::abs(maps.valueAt(face, k, p) - pass.output()(0, k)));
            worstSingle =
                std::max(worstSingle, std::abs(maps.valueAt(face, k, p) - single.valueAt(p)[k]));
          }
        }
        CHECK(worst < kRounding);
        CHECK(worstSingle < kSameProducts);
      }
    }
  }

  TEST_CASE("faces that share a vertex agree on f there, and the vertex value is one of theirs") {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      CAPTURE(seed);
      const Network network = testing::randomNetwork({{2, 6, 6, 2}}, seed);
      const Tessellation t = testing::soupTessellation(network, InputSlice::whole(2), {});
      const AffineMaps maps = affineMapsOf(network, t);
      const std::vector<double> corners = cornerValues(t, maps);
      const std::vector<double> vertices = vertexValues(t, maps);
      REQUIRE(corners.size() == t.loopVertices.size() * 2);
      REQUIRE(vertices.size() == t.vertices.size() * 2);
      double worst = 0.0;
      for (std::size_t i = 0; i < t.loopVertices.size(); ++i) {
        for (std::size_t k = 0; k < 2; ++k) {
          const auto v = static_cast<std::size_t>(t.loopVertices[i]);
          worst = std::max(worst, std::abs(corners[2 * i + k] - vertices[2 * v + k]));
        }
      }
      CHECK(worst < kRounding);
    }
  }

  TEST_CASE("where f is constant on a face, its vertices carry exactly that constant") {
    // f = relu(x) - 0.3: constant for x <= 0, and the vertex (0, .) belongs to both faces.
    const Network network = testing::networkWithLines(Matrix{{1.0, 0.1, 0.0}}, Vector{{1.0}}, -0.3);
    const Tessellation t = testing::soupTessellation(network, InputSlice::whole(2), {});
    const std::vector<double> values = vertexValues(t, affineMapsOf(network, t));
    REQUIRE(t.faceCount() == 2);
    int constant = 0;
    for (const int v : t.faceVertices(t.isActive(0, 1, 0) ? 1 : 0)) {
      CHECK(values[static_cast<std::size_t>(v)] == -0.3);
      ++constant;
    }
    CHECK(constant == 4);
  }

  TEST_CASE("maps are refused for another network") {
    const Network network = testing::randomNetwork({{2, 3, 1}}, 1);
    const Tessellation t = testing::soupTessellation(network, InputSlice::whole(2), {});
    const Network other = testing::randomNetwork({{2, 4, 1}}, 1);
    CHECK_THROWS_AS(static_cast<void>(affineMapsOf(other, t)), CheckFailure);
    CHECK_THROWS_AS(static_cast<void>(affineMapOf(network, t, t.faceCount())), CheckFailure);
  }
}

}  // namespace
}  // namespace adamscope
