#include "app/views/parameter_mesh.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

SliceFrame frameAfter(long steps, ParameterFill fill) {
  auto session = testing::sessionWith({"data.samples=40", "network.hidden=6,5"});
  session->runTo(steps);
  testing::runUntilPaused(*session);
  SliceRequest request{.plane = parsePlane("pca").value(), .widthPx = 80, .heightPx = 60};
  request.withRegions = fill == ParameterFill::kRegions;
  request.lossColumns = fill == ParameterFill::kLoss ? 10 : 0;
  return analyseSlice(session->frame(), request);
}

double areaOf(const InputMesh& mesh) {
  double area = 0.0;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    const MeshCorner& a = mesh.corners[mesh.indices[i]];
    const MeshCorner& b = mesh.corners[mesh.indices[i + 1]];
    const MeshCorner& c = mesh.corners[mesh.indices[i + 2]];
    area +=
        0.5 * std::abs(static_cast<double>((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)));
  }
  return area;
}

TEST_SUITE_BEGIN("views");

TEST_CASE("loss and regions fill the slice's domain, no fill leaves it empty") {
  for (const ParameterFill fill : {ParameterFill::kLoss, ParameterFill::kRegions}) {
    const SliceFrame frame = frameAfter(20, fill);
    ParameterMesh mesh;
    buildParameterMesh(frame, BoundaryChoice(frame, {}, {}), figure::Theme::dark(), mesh);
    CHECK(std::abs(areaOf(mesh.mesh) / frame.domain.area(2) - 1.0) < 1e-4);
    CHECK(mesh.mesh.boundaries.size() == frame.boundaries.segments.size());
    REQUIRE(mesh.shownOfLayer.size() == 2);
    CHECK(mesh.shownOfLayer[0] > 0);
    CHECK(mesh.shownOfLayer[0] + mesh.shownOfLayer[1] == mesh.mesh.boundaries.size());
  }
  const SliceFrame frame = frameAfter(20, ParameterFill::kNone);
  ParameterMesh mesh;
  buildParameterMesh(frame, BoundaryChoice(frame, {}, {}), figure::Theme::dark(), mesh);
  CHECK(mesh.mesh.indices.empty());
}

TEST_CASE("filters show one neuron, one sample, or what was crossed lately") {
  const SliceFrame frame = frameAfter(60, ParameterFill::kNone);
  const BoundarySegment& piece = frame.boundaries.segments[frame.boundaries.segments.size() / 2];
  Selection selection;
  selection.neuron = NeuronId{piece.layer, piece.neuron};
  selection.sample = piece.sample;
  ParameterMesh mesh;
  long recentSteps = 50;
  const auto shownWith = [&](BoundaryFilter filter) {
    ParameterViewState view;
    view.filter = filter;
    view.recentSteps = recentSteps;
    buildParameterMesh(frame, BoundaryChoice(frame, view, selection), figure::Theme::dark(), mesh);
    return mesh.mesh.boundaries.size();
  };
  const auto count = [&](auto matches) {
    return static_cast<std::size_t>(
        std::count_if(frame.boundaries.segments.begin(), frame.boundaries.segments.end(), matches));
  };
  CHECK(shownWith(BoundaryFilter::kNeuron) == count([&](const BoundarySegment& s) {
          return s.layer == piece.layer && s.neuron == piece.neuron;
        }));
  CHECK(shownWith(BoundaryFilter::kSample) ==
        count([&](const BoundarySegment& s) { return s.sample == piece.sample; }));
  const std::size_t lately = shownWith(BoundaryFilter::kCrossedLately);
  CHECK(lately < frame.boundaries.segments.size());
  recentSteps = 5;
  CHECK(shownWith(BoundaryFilter::kCrossedLately) < lately);
  // Each number leads back to its boundary.
  for (const MeshSegment& segment : mesh.mesh.boundaries) {
    CHECK(mesh.indexOf(mesh.ids[segment.neuron]) == static_cast<int>(segment.neuron));
  }
  CHECK(mesh.indexOf({9, 0, 0}) == -1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
