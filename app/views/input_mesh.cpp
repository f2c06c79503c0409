#include "app/views/input_mesh.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace adamscope {

namespace {

/// Puts the numbers of one corner behind the others.
void appendValues(const AnalysisFrame& analysis, const FillPlan& plan, int face,
                  const SlicePoint& point, std::vector<float>& values) {
  if (plan.mode == FillMode::kFlat) return;
  if (!plan.faceValue.empty()) {
    values.push_back(static_cast<float>(plan.faceValue[static_cast<std::size_t>(face)]));
    return;
  }
  if (plan.mode == FillMode::kScalar) {
    values.push_back(static_cast<float>(analysis.maps.valueAt(face, plan.output, point)));
    return;
  }
  for (int k = 0; k < plan.valueCount; ++k) {
    values.push_back(static_cast<float>(analysis.maps.valueAt(face, k, point)));
  }
}

void appendFaces(const AnalysisFrame& analysis, const FillPlan& plan, InputMesh& mesh) {
  const Tessellation& tessellation = analysis.tessellation;
  const std::size_t corners = tessellation.loopVertices.size();
  mesh.corners.reserve(corners);
  mesh.values.reserve(corners * static_cast<std::size_t>(plan.valueCount));
  mesh.indices.reserve(3 * corners);
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    const std::span<const int> loop = tessellation.faceVertices(face);
    const auto first = static_cast<std::uint32_t>(mesh.corners.size());
    const std::uint32_t color =
        plan.faceColor.empty() ? 0 : plan.faceColor[static_cast<std::size_t>(face)];
    for (const int vertex : loop) {
      const SlicePoint& point = tessellation.vertices[static_cast<std::size_t>(vertex)];
      mesh.corners.push_back({static_cast<float>(point.x - mesh.origin.x),
                              static_cast<float>(point.y - mesh.origin.y), color});
      appendValues(analysis, plan, face, point, mesh.values);
    }
    // Faces are convex: a fan around the first corner.
    for (std::uint32_t i = 1; i + 1 < loop.size(); ++i) {
      mesh.indices.push_back(first);
      mesh.indices.push_back(first + i);
      mesh.indices.push_back(first + i + 1);
    }
  }
}

MeshSegment segmentBetween(const InputMesh& mesh, const SlicePoint& a, const SlicePoint& b) {
  return {.x0 = static_cast<float>(a.x - mesh.origin.x),
          .y0 = static_cast<float>(a.y - mesh.origin.y),
          .x1 = static_cast<float>(b.x - mesh.origin.x),
          .y1 = static_cast<float>(b.y - mesh.origin.y)};
}

/// Where each layer's boundaries begin if the upper layers come first, by layer; at 0 where all
/// end.
std::vector<std::size_t> firstOfEachLayer(const Tessellation& tessellation) {
  std::vector<std::size_t> first(
      static_cast<std::size_t>(tessellation.architecture.hiddenLayerCount()) + 1);
  for (const TessellationEdge& edge : tessellation.edges) {
    if (edge.layer > 0) ++first[static_cast<std::size_t>(edge.layer)];
  }
  std::size_t sum = 0;
  for (std::size_t layer = first.size() - 1; layer > 0; --layer) {
    sum += std::exchange(first[layer], sum);
  }
  first[0] = sum;
  return first;
}

void appendBoundaries(const Tessellation& tessellation, InputMesh& mesh) {
  std::vector<std::uint32_t> firstOfLayer{0};
  for (int layer = 1; layer <= tessellation.architecture.hiddenLayerCount(); ++layer) {
    const int width = tessellation.architecture.widths[static_cast<std::size_t>(layer)];
    firstOfLayer.push_back(firstOfLayer.back() + static_cast<std::uint32_t>(width));
  }
  // Upper layers first: a fold of layer 1 runs on through them and lies on top.
  std::vector<std::size_t> next = firstOfEachLayer(tessellation);
  mesh.boundaries.resize(next[0]);
  for (const TessellationEdge& edge : tessellation.edges) {
    if (edge.layer == 0) continue;
    MeshSegment& segment = mesh.boundaries[next[static_cast<std::size_t>(edge.layer)]++];
    segment = segmentBetween(mesh, tessellation.vertices[static_cast<std::size_t>(edge.from)],
                             tessellation.vertices[static_cast<std::size_t>(edge.to)]);
    segment.layer = static_cast<std::uint32_t>(edge.layer);
    segment.neuron = firstOfLayer[static_cast<std::size_t>(edge.layer) - 1] +
                     static_cast<std::uint32_t>(edge.neuron);
  }
}

/// A distance at which a sample has faded to about a third: a tenth of the domain's diagonal.
double fadeLength(const SliceDomain& home) {
  return 0.1 * std::hypot(home.xMax - home.xMin, home.yMax - home.yMin);
}

void appendSamples(const DataSet& data, const SampleView& view, std::uint32_t flags,
                   const AnalysisFrame& analysis, const figure::Theme& theme, InputMesh& mesh) {
  const int classes = std::max(2, static_cast<int>(data.classNames.size()));
  const double fade = fadeLength(analysis.train->experiment->domain);
  for (std::size_t i = 0; i < view.points.size(); ++i) {
    const figure::Color color = data.task == Task::kClassification
                                    ? theme.classColor(data.labels[i], classes)
                                    : theme.mutedInk;
    const double opacity = std::max(0.12, std::exp(-view.distances[i] / fade));
    const std::uint32_t wrong = view.wrong[i] != 0 ? kPointWrong : 0;
    mesh.points.push_back({static_cast<float>(view.points[i].x - mesh.origin.x),
                           static_cast<float>(view.points[i].y - mesh.origin.y),
                           packColor(color, opacity), flags | wrong});
  }
}

}  // namespace

void buildInputMesh(const AnalysisFrame& analysis, const FillPlan& plan, const figure::Theme& theme,
                    InputMesh& mesh) {
  const SliceDomain& domain = analysis.tessellation.domain;
  mesh.origin = {0.5 * (domain.xMin + domain.xMax), 0.5 * (domain.yMin + domain.yMax)};
  mesh.valueCount = plan.valueCount;
  mesh.corners.clear();
  mesh.values.clear();
  mesh.indices.clear();
  mesh.boundaries.clear();
  mesh.decision.clear();
  mesh.points.clear();
  appendFaces(analysis, plan, mesh);
  appendBoundaries(analysis.tessellation, mesh);
  for (const DecisionSegment& segment : analysis.boundary.segments) {
    mesh.decision.push_back(segmentBetween(mesh, segment.from, segment.to));
  }
  const SplitDataSet& data = analysis.train->experiment->data;
  appendSamples(data.test, analysis.testSamples, kPointTest, analysis, theme, mesh);
  appendSamples(data.train, analysis.trainSamples, 0, analysis, theme, mesh);
}

}  // namespace adamscope
