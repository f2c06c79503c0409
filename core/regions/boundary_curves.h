// From the pieces of parameter boundaries to curves: for files and figures, where a polyline is
// smaller and drawn better than its pieces.
#pragma once

#include <vector>

#include "core/regions/parameter_boundary.h"

namespace adamscope {

/// Connected pieces of the boundary of one neuron and sample.
struct BoundaryCurve {
  int layer = 0;
  int neuron = 0;
  int sample = 0;
  std::vector<SlicePoint> points;  ///< At least two; the first again at the end of a closed one.
};

/// Joins pieces whose ends are the same up to rounding, ordered by layer, sample and neuron. Where
/// pieces were cut at the boundary of a neuron below, a gap within the tolerance may stay.
std::vector<BoundaryCurve> joinBoundaries(const ParameterBoundaries& boundaries);

}  // namespace adamscope
