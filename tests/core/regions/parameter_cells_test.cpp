#include "core/regions/parameter_cells.h"

#include <doctest/doctest.h>

#include <set>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/network/forward.h"
#include "core/network/initialization.h"

namespace adamscope {
namespace {

constexpr SliceDomain kDomain{-1.0, 1.0, -1.0, 1.0};

struct Case {
  ParameterSlice slice;
  Matrix inputs;
};

Case randomCase(std::uint64_t seed, const std::vector<int>& widths, int samples) {
  Random random(seed);
  const Network network =
      initializeNetwork({widths, 0.0}, Initialization::kHeNormalRandomBias, seed);
  Matrix directions(network.parameters.size(), 2);
  for (double& entry : directions.reshaped()) entry = 0.4 * random.normal();
  Case result{{network.architecture, {network.parameters, directions}, "s", "t"},
              Matrix(samples, widths[0])};
  for (double& x : result.inputs.reshaped()) x = random.normal();
  return result;
}

Hash128 maskHash(const Case& a, const SlicePoint& point) {
  ForwardPass pass;
  forward(a.slice.networkAt(point), a.inputs, pass);
  Hash128 hash;
  for (int l = 1; l <= a.slice.architecture.hiddenLayerCount(); ++l) {
    const Matrix& z = pass.preactivations[static_cast<std::size_t>(l) - 1];
    for (int i = 0; i < z.rows(); ++i) {
      for (int j = 0; j < z.cols(); ++j) {
        if (z(i, j) > 0.0) hash ^= zobristKey(l, j, i);
      }
    }
  }
  return hash;
}

/// Cells of lines in general position in a convex domain: 1 + lines + crossings inside.
long countCells(const Case& a) {
  struct Line {
    double a, b, c;  // a s + b t + c = 0
  };
  std::vector<Line> lines;
  for (int i = 0; i < a.inputs.rows(); ++i) {
    for (int j = 0; j < a.slice.architecture.width(1); ++j) {
      const auto z = [&](double s, double t) {
        ForwardPass pass;
        forward(a.slice.networkAt({s, t}), a.inputs.row(i), pass);
        return pass.preactivations[0](0, j);
      };
      const double c = z(0.0, 0.0);
      const Line line{z(1.0, 0.0) - c, z(0.0, 1.0) - c, c};
      int above = 0;
      for (const double s : {-1.0, 1.0}) {
        for (const double t : {-1.0, 1.0}) above += line.a * s + line.b * t + line.c > 0 ? 1 : 0;
      }
      if (above != 0 && above != 4) lines.push_back(line);
    }
  }
  long cells = 1 + static_cast<long>(lines.size());
  for (std::size_t p = 0; p < lines.size(); ++p) {
    for (std::size_t q = p + 1; q < lines.size(); ++q) {
      const double det = lines[p].a * lines[q].b - lines[p].b * lines[q].a;
      const double s = (lines[p].b * lines[q].c - lines[p].c * lines[q].b) / det;
      const double t = (lines[p].c * lines[q].a - lines[p].a * lines[q].c) / det;
      if (-1.0 < s && s < 1.0 && -1.0 < t && t < 1.0) ++cells;
    }
  }
  return cells;
}

TEST_SUITE_BEGIN("regions");

TEST_CASE("with one hidden layer the cells are as many as the lines' crossings tell") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    const Case a = randomCase(seed, {2, 5, 1}, 12);
    const ParameterCells cells = exactCells(a.slice, a.inputs, kDomain).value();
    CHECK(cells.isExact());
    CHECK(cells.cellCount() == countCells(a));
    // In an arrangement of lines no two cells have the same mask.
    const std::set<Hash128> distinct(cells.hashes.begin(), cells.hashes.end());
    CHECK(distinct.size() == cells.hashes.size());
  }
}

TEST_CASE("a cell's hash is that of the joint mask inside of it") {
  const Case a = randomCase(3, {2, 4, 1}, 8);
  const ParameterCells cells = exactCells(a.slice, a.inputs, kDomain).value();
  for (int face = 0; face < cells.cellCount(); ++face) {
    SlicePoint middle;
    const std::span<const int> loop = cells.tessellation.faceVertices(face);
    for (const int v : loop) {
      middle.x += cells.tessellation.vertices[static_cast<std::size_t>(v)].x;
      middle.y += cells.tessellation.vertices[static_cast<std::size_t>(v)].y;
    }
    middle.x /= static_cast<double>(loop.size());
    middle.y /= static_cast<double>(loop.size());
    CHECK(cells.hashes[static_cast<std::size_t>(face)] == maskHash(a, middle));
  }
}

TEST_CASE("cells stop at the cap and say so; deeper networks are refused") {
  const Case a = randomCase(4, {2, 5, 1}, 12);
  const ParameterCells cells = exactCells(a.slice, a.inputs, kDomain, 20).value();
  CHECK(!cells.isExact());
  CHECK(cells.cellCount() <= 20);
  const Case deep = randomCase(4, {2, 3, 3, 1}, 2);
  CHECK(!exactCells(deep.slice, deep.inputs, kDomain).ok());
}

TEST_CASE("the raster has the joint mask of each pixel away from the boundaries") {
  for (const int depth : {1, 2, 3}) {
    std::vector<int> widths{2};
    for (int l = 0; l < depth; ++l) widths.push_back(4);
    widths.push_back(1);
    const Case a = randomCase(40 + static_cast<std::uint64_t>(depth), widths, 10);
    constexpr int kSize = 120;
    const ParameterBoundaries found =
        traceBoundaries(a.slice, a.inputs, kDomain, {.widthPx = 8 * kSize, .heightPx = 8 * kSize});
    const ParameterRaster raster = rasterCells(a.slice, a.inputs, found, kSize, kSize);
    REQUIRE(raster.regions.size() == kSize * kSize);
    int wrong = 0;
    int checked = 0;
    for (int y = 0; y < kSize; y += 3) {
      for (int x = 0; x < kSize; x += 3) {
        const SlicePoint center{-1.0 + 2.0 * (x + 0.5) / kSize, -1.0 + 2.0 * (y + 0.5) / kSize};
        ++checked;
        wrong += raster.hashes[raster.regionAt(x, y)] == maskHash(a, center) ? 0 : 1;
      }
    }
    CAPTURE(depth);
    // A pixel's centre is within the tolerance of a boundary now and then: a sixteenth of a pixel.
    CHECK(wrong < checked / 20);
    if (depth == 1) {
      const ParameterCells cells = exactCells(a.slice, a.inputs, kDomain).value();
      CHECK(static_cast<int>(raster.hashes.size()) <= cells.cellCount());
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
