// The colours' range against sorting all corners.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/figure/scene.h"
#include "app/figure/ticks.h"
#include "tests/support/analysed_run.h"

namespace adamscope {
namespace {

double areaOf(const Tessellation& tessellation, int face) {
  const auto loop = tessellation.faceVertices(face);
  const auto at = [&](std::size_t i) {
    return tessellation.vertices[static_cast<std::size_t>(loop[i % loop.size()])];
  };
  if (loop.size() == 2) return std::abs(at(1).x - at(0).x);
  double area = 0.0;
  for (std::size_t i = 1; i + 1 < loop.size(); ++i) {
    area += 0.5 * ((at(i).x - at(0).x) * (at(i + 1).y - at(0).y) -
                   (at(i + 1).x - at(0).x) * (at(i).y - at(0).y));
  }
  return std::abs(area);
}

/// Half the range by definition.
double sortedHalfRange(const Tessellation& tessellation, const AffineMaps& maps, double center) {
  std::vector<std::pair<double, double>> entries;
  double total = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    const auto loop = tessellation.faceVertices(face);
    const double area = areaOf(tessellation, face);
    total += area;
    for (const int v : loop) {
      const SlicePoint& corner = tessellation.vertices[static_cast<std::size_t>(v)];
      entries.emplace_back(std::abs(maps.valueAt(face, 0, corner) - center),
                           area / static_cast<double>(loop.size()));
    }
  }
  std::sort(entries.begin(), entries.end());
  double below = 0.0;
  for (const auto& [size, weight] : entries) {
    below += weight;
    if (below >= 0.9 * total) return figure::niceCeiling(size);
  }
  return figure::niceCeiling(entries.back().first);
}

}  // namespace

TEST_SUITE("figure") {
  TEST_CASE("nine tenths of the area lie within the colours' range") {
    const std::vector<std::vector<std::string>> runs{
        {"data.samples=40", "network.hidden=8,6"},
        {"data.samples=40", "network.hidden=20,20"},
        {"data.source=sine", "loss=mse", "data.samples=40"},
        {"data.source=plane", "loss=mse", "data.samples=40", "network.hidden=3"}};
    for (const std::vector<std::string>& settings : runs) {
      for (const long steps : {0L, 60L}) {
        const auto analysis = testing::analysedRun(settings, steps);
        for (const double center : {0.0, 0.5, -3.0, 1e6}) {
          CAPTURE(center);
          CHECK(figure::chooseHalfRange(analysis->tessellation, analysis->maps, 0, center) ==
                sortedHalfRange(analysis->tessellation, analysis->maps, center));
        }
      }
    }
  }

  TEST_CASE("a function without values has a range all the same") {
    const auto analysis = testing::analysedRun({"data.samples=20", "network.hidden=4"}, 0);
    AffineMaps maps = analysis->maps;
    std::fill(maps.coefficients.begin(), maps.coefficients.end(), 0.0);
    CHECK(figure::chooseHalfRange(analysis->tessellation, maps, 0, 0.0) == 1.0);
    // A value on less than a tenth of the area counts where all others are 0.
    int smallest = 0;
    for (int face = 1; face < analysis->tessellation.faceCount(); ++face) {
      const bool isSmaller =
          areaOf(analysis->tessellation, face) < areaOf(analysis->tessellation, smallest);
      if (isSmaller) smallest = face;
    }
    double* map = maps.coefficients.data() + (maps.of(smallest, 0) - maps.coefficients.data());
    map[2] = 0.3;
    CHECK(figure::chooseHalfRange(analysis->tessellation, maps, 0, 0.0) == doctest::Approx(0.3));
    std::fill(maps.coefficients.begin(), maps.coefficients.end(), std::nan(""));
    CHECK(figure::chooseHalfRange(analysis->tessellation, maps, 0, 0.0) == 1.0);
  }
}

}  // namespace adamscope
