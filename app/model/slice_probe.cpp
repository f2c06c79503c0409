#include "app/model/slice_probe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/forward.h"

namespace adamscope {

namespace {

double squaredDistance(const SlicePoint& a, const SlicePoint& b) {
  const double px = a.x;
  const double py = a.y;
  const double length = b.x * b.x + b.y * b.y;
  const double t = length > 0.0 ? std::clamp((px * b.x + py * b.y) / length, 0.0, 1.0) : 0.0;
  const double dx = px - t * b.x;
  const double dy = py - t * b.y;
  return dx * dx + dy * dy;
}

}  // namespace

std::optional<BoundaryId> nearestBoundary(const SliceFrame& frame, const SlicePoint& point,
                                          const PixelSize& pixel, const BoundaryTest& isShown,
                                          double& distancePx) {
  const BoundarySegment* nearest = nullptr;
  double best = std::numeric_limits<double>::infinity();
  std::optional<BoundaryId> asked;  // pieces of one boundary follow each other
  bool isAskedShown = true;
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    const BoundaryId id{piece.layer, piece.neuron, piece.sample};
    if (isShown && asked != id) {
      asked = id;
      isAskedShown = isShown(id);
    }
    if (!isAskedShown) continue;
    const SlicePoint offset{(point.x - piece.from.x) / pixel.x, (point.y - piece.from.y) / pixel.y};
    const SlicePoint along{(piece.to.x - piece.from.x) / pixel.x,
                           (piece.to.y - piece.from.y) / pixel.y};
    const double distance = squaredDistance(offset, along);
    if (distance < best) {
      best = distance;
      nearest = &piece;
    }
  }
  distancePx = std::sqrt(best);
  if (nearest == nullptr) return std::nullopt;
  return BoundaryId{nearest->layer, nearest->neuron, nearest->sample};
}

SliceProbe probeSlice(const SliceFrame& frame, const SlicePoint& point, const PixelSize& pixel,
                      const BoundaryTest& isShown) {
  SliceProbe probe;
  const Matrix& inputs = frame.train->experiment->data.train.inputs;
  ForwardPass here;
  ForwardPass now;
  forward(frame.slice.networkAt(point), inputs, here);
  forward(frame.train->network, inputs, now);
  const int layers = frame.slice.architecture.hiddenLayerCount();
  for (int l = 0; l < layers; ++l) {
    const auto index = static_cast<std::size_t>(l);
    probe.flips +=
        ((here.preactivations[index].array() > 0.0) != (now.preactivations[index].array() > 0.0))
            .count();
  }
  probe.nearest = nearestBoundary(frame, point, pixel, isShown, probe.distancePx);
  if (!probe.nearest) return probe;
  const auto [layer, neuron, sample] = *probe.nearest;
  const auto index = static_cast<std::size_t>(layer) - 1;
  probe.preactivation = here.preactivations[index](sample, neuron);
  const double below =
      layer == 1 ? inputs.row(sample).norm() : here.activations[index - 1].row(sample).norm();
  probe.margin = std::abs(probe.preactivation) / std::hypot(below, 1.0);
  return probe;
}

}  // namespace adamscope
