#include "app/views/surface_mesh.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/views/input_mesh.h"
#include "core/network/forward.h"
#include "tests/support/preset_session.h"

namespace adamscope {
namespace {

/// Floats of numbers relative to an origin, and one rounding each of f.
constexpr double kFloatTolerance = 1e-5;

Matrix outputsAt(const AnalysisFrame& analysis, double x, double y) {
  ForwardPass pass;
  const Matrix input = analysis.tessellation.slice.inputAt(x, y).transpose();
  forward(analysis.train->network, input, pass);
  return pass.output();
}

SurfaceMesh meshOf(const AnalysisFrame& analysis, RegionFill fill, const SurfaceChoice& choice) {
  const figure::Theme theme = figure::Theme::dark();
  SurfaceMesh mesh;
  buildSurfaceMesh(analysis, planFill(analysis, fill, choice.output, theme), choice, theme, mesh);
  return mesh;
}

/// The greatest distance of a height from the network's own output there, relative to the range.
double worstHeight(const AnalysisFrame& analysis, const SurfaceMesh& mesh, int output,
                   std::size_t first, std::size_t count) {
  double worst = 0.0;
  for (std::size_t i = first; i < first + count; ++i) {
    const SurfacePlace& place = mesh.corners[i].place;
    const double f = outputsAt(analysis, mesh.origin.x + static_cast<double>(place.x),
                               mesh.origin.y + static_cast<double>(place.y))(0, output);
    worst = std::max(worst, std::abs(mesh.valueOrigin + static_cast<double>(place.value) - f));
  }
  return worst / (mesh.high - mesh.low);
}

std::size_t innerEdges(const AnalysisFrame& analysis) {
  const auto& edges = analysis.tessellation.edges;
  return static_cast<std::size_t>(std::count_if(
      edges.begin(), edges.end(), [](const TessellationEdge& edge) { return edge.layer > 0; }));
}

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("the corners of the sheet stand at the network's own output") {
    const auto analysis = analysedPreset("two_moons", 60);
    const SurfaceMesh mesh = meshOf(*analysis, RegionFill::kOutput, {});
    const Tessellation& tessellation = analysis->tessellation;
    REQUIRE(mesh.corners.size() == tessellation.loopVertices.size());
    CHECK(worstHeight(*analysis, mesh, 0, 0, mesh.corners.size()) < kFloatTolerance);
    const auto faces = static_cast<std::size_t>(tessellation.faceCount());
    CHECK(mesh.indices.size() == 3 * (tessellation.loopVertices.size() - 2 * faces));
    CHECK(mesh.folds.size() == innerEdges(*analysis));
    CHECK(mesh.folds.size() + mesh.borders.size() == tessellation.edges.size());
    CHECK(mesh.sheetCount == 1);
    CHECK(mesh.hasThreshold);
  }

  TEST_CASE("every decision segment lies at the threshold, and every sample on the sheet") {
    const auto analysis = analysedPreset("two_moons", 60);
    const SurfaceMesh mesh = meshOf(*analysis, RegionFill::kOutput, {});
    const double range = mesh.high - mesh.low;
    REQUIRE_FALSE(mesh.decision.empty());
    for (const SurfaceSegment& segment : mesh.decision) {
      for (const SurfacePlace& end : {segment.from, segment.to}) {
        const double f = mesh.valueOrigin + static_cast<double>(end.value);
        CHECK(std::abs(f - mesh.threshold) < kFloatTolerance * range);
      }
    }
    const DataSet& train = analysis->train->experiment->data.train;
    const DataSet& test = analysis->train->experiment->data.test;
    CHECK(mesh.pins.size() == static_cast<std::size_t>(train.sampleCount() + test.sampleCount()));
    CHECK(mesh.trainStems.empty());
    const SurfacePin& last = mesh.pins.back();
    const double f =
        analysis->trainSamples.outputs(static_cast<Eigen::Index>(train.sampleCount()) - 1, 0);
    CHECK(std::abs(mesh.valueOrigin + static_cast<double>(last.place.value) - f) <
          kFloatTolerance * range);
  }

  TEST_CASE("a regression's pins stand at their targets, their stems reach from the sheet") {
    const auto analysis = analysedPreset("plane", 60);
    const SurfaceMesh mesh = meshOf(*analysis, RegionFill::kOutput, {});
    const DataSet& train = analysis->train->experiment->data.train;
    REQUIRE(mesh.trainStems.size() == static_cast<std::size_t>(train.sampleCount()));
    CHECK_FALSE(mesh.hasThreshold);
    CHECK(mesh.decision.empty());
    const double range = mesh.high - mesh.low;
    for (int i = 0; i < train.sampleCount(); ++i) {
      const SurfaceSegment& stem = mesh.trainStems[static_cast<std::size_t>(i)];
      const auto valueOf = [&](const SurfacePlace& place) {
        return mesh.valueOrigin + static_cast<double>(place.value);
      };
      CHECK(std::abs(valueOf(stem.from) - analysis->trainSamples.outputs(i, 0)) <
            kFloatTolerance * range);
      CHECK(std::abs(valueOf(stem.to) - train.targets(i, 0)) < kFloatTolerance * range);
    }
  }

  TEST_CASE("all outputs at once give a sheet each, and samples stand on the highest") {
    const auto analysis = analysedPreset("iris", 60);
    const SurfaceMesh mesh = meshOf(*analysis, RegionFill::kProbability,
                                    {.output = kMostShaderOutputs, .allOutputs = true});
    const std::size_t corners = analysis->tessellation.loopVertices.size();
    REQUIRE(mesh.sheetCount == 3);
    REQUIRE(mesh.corners.size() == 3 * corners);
    CHECK(mesh.values.empty());
    for (int k = 0; k < 3; ++k) {
      CAPTURE(k);
      const std::size_t first = static_cast<std::size_t>(k) * corners;
      CHECK(worstHeight(*analysis, mesh, k, first, corners) < kFloatTolerance);
    }
    CHECK(mesh.folds.size() == 3 * innerEdges(*analysis));
    const double range = mesh.high - mesh.low;
    for (const SurfacePin& pin : mesh.pins) {
      const Matrix outputs = outputsAt(*analysis, mesh.origin.x + static_cast<double>(pin.place.x),
                                       mesh.origin.y + static_cast<double>(pin.place.y));
      CHECK(std::abs(mesh.valueOrigin + static_cast<double>(pin.place.value) - outputs.maxCoeff()) <
            kFloatTolerance * range);
    }
  }

  TEST_CASE("each way of colouring has the numbers that its shader reads") {
    struct Row {
      RegionFill fill;
      int output;
    };
    const auto analysis = analysedPreset("iris", 20);
    for (const Row& row : {Row{RegionFill::kOutput, 1}, Row{RegionFill::kProbability, 2},
                           Row{RegionFill::kLoss, 0}, Row{RegionFill::kRegion, 0},
                           Row{RegionFill::kGradientNorm, 1}, Row{RegionFill::kActiveNeurons, 0}}) {
      CAPTURE(static_cast<int>(row.fill));
      const SurfaceMesh mesh = meshOf(*analysis, row.fill, {.output = row.output});
      const std::size_t perCorner =
          mesh.mode == FillMode::kFlat ? 0 : static_cast<std::size_t>(mesh.valueCount);
      CHECK(mesh.values.size() == perCorner * mesh.corners.size());
      CHECK(worstHeight(*analysis, mesh, row.output, 0, mesh.corners.size()) < kFloatTolerance);
    }
  }
}

}  // namespace adamscope
