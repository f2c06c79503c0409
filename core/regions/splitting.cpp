#include "core/regions/splitting.h"

#include <algorithm>

namespace adamscope {
namespace {

// Allowed position error, as a share of the domain: the first for the first layer, where the bounds
// on the errors are sharp. Each layer's bound adds up the sizes of all weights of a neuron,
// although errors mostly cancel, so the bounds of deep layers exceed the errors by about the
// widths' product.
constexpr double kPositionError = 1e-9;
constexpr double kWorstPositionError = 1e-5;

}  // namespace

void SplittingState::setSize(const ComplexSize& newSize) {
  size = newSize;
  const auto vertices = static_cast<std::size_t>(size.vertices);
  const auto edgesNow = static_cast<std::size_t>(size.edges);
  const auto loops = static_cast<std::size_t>(size.loops);
  ensureSize(vertices, points);
  ensureSize(vertices, refs);
  ensureSize(edgesNow, edges);
  ensureSize(edgesNow, edgeParents);
  ensureSize(static_cast<std::size_t>(size.faces) + 1, loopStart);
  ensureSize(loops, loopVertices);
  ensureSize(loops, loopEdges);
}

double LayerContext::worstPositionError(int layer) const {
  double share = kPositionError;
  for (int below = 1; below < layer; ++below) share *= network.architecture.width(below);
  const double width = domain.xMax - domain.xMin;
  const double size = slice.dimension() == 1 ? width : std::max(width, domain.yMax - domain.yMin);
  return std::min(share, kWorstPositionError) * size;
}

}  // namespace adamscope
