// Splits an interval, the domain of a one-dimensional slice, by all layers of a network.
#pragma once

#include <cstddef>

#include "core/regions/splitting.h"

namespace adamscope {

/// As splitPlane (plane_splitter.h). The "edges" of the state are the regions themselves, on the
/// line t = 0.
bool splitInterval(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                   std::size_t maxRegions, Executor& executor, SplittingState& state);

}  // namespace adamscope
