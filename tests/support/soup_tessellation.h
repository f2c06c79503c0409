// A second, slow and obvious way to tessellate for tests: cut every polygon by every neuron's line
// in plain double precision, then weld equal corners. For small networks in general position.
#pragma once

#include "core/regions/tessellation.h"

namespace adamscope::testing {

/// All regions of `network` in `slice` inside `domain`; the cost is quadratic in their number.
Tessellation soupTessellation(const Network& network, const InputSlice& slice,
                              const SliceDomain& domain);

/// A network with seeded normal weights (He scale) and biases N(0, 0.5^2).
Network randomNetwork(const Architecture& architecture, std::uint64_t seed);

/// One hidden layer whose neuron j vanishes on the line a x + b y + c = 0 of row j, and that adds
/// them with the given output weights and bias.
Network networkWithLines(const Matrix& lines, const Vector& outputWeights, double outputBias);

}  // namespace adamscope::testing
