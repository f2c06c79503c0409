// The boundaries of all samples and hidden neurons in a rectangle of a parameter slice (theory D2):
// where z_{l,j}(x_i; theta(s, t)) = 0. Lines for the first layer; for layer l, pieces of algebraic
// curves of degree <= l, one polynomial between the boundaries of the layers below.
//
//   +-------+   Triangles are bisected for all samples at once. On each, Bernstein coefficients
//   |\  .   |   prove most neurons on or off; a sample with nothing left to find is dropped. What
//   | \/    |   is left is drawn as soon as few enough masks below are open: once for each choice
//   | /\    |   of them, and cut where that choice ends.
//   +-------+
//
// Certified up to the stated tolerance: where nothing is drawn no boundary passes, but for pairs
// of crossings within the tolerance; signs count only beyond a bound on all rounding errors.
#pragma once

#include <vector>

#include "core/base/executor.h"
#include "core/regions/parameter_slice.h"

namespace adamscope {

/// A straight piece of one boundary, in slice coordinates.
struct BoundarySegment {
  SlicePoint from;
  SlicePoint to;
  int layer = 0;   ///< From 1.
  int neuron = 0;  ///< From 0.
  int sample = 0;  ///< From 0.
};

struct BoundaryOptions {
  /// The picture: what half a pixel is in slice coordinates follows from it.
  int widthPx = 800;
  int heightPx = 800;
  /// How far a piece may be from the true curve, in pixels.
  double tolerancePx = 0.5;
  /// Samples are no longer taken up once there are this many pieces.
  std::size_t maxSegments = 2'000'000;
  Executor* executor = nullptr;  ///< The calling thread if null. The result does not depend on it.
};

struct ParameterBoundaries {
  SliceDomain domain;
  /// Ordered by sample; within one, in no order that matters.
  std::vector<BoundarySegment> segments;
  int samplesTraced = 0;  ///< Samples 0 .. samplesTraced - 1 are complete.
  int sampleCount = 0;
  int layersTraced = 0;  ///< Layers above kMaxTriangleDegree are not drawn.
  int layerCount = 0;

  bool isComplete() const { return samplesTraced == sampleCount && layersTraced == layerCount; }
};

/// Traces all boundaries of the samples (n x d_0, finite) in a valid domain of the slice.
ParameterBoundaries traceBoundaries(const ParameterSlice& slice, const Matrix& inputs,
                                    const SliceDomain& domain, const BoundaryOptions& options = {});

}  // namespace adamscope
