#include "app/model/face_locator.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "app/model/region_report.h"
#include "core/base/random.h"
#include "tests/support/analysed_run.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

SlicePoint randomPoint(const SliceDomain& domain, Random& random) {
  const double x = random.uniform();
  const double y = random.uniform();
  return {domain.xMin + x * (domain.xMax - domain.xMin),
          domain.yMin + y * (domain.yMax - domain.yMin)};
}

SlicePoint vertex(const Tessellation& tessellation, int id) {
  return tessellation.vertices[static_cast<std::size_t>(id)];
}

/// Random points, all corners, points on all edges, the domain's corners, and points outside.
std::vector<SlicePoint> probes(const Tessellation& cells, Random& random) {
  std::vector<SlicePoint> points = cells.vertices;
  for (const TessellationEdge& edge : cells.edges) {
    const SlicePoint a = vertex(cells, edge.from);
    const SlicePoint b = vertex(cells, edge.to);
    const double t = random.uniform();
    points.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
  }
  for (int i = 0; i < 500; ++i) points.push_back(randomPoint(cells.domain, random));
  const SliceDomain& d = cells.domain;
  for (const double x : {d.xMin, d.xMax, std::nextafter(d.xMin, -1e9), std::nextafter(d.xMax, 1e9)})
    for (const double y : {d.yMin, d.yMax, std::nextafter(d.yMax, 1e9)}) points.push_back({x, y});
  points.push_back({std::nan(""), 0.0});
  return points;
}

void checkAgainstLinear(const Tessellation& cells, Random& random) {
  const FaceLocator locator(cells);
  for (const SlicePoint& point : probes(cells, random)) {
    CAPTURE(point.x);
    CAPTURE(point.y);
    REQUIRE(locator.find(point) == findFace(cells, point));
  }
}

TEST_SUITE_BEGIN("model");

TEST_CASE("the locator gives the answers of the search through all faces, borders included") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = testing::randomNetwork({{2, 12, 12, 1}}, seed);
    for (const SliceDomain& domain :
         {SliceDomain{-3, 3, -3, 3}, SliceDomain{-50, 1, 0.25, 0.5},
          SliceDomain{0.1, 0.1 + 1e-7, -0.2, -0.2 + 1e-7}, SliceDomain{7, 7 + 1e-13, 3, 3 + 1e-13},
          SliceDomain{1e6, 1e6 + 1, -1e6, -1e6 + 1}}) {
      CAPTURE(domain.xMin);
      checkAgainstLinear(tessellate(network, InputSlice::whole(2), domain), random);
    }
  }
}

TEST_CASE("the locator finds the intervals of a line") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Random random(seed);
    const Network network = testing::randomNetwork({{1, 20, 20, 1}}, seed);
    checkAgainstLinear(tessellate(network, InputSlice::whole(1), {-2, 3, -1, 1}), random);
  }
}

TEST_CASE("slivers, fans and parallel lines are found") {
  Random random(1);
  struct Case {
    const char* name;
    std::vector<std::vector<double>> lines;
  };
  std::vector<std::vector<double>> fan;
  std::vector<std::vector<double>> comb;
  for (int i = 0; i < 24; ++i) {
    fan.push_back({std::cos(0.001 * i), std::sin(0.001 * i), 0.0});
    comb.push_back({1.0, 1.0, 1e-9 * i});
  }
  for (const Case& c : {Case{"one line twice", {{1, 0, 0}, {2, 0, 0}}}, Case{"fan", fan},
                        Case{"comb of diagonals", comb},
                        Case{"along the border", {{0, 1, -1}, {1, 0, -1}, {1, 0, 1}}},
                        Case{"no line in sight", {{0, 0, 1}, {1, 0, 5}}}}) {
    CAPTURE(std::string(c.name));
    Matrix lines(static_cast<Eigen::Index>(c.lines.size()), 3);
    for (std::size_t i = 0; i < c.lines.size(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        lines(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = c.lines[i][k];
      }
    }
    const Network network = testing::networkWithLines(lines, Vector::Ones(lines.rows()), 0.0);
    checkAgainstLinear(tessellate(network, InputSlice::whole(2), {-1, 1, -1, 1}), random);
  }
}

TEST_CASE("the inside of each face is found in it, also where the tessellation was cut short") {
  const Network network = testing::randomNetwork({{2, 24, 24, 1}}, 7);
  for (const std::size_t maxRegions : {std::size_t{1'000'000}, std::size_t{40}, std::size_t{1}}) {
    const Tessellation cells =
        tessellate(network, InputSlice::whole(2), {-2, 2, -2, 2}, {.maxRegions = maxRegions});
    const FaceLocator locator(cells);
    for (int face = 0; face < cells.faceCount(); ++face) {
      const std::optional<int> found = locator.find(interiorPoint(cells, face));
      REQUIRE(found.has_value());
      // A face of a few ulps may have its rounded middle on its border.
      const SlicePoint middle = interiorPoint(cells, face);
      if (*found != face) CHECK(findFace(cells, middle) == found);
    }
  }
}

TEST_CASE("the finder follows the analysis, with few queries and with many") {
  const auto first = testing::analysedRun({"network.hidden=8,8"}, 0);
  const auto second = testing::analysedRun({"network.hidden=8,8"}, 30);
  FaceFinder finder;
  Random random(2);
  CHECK_FALSE(finder.find(nullptr, {0, 0}).has_value());
  for (int round = 0; round < 4; ++round) {
    for (const auto& analysis : {first, second}) {
      for (int i = 0; i < 3 + 20 * round; ++i) {
        const SlicePoint point = randomPoint(analysis->view.domain, random);
        REQUIRE(finder.find(analysis, point) == findFace(analysis->tessellation, point));
      }
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
