#include "core/session/session_frames.h"

#include <chrono>
#include <cmath>
#include <utility>

#include "core/training/loss.h"

namespace adamscope {

namespace {

/// Area of a face by the shoelace formula around its first corner; length in one dimension.
double faceArea(const Tessellation& tessellation, int face) {
  const std::span<const int> loop = tessellation.faceVertices(face);
  const auto at = [&](std::size_t i) {
    return tessellation.vertices[static_cast<std::size_t>(loop[i])];
  };
  const SlicePoint first = at(0);
  if (tessellation.slice.dimension() == 1) return at(1).x - first.x;
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < loop.size(); ++i) {
    const SlicePoint a = at(i);
    const SlicePoint b = at(i + 1);
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y);
  }
  return std::abs(twice) / 2.0;
}

bool sameDomain(const SliceDomain& a, const SliceDomain& b) {
  return a.xMin == b.xMin && a.xMax == b.xMax && a.yMin == b.yMin && a.yMax == b.yMax;
}

bool sameSlice(const InputSlice& a, const InputSlice& b) {
  return a.origin.size() == b.origin.size() && a.directions.cols() == b.directions.cols() &&
         a.origin == b.origin && a.directions == b.directions;
}

}  // namespace

bool ViewRequest::sameAs(const ViewRequest& other) const {
  return sameDomain(domain, other.domain) && sameSlice(slice, other.slice) &&
         maxRegions == other.maxRegions;
}

AnalysisFrame analyse(std::shared_ptr<const TrainFrame> train, const ViewRequest& view) {
  const auto start = std::chrono::steady_clock::now();
  AnalysisFrame frame;
  frame.view = view;
  frame.tessellation =
      tessellate(train->network, view.slice, view.domain, {.maxRegions = view.maxRegions});
  frame.maps = affineMapsOf(train->network, frame.tessellation);
  if (train->experiment->data.train.task == Task::kClassification) {
    frame.boundary =
        findDecisionBoundary(frame.tessellation, frame.maps, decisionThreshold(train->config.loss));
  }
  frame.areas.reserve(static_cast<std::size_t>(frame.tessellation.faceCount()));
  for (int face = 0; face < frame.tessellation.faceCount(); ++face) {
    frame.areas.push_back(faceArea(frame.tessellation, face));
  }
  frame.train = std::move(train);
  frame.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return frame;
}

}  // namespace adamscope
