#include "app/views/input_mesh.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "core/network/forward.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

/// The analysis of a small run after some steps.
AnalysisFrame analysisOf(const std::vector<std::string>& settings) {
  auto session = sessionWith(settings);
  session->step(40);
  runUntilPaused(*session);
  const std::shared_ptr<const TrainFrame> frame = session->frame();
  return analyse(frame, {.slice = frame->experiment->slice, .domain = frame->experiment->domain});
}

InputMesh meshOf(const AnalysisFrame& analysis, RegionFill fill, int output = 0) {
  const figure::Theme theme = figure::Theme::dark();
  InputMesh mesh;
  buildInputMesh(analysis, planFill(analysis, fill, output, theme), theme, mesh);
  return mesh;
}

double areaOf(const InputMesh& mesh) {
  double area = 0.0;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    const MeshCorner& a = mesh.corners[mesh.indices[i]];
    const MeshCorner& b = mesh.corners[mesh.indices[i + 1]];
    const MeshCorner& c = mesh.corners[mesh.indices[i + 2]];
    area += 0.5 * std::abs(static_cast<double>(b.x - a.x) * static_cast<double>(c.y - a.y) -
                           static_cast<double>(c.x - a.x) * static_cast<double>(b.y - a.y));
  }
  return area;
}

TEST_SUITE_BEGIN("views");

TEST_CASE("the triangles fill the domain, for every fill") {
  const AnalysisFrame analysis = analysisOf({"data.samples=40", "network.hidden=8,6"});
  const double whole = analysis.view.domain.area(2);
  double faces = 0.0;
  for (const double area : analysis.areas) faces += area;
  CHECK(std::abs(faces / whole - 1.0) < 1e-9);
  for (const RegionFill fill :
       {RegionFill::kOutput, RegionFill::kProbability, RegionFill::kLoss, RegionFill::kRegion,
        RegionFill::kGradientNorm, RegionFill::kActiveNeurons}) {
    CAPTURE(static_cast<int>(fill));
    // Corners are floats: seven digits.
    CHECK(std::abs(areaOf(meshOf(analysis, fill)) / whole - 1.0) < 1e-5);
  }
}

TEST_CASE("every fold is there once, those of upper layers first") {
  const AnalysisFrame analysis = analysisOf({"data.samples=40", "network.hidden=8,6,5"});
  const InputMesh mesh = meshOf(analysis, RegionFill::kOutput);
  const auto& edges = analysis.tessellation.edges;
  const auto folds = std::count_if(edges.begin(), edges.end(),
                                   [](const TessellationEdge& edge) { return edge.layer > 0; });
  CHECK(mesh.boundaries.size() == static_cast<std::size_t>(folds));
  CHECK(
      std::is_sorted(mesh.boundaries.begin(), mesh.boundaries.end(),
                     [](const MeshSegment& a, const MeshSegment& b) { return a.layer > b.layer; }));
  for (std::uint32_t layer = 1; layer <= 3; ++layer) {
    const auto ofLayer = [&](const auto& line) {
      return static_cast<std::uint32_t>(line.layer) == layer;
    };
    CHECK(std::count_if(mesh.boundaries.begin(), mesh.boundaries.end(), ofLayer) ==
          std::count_if(edges.begin(), edges.end(), ofLayer));
  }
}

TEST_CASE("a corner's value is the network's output there") {
  const AnalysisFrame analysis = analysisOf({"data.samples=40", "network.hidden=8,6"});
  const InputMesh mesh = meshOf(analysis, RegionFill::kOutput);
  REQUIRE(mesh.valueCount == 1);
  REQUIRE(mesh.values.size() == mesh.corners.size());
  for (std::size_t i = 0; i < mesh.corners.size(); ++i) {
    Matrix input(1, 2);
    input << static_cast<double>(mesh.corners[i].x) + mesh.origin.x,
        static_cast<double>(mesh.corners[i].y) + mesh.origin.y;
    ForwardPass pass;
    forward(analysis.train->network, input, pass);
    CHECK(std::abs(static_cast<double>(mesh.values[i]) - pass.output()(0, 0)) < 1e-4);
  }
}

TEST_CASE("several classes hand all outputs to the shader, and their own colours") {
  const AnalysisFrame analysis =
      analysisOf({"data.source=gaussians", "data.samples=60", "loss=cross_entropy"});
  CHECK(naturalFill(*analysis.train) == RegionFill::kProbability);
  const FillPlan all =
      planFill(analysis, RegionFill::kProbability, kMostShaderOutputs, figure::Theme::dark());
  CHECK(all.mode == FillMode::kBlend);
  CHECK(all.valueCount == 3);
  const FillPlan one = planFill(analysis, RegionFill::kProbability, 1, figure::Theme::dark());
  CHECK(one.mode == FillMode::kSoftmax);
  CHECK(one.output == 1);
}

TEST_CASE("a fill that makes no sense is refused with a reason and falls back to the output") {
  const AnalysisFrame analysis = analysisOf({"data.source=plane", "loss=mse"});
  CHECK_FALSE(fillProblem(RegionFill::kProbability, *analysis.train).empty());
  CHECK_FALSE(fillProblem(RegionFill::kLoss, *analysis.train).empty());
  CHECK(fillProblem(RegionFill::kOutput, *analysis.train).empty());
  const FillPlan plan = planFill(analysis, RegionFill::kLoss, 0, figure::Theme::dark());
  CHECK(plan.mode == FillMode::kScalar);
  CHECK(plan.label == "f");
}

TEST_CASE("neighbouring regions differ in colour") {
  const AnalysisFrame analysis = analysisOf({"data.samples=40", "network.hidden=8,6"});
  const FillPlan plan = planFill(analysis, RegionFill::kRegion, 0, figure::Theme::dark());
  REQUIRE(plan.faceColor.size() == static_cast<std::size_t>(analysis.tessellation.faceCount()));
  int same = 0;
  for (const TessellationEdge& edge : analysis.tessellation.edges) {
    if (edge.leftFace < 0 || edge.rightFace < 0) continue;
    same += plan.faceColor[static_cast<std::size_t>(edge.leftFace)] ==
                    plan.faceColor[static_cast<std::size_t>(edge.rightFace)]
                ? 1
                : 0;
  }
  CHECK(same == 0);
}

TEST_CASE("all samples are points, and wrong ones are marked") {
  const AnalysisFrame analysis = analysisOf({"data.samples=40", "data.noise=0.5"});
  const InputMesh mesh = meshOf(analysis, RegionFill::kOutput);
  const SplitDataSet& data = analysis.train->experiment->data;
  CHECK(mesh.points.size() ==
        static_cast<std::size_t>(data.train.sampleCount() + data.test.sampleCount()));
  int wrong = 0;
  for (const MeshPoint& point : mesh.points) {
    const bool isTrain = (point.flags & kPointTest) == 0;
    wrong += isTrain && (point.flags & kPointWrong) != 0 ? 1 : 0;
  }
  const double share = static_cast<double>(wrong) / data.train.sampleCount();
  CHECK(std::abs(share - analysis.train->performance.trainError) < 1e-12);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
