#include "app/views/graph_curve.h"

#include <algorithm>
#include <numeric>

namespace adamscope {

namespace {

double leftEnd(const Tessellation& tessellation, int face) {
  return tessellation.vertices[static_cast<std::size_t>(tessellation.faceVertices(face)[0])].x;
}

/// The knot at each vertex.
std::vector<GraphKnot> knotOfVertex(const Tessellation& tessellation) {
  std::vector<GraphKnot> knots(tessellation.vertices.size());
  for (const TessellationEdge& edge : tessellation.edges) {
    const auto vertex = static_cast<std::size_t>(edge.from);
    knots[vertex] = {.x = tessellation.vertices[vertex].x,
                     .layer = edge.layer,
                     .neuron = edge.layer == 0 ? 0 : edge.neuron};
  }
  return knots;
}

}  // namespace

GraphCurve graphCurve(const AnalysisFrame& analysis) {
  const Tessellation& tessellation = analysis.tessellation;
  GraphCurve curve;
  curve.outputCount = analysis.maps.outputCount;
  curve.faces.resize(static_cast<std::size_t>(tessellation.faceCount()));
  std::iota(curve.faces.begin(), curve.faces.end(), 0);
  std::sort(curve.faces.begin(), curve.faces.end(),
            [&](int a, int b) { return leftEnd(tessellation, a) < leftEnd(tessellation, b); });
  const std::vector<GraphKnot> knots = knotOfVertex(tessellation);
  const std::vector<double> values = vertexValues(tessellation, analysis.maps);
  const auto addKnot = [&](int vertex) {
    curve.knots.push_back(knots[static_cast<std::size_t>(vertex)]);
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(vertex) * curve.outputCount;
    curve.values.insert(curve.values.end(), first, first + curve.outputCount);
  };
  for (const int face : curve.faces) addKnot(tessellation.faceVertices(face)[0]);
  addKnot(tessellation.faceVertices(curve.faces.back())[1]);
  return curve;
}

std::optional<int> pieceAt(const GraphCurve& curve, double x) {
  if (!(x >= curve.knots.front().x && x <= curve.knots.back().x)) return std::nullopt;
  const auto right = std::lower_bound(curve.knots.begin() + 1, curve.knots.end() - 1, x,
                                      [](const GraphKnot& knot, double at) { return knot.x < at; });
  return static_cast<int>(right - curve.knots.begin()) - 1;
}

std::optional<std::pair<double, double>> valueRange(const AnalysisFrame& analysis,
                                                    const GraphCurve& curve, double low,
                                                    double high) {
  const double from = std::max(low, curve.knots.front().x);
  const double to = std::min(high, curve.knots.back().x);
  if (!(from <= to)) return std::nullopt;
  const int first = *pieceAt(curve, from);
  const int last = *pieceAt(curve, to);
  std::vector<double> values;
  for (int k = 0; k < curve.outputCount; ++k) {
    const auto at = [&](int piece, double x) {
      const int face = curve.faces[static_cast<std::size_t>(piece)];
      return analysis.maps.valueAt(face, k, {x, 0.0});
    };
    values.push_back(at(first, from));
    values.push_back(at(last, to));
    // f is affine between knots, so that its extremes lie on them or on the ends.
    for (int knot = first + 1; knot <= last; ++knot) values.push_back(curve.valueAt(knot, k));
  }
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  return std::pair(*least, *greatest);
}

}  // namespace adamscope
