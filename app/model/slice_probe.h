// What lies at a point of a parameter slice: the nearest boundary, how far its neuron is from it,
// and how many masks differ from those of the present theta.
#pragma once

#include <functional>
#include <optional>

#include "core/session/slice_analysis.h"

namespace adamscope {

/// A boundary of parameter space: z_{l,j}(x_i) = 0.
struct BoundaryId {
  int layer = 0;
  int neuron = 0;
  int sample = 0;

  friend auto operator<=>(const BoundaryId&, const BoundaryId&) = default;
};

struct SliceProbe {
  std::optional<BoundaryId> nearest;  ///< Of those that are shown; none if there is none.
  double distancePx = 0.0;
  double preactivation = 0.0;  ///< z of the nearest one at the point.
  double margin = 0.0;         ///< |z| / |(h_{l-1}, 1)|: the neuron's own distance to its boundary.
  long flips = 0;              ///< Mask bits that differ from those at the present theta.
};

/// How many slice units a pixel is.
struct PixelSize {
  double x = 1.0;
  double y = 1.0;
};

/// Whether a boundary is shown; empty: all are.
using BoundaryTest = std::function<bool(const BoundaryId&)>;

/// O(pieces + a forward pass). The frame must have a picture.
SliceProbe probeSlice(const SliceFrame& frame, const SlicePoint& point, const PixelSize& pixel,
                      const BoundaryTest& isShown = {});

/// The shown boundary that is drawn nearest to the point, and its distance in pixels.
std::optional<BoundaryId> nearestBoundary(const SliceFrame& frame, const SlicePoint& point,
                                          const PixelSize& pixel, const BoundaryTest& isShown,
                                          double& distancePx);

}  // namespace adamscope
