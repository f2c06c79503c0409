// Tessellations of small networks, most of them degenerate on purpose, against clipping in rational
// arithmetic: the same patterns, the same number of vertices and edges, nothing more, nothing less.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/regions/tessellation.h"
#include "tests/support/exact_cells.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

using testing::ExactCells;

/// Vertices are placed by interpolation between placed vertices; see Tessellation::vertices.
constexpr double kVertexTolerance = 1e-9;

double sizeOf(const SliceDomain& d, int dimension) {
  const double width = d.xMax - d.xMin;
  const double side = dimension == 1 ? width : std::max(width, d.yMax - d.yMin);
  return std::max({side, std::abs(d.xMin), std::abs(d.xMax)});
}

void checkAgainstClipping(const Network& network, const InputSlice& slice,
                          const SliceDomain& domain) {
  const ExactCells expected = testing::exactCells(network, slice, domain);
  const int dimension = slice.dimension();
  REQUIRE_FALSE(expected.hasRepeatedPattern);
  const Tessellation cells = tessellate(network, slice, domain);
  CHECK(cells.exact);
  std::set<std::vector<bool>> patterns;
  for (int f = 0; f < cells.faceCount(); ++f) patterns.insert(testing::patternOf(cells, f));
  std::set<std::vector<bool>> expectedPatterns;
  for (const auto& [pattern, corners] : expected.faces) expectedPatterns.insert(pattern);
  CHECK(static_cast<std::size_t>(cells.faceCount()) == expected.faces.size());
  CHECK(patterns == expectedPatterns);
  CHECK(cells.vertices.size() == expected.vertexCount);
  CHECK(cells.reportedEdgeCount() == expected.edgeCount(dimension));
  CHECK(testing::largestVertexError(expected, cells) <=
        kVertexTolerance * sizeOf(domain, dimension));
}

constexpr SliceDomain kSquare{-1, 1, -1, 1};

void checkPlane(const Network& network, const SliceDomain& domain = kSquare) {
  checkAgainstClipping(network, InputSlice::whole(2), domain);
}

/// Weights and biases are integers in -bound..bound.
Network integerNetwork(const Architecture& shape, int bound, std::uint64_t seed) {
  Network network{shape, Vector::Zero(shape.parameterCount())};
  Random random(seed);
  const auto values = static_cast<std::uint64_t>(2 * bound + 1);
  for (double& w : network.parameters) w = static_cast<double>(random.below(values)) - bound;
  return network;
}

/// A random shape: 2 inputs, `depth` hidden layers of 1..maxWidth neurons, one output.
Architecture randomShape(Random& random, int inputs, int depth, int maxWidth) {
  Architecture shape{{inputs}};
  for (int l = 0; l < depth; ++l) {
    shape.widths.push_back(1 +
                           static_cast<int>(random.below(static_cast<std::uint64_t>(maxWidth))));
  }
  shape.widths.push_back(1);
  if (random.below(3) == 0) shape.leakySlope = 0.1;
  return shape;
}

}  // namespace

