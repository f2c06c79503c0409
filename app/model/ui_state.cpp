#include "app/model/ui_state.h"

namespace adamscope {

namespace {

/// Twice the signed area of a, b, p: not negative where p lies left of (or on) a -> b.
double side(const SlicePoint& a, const SlicePoint& b, const SlicePoint& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool contains(const Tessellation& tessellation, int face, const SlicePoint& point) {
  const std::span<const int> loop = tessellation.faceVertices(face);
  const auto at = [&](std::size_t i) {
    return tessellation.vertices[static_cast<std::size_t>(loop[i % loop.size()])];
  };
  if (tessellation.slice.dimension() == 1) return at(0).x <= point.x && point.x <= at(1).x;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    if (side(at(i), at(i + 1), point) < 0.0) return false;
  }
  return true;
}

}  // namespace

int neuronIndex(const Architecture& architecture, const NeuronId& id) {
  int index = id.neuron;
  for (int layer = 1; layer < id.layer; ++layer) index += architecture.width(layer);
  return index;
}

std::optional<int> faceAt(const AnalysisFrame& analysis, const SlicePoint& point) {
  for (int face = 0; face < analysis.tessellation.faceCount(); ++face) {
    if (contains(analysis.tessellation, face, point)) return face;
  }
  return std::nullopt;
}

}  // namespace adamscope
