#include "app/model/region_report.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/analysed_run.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

/// Rounding of a few layers of products of numbers of the size of f.
constexpr double kRounding = 1e-12;

double scaleOf(const RegionReport& report) {
  double scale = 1.0;
  for (const OutputReport& output : report.outputs) {
    scale = std::max({scale, std::abs(output.slopeX), std::abs(output.slopeY),
                      std::abs(output.offset), std::abs(output.value)});
  }
  return scale;
}

TEST_SUITE_BEGIN("model");

TEST_CASE("the map gives the network's own output at the point, on every region") {
  for (const std::vector<std::string>& settings :
       {std::vector<std::string>{"network.hidden=12,12"},
        std::vector<std::string>{"data.source=gaussians", "loss=cross_entropy"},
        std::vector<std::string>{"data.source=spheres", "slice.kind=pca"},
        std::vector<std::string>{"data.source=sine", "loss=mse"},
        std::vector<std::string>{"network.hidden=6,6", "network.leaky_slope=0.1"}}) {
    CAPTURE(settings.front());
    const auto analysis = testing::analysedRun(settings, 60);
    const int faces = analysis->tessellation.faceCount();
    REQUIRE(faces > 3);
    double share = 0.0;
    for (int face = 0; face < faces; ++face) {
      const SlicePoint point = interiorPoint(analysis->tessellation, face);
      const RegionReport report = describeRegion(*analysis, face, point);
      CHECK(report.largestDifference <= kRounding * scaleOf(report));
      for (const OutputReport& output : report.outputs) {
        const double f = output.slopeX * point.x + output.slopeY * point.y + output.offset;
        CHECK(std::abs(f - output.value) <= kRounding * scaleOf(report));
      }
      share += report.share;
    }
    CHECK(std::abs(share - 1.0) <= 1e-9);  // the areas are sums over thousands of corners
  }
}

TEST_CASE("the signs of the preactivations at an inner point are the region's mask") {
  const auto analysis = testing::analysedRun({"network.hidden=10,10"}, 80);
  const Tessellation& cells = analysis->tessellation;
  for (int face = 0; face < cells.faceCount(); ++face) {
    if (analysis->areas[static_cast<std::size_t>(face)] < 1e-9)
      continue;  // its middle may be rounded out
    const RegionReport report = describeRegion(*analysis, face, interiorPoint(cells, face));
    for (int layer = 1; layer <= 2; ++layer) {
      for (int neuron = 0; neuron < 10; ++neuron) {
        const double z = report.preactivations[static_cast<std::size_t>(layer) - 1](neuron);
        if (std::abs(z) > kRounding) CHECK((z > 0.0) == cells.isActive(face, layer, neuron));
      }
    }
  }
}

TEST_CASE("going out over a side turns its neuron, and nothing else, and leads back again") {
  const auto analysis = testing::analysedRun({"network.hidden=10,10"}, 80);
  const Tessellation& cells = analysis->tessellation;
  int borders = 0;
  for (int face = 0; face < cells.faceCount(); ++face) {
    for (const RegionSide& side : sidesOf(cells, face)) {
      if (side.neighbour < 0) {
        CHECK(side.neuron.layer == 0);
        ++borders;
        continue;
      }
      CHECK(cells.isActive(face, side.neuron.layer, side.neuron.neuron) == !side.turnsOn);
      CHECK(cells.isActive(side.neighbour, side.neuron.layer, side.neuron.neuron) == side.turnsOn);
      const std::vector<RegionSide> back = sidesOf(cells, side.neighbour);
      CHECK(std::any_of(back.begin(), back.end(),
                        [&](const RegionSide& s) { return s.neighbour == face; }));
    }
  }
  CHECK(borders >= 4);
}

TEST_CASE("two lines cut a square into four, each with four corners and two neighbours") {
  Matrix lines(2, 3);
  lines << 1, 0, 0, 0, 1, 0;
  const Network network = testing::networkWithLines(lines, Vector::Ones(2), 0.0);
  const Tessellation cells = tessellate(network, InputSlice::whole(2), {-1, 1, -1, 1});
  REQUIRE(cells.faceCount() == 4);
  for (int face = 0; face < 4; ++face) {
    const std::vector<RegionSide> sides = sidesOf(cells, face);
    CHECK(sides.size() == 4);
    CHECK(std::count_if(sides.begin(), sides.end(),
                        [](const RegionSide& s) { return s.neighbour >= 0; }) == 2);
  }
}

TEST_CASE("probabilities are the loss's own, and the class is the likeliest") {
  const Eigen::RowVectorXd one = Eigen::RowVectorXd::Constant(1, 2.0);
  CHECK(classProbabilities(Loss::kBce, one) == std::vector<double>{1.0 / (1.0 + std::exp(-2.0))});
  CHECK(classProbabilities(Loss::kMse, one).empty());
  Eigen::RowVectorXd three(3);
  three << 1000.0, 999.0, -1000.0;  // must not overflow
  const std::vector<double> shares = classProbabilities(Loss::kCrossEntropy, three);
  CHECK(std::abs(shares[0] + shares[1] + shares[2] - 1.0) < 1e-15);
  CHECK(std::abs(shares[0] / shares[1] - std::exp(1.0)) < 1e-12);

  const auto analysis = testing::analysedRun({"data.source=gaussians", "loss=cross_entropy"}, 60);
  for (int face = 0; face < analysis->tessellation.faceCount(); ++face) {
    const RegionReport report =
        describeRegion(*analysis, face, interiorPoint(analysis->tessellation, face));
    REQUIRE(report.predictedClass.has_value());
    const auto best = static_cast<std::size_t>(*report.predictedClass);
    for (const OutputReport& output : report.outputs) {
      CHECK(output.probability.value() <= report.outputs[best].probability.value());
    }
    CHECK(report.className == report.outputs[best].name);
  }
}

TEST_CASE("in one dimension a region has two ends and an interval's length") {
  const auto analysis = testing::analysedRun({"data.source=sine", "loss=mse"}, 30);
  REQUIRE(analysis->tessellation.slice.dimension() == 1);
  const RegionReport report =
      describeRegion(*analysis, 0, interiorPoint(analysis->tessellation, 0));
  CHECK(report.dimension == 1);
  CHECK(report.sides.size() == 2);
  CHECK_FALSE(report.predictedClass.has_value());
  CHECK(report.outputs.at(0).slopeY == 0.0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
