// The parts of the 1D view that come from the data and from the mouse: samples at their targets or
// in rows, one a class, and what is under the cursor.
#pragma once

#include "app/views/graph_axes.h"

namespace adamscope {

/// Samples: discs for training, squares for test, wrong ones ringed.
void drawGraphSamples(const GraphScene& scene);

/// The piece under x with a hairline, and a tip with f, its slope and the region. Nothing outside
/// of the tessellated interval.
void drawGraphHover(const GraphScene& scene, double x);

}  // namespace adamscope