TEST_SUITE("regions") {
  TEST_CASE("the oracle's areas add up to the domain exactly") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      const Network network = testing::randomNetwork({{2, 5, 4, 1}}, seed);
      const ExactCells cells = testing::exactCells(network, InputSlice::whole(2), kSquare);
      CHECK(cells.area(2) == 4);
      CHECK_FALSE(cells.hasRepeatedPattern);
    }
  }

  TEST_CASE("random networks of depth 1 to 4 have exactly the cells of rational clipping") {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      CAPTURE(seed);
      Random random(seed, 1);
      const int depth = 1 + static_cast<int>(seed % 4);
      checkPlane(testing::randomNetwork(randomShape(random, 2, depth, depth < 3 ? 7 : 4), seed));
    }
  }

  TEST_CASE("integer weights in -2..2 at all depths up to 4 have the cells of rational clipping") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      CAPTURE(seed);
      Random random(seed, 2);
      const int depth = 1 + static_cast<int>(seed % 4);
      checkPlane(integerNetwork(randomShape(random, 2, depth, 6), 1 + seed % 2, seed));
    }
  }

  TEST_CASE("networks without biases, all lines through the origin, have the cells of clipping") {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      CAPTURE(seed);
      Random random(seed, 3);
      Network network =
          testing::randomNetwork(randomShape(random, 2, 1 + static_cast<int>(seed % 4), 6), seed);
      for (int l = 1; l <= network.architecture.layerCount(); ++l) network.bias(l).setZero();
      checkPlane(network, seed % 3 == 0 ? SliceDomain{0, 1, 0, 1} : kSquare);
    }
  }

  TEST_CASE("duplicated, opposite, scaled and parallel neurons have the cells of clipping") {
    const double factors[] = {1.0, -1.0, 3.0, 1.0 / 3.0, -1.0 / 3.0, 0.0};
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      CAPTURE(seed);
      Random random(seed, 4);
      Architecture shape = randomShape(random, 2, 1 + static_cast<int>(seed % 3), 5);
      for (std::size_t l = 1; l + 1 < shape.widths.size(); ++l) shape.widths[l] += 2;
      Network network = testing::randomNetwork(shape, seed);
      for (int l = 1; l <= shape.hiddenLayerCount(); ++l) {
        for (int copies = 0; copies < 2; ++copies) {
          const auto width = static_cast<std::uint64_t>(shape.width(l));
          const auto source = static_cast<Eigen::Index>(random.below(width));
          const auto target = static_cast<Eigen::Index>(random.below(width));
          const double factor = factors[random.below(6)];
          network.weight(l).row(target) = factor * network.weight(l).row(source).eval();
          network.bias(l)(target) = factor * network.bias(l)(source);
          if (random.below(3) == 0) network.bias(l)(target) += 0.25;  // parallel, not equal
        }
      }
      checkPlane(network);
    }
  }

  TEST_CASE("dead layers and zero weights leave the cells of clipping") {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      CAPTURE(seed);
      Random random(seed, 5);
      Network network =
          testing::randomNetwork(randomShape(random, 2, 1 + static_cast<int>(seed % 4), 5), seed);
      for (double& w : network.parameters) {
        if (random.below(2) == 0) w = 0.0;
      }
      if (seed % 4 == 0) network.bias(1).setConstant(-100.0);  // dead everywhere
      checkPlane(network);
    }
  }

  TEST_CASE("lines along the border and through the corners of the domain add no cells") {
    // Every small integer line a x + b y + c = 0 meets corners, borders and common points.
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      CAPTURE(seed);
      Random random(seed, 6);
      Matrix lines(2 + static_cast<Eigen::Index>(random.below(8)), 3);
      for (double& c : lines.reshaped()) c = static_cast<double>(random.below(3)) - 1.0;
      if (seed % 2 == 0) lines.row(0) << 1, 0, -1;
      if (seed % 3 == 0) lines.row(1) << 1, 1, 0;
      checkPlane(testing::networkWithLines(lines, Vector::Ones(lines.rows()), 0.0));
    }
  }

  TEST_CASE("many lines through one rational point, some given inexactly, are told apart") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      CAPTURE(seed);
      Random random(seed, 7);
      const double px = static_cast<double>(random.below(7)) / 8.0 - 0.375;
      const double py = static_cast<double>(random.below(7)) / 8.0 - 0.375;
      Matrix lines(9, 3);
      for (Eigen::Index i = 0; i < lines.rows(); ++i) {
        const double a = static_cast<double>(random.below(17)) - 8.0;
        const double b = static_cast<double>(random.below(17)) - 8.0;
        lines.row(i) << a, b, -(a * px + b * py);
        // One unit in the last place beside the common point.
        if (random.below(3) == 0) lines(i, 2) = std::nextafter(lines(i, 2), 1.0);
        if (random.below(3) == 0) lines.row(i) *= 0.1;
      }
      checkPlane(testing::networkWithLines(lines, Vector::Ones(lines.rows()), 0.0));
    }
  }

  TEST_CASE("second-layer lines through first-layer vertices have the cells of clipping") {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      CAPTURE(seed);
      Random random(seed, 8);
      Network network = integerNetwork({{2, 4, 4, 3, 1}}, 2, seed);
      // No bias above layer 1: all neurons above vanish where their inputs do.
      for (int l = 2; l <= 4; ++l) network.bias(l).setZero();
      for (double& b : network.bias(1)) b *= 0.25;
      checkPlane(network);
    }
  }

  TEST_CASE("huge, tiny and mixed scales have the cells of rational clipping") {
    const double scales[] = {1e12, 1e-12, 1e-300, 1.0, 1e100, 1e-100, 1e-310, 1e250};
    for (std::uint64_t seed = 0; seed < 160; ++seed) {
      CAPTURE(seed);
      Random random(seed, 9);
      const int depth = 1 + static_cast<int>(seed % 3);
      Network network = testing::randomNetwork(randomShape(random, 2, depth, 5), seed);
      const bool isMixed = seed % 2 == 0;
      const double common = scales[random.below(8)];
      for (int l = 1; l <= network.architecture.hiddenLayerCount(); ++l) {
        for (int j = 0; j < network.architecture.width(l); ++j) {
          const double scale = isMixed ? scales[random.below(8)] : common;
          network.weight(l).row(j) *= scale;
          network.bias(l)(j) *= scale;
        }
      }
      checkPlane(network);
    }
  }

  TEST_CASE("scales that change within a row have the cells of rational clipping") {
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
      CAPTURE(seed);
      Random random(seed, 10);
      const int depth = 1 + static_cast<int>(seed % 3);
      Network network = testing::randomNetwork(randomShape(random, 2, depth, 5), seed);
      const double range = seed % 4 != 0 ? 12.0 : 150.0;
      for (double& w : network.parameters) w *= std::pow(10.0, random.uniform(-range, range));
      checkPlane(network);
    }
  }

  TEST_CASE("domains of odd shapes have the cells of rational clipping") {
    const SliceDomain domains[] = {{-1e-9, 1e-9, -1, 1},      {-1e6, 1e6, -1e-3, 2e-3},
                                   {0.1, 0.3, -0.7, -0.69},   {1e6, 1e6 + 1e-3, -1, 1},
                                   {-1e12, 1e12, -1e12, 1e9}, {-1e-12, 1e-12, 0, 1e-12},
                                   {-1e100, 1e100, -1, 1},    {0, 1e-200, 0, 1e-200}};
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      CAPTURE(seed);
      Random random(seed, 11);
      const SliceDomain& domain = domains[seed % 8];
      const int depth = 1 + static_cast<int>(random.below(3));
      Network network = testing::randomNetwork(randomShape(random, 2, depth, 6), seed);
      const double size = domain.xMax - domain.xMin;
      if (size < 1e-3) network.bias(1) *= size;  // so that lines meet the domain
      if (size > 1e3) network.bias(1) *= size;
      checkPlane(network, domain);
    }
  }

  TEST_CASE("planes inside 3 to 5 inputs have the cells of rational clipping") {
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
      CAPTURE(seed);
      Random random(seed, 12);
      const int inputs = 3 + static_cast<int>(seed % 3);
      const int depth = 1 + static_cast<int>(random.below(3));
      const Network network = testing::randomNetwork(randomShape(random, inputs, depth, 5), seed);
      InputSlice slice{Vector(inputs), Matrix(inputs, 2)};
      for (double& x : slice.origin) x = random.normal();
      for (double& x : slice.directions.reshaped()) x = random.normal();
      checkAgainstClipping(network, slice, {-1, 1, -0.5, 2});
    }
  }

  TEST_CASE("one-dimensional slices have exactly the rational breakpoints") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      Random random(seed, 13);
      const int inputs = 1 + static_cast<int>(seed % 3);
      const int depth = 1 + static_cast<int>(random.below(4));
      const Architecture shape = randomShape(random, inputs, depth, 7);
      const Network network =
          seed % 2 == 0 ? testing::randomNetwork(shape, seed) : integerNetwork(shape, 2, seed);
      InputSlice slice{Vector::Zero(inputs), Matrix::Ones(inputs, 1)};
      if (seed % 5 == 0) slice.directions(0, 0) = 0.0;
      if (seed % 5 == 0 && inputs == 1) slice.directions(0, 0) = 3.0;
      checkAgainstClipping(network, slice, {-2, 2, 0, 1});
    }
  }
}

}  // namespace adamscope
