// A tessellation as JSON: the whole cell complex, for other tools.
#pragma once

#include <string>

#include "core/network/network.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// Area of the faces (length in one dimension), summed up.
double totalArea(const Tessellation& tessellation);

/// {"exact", "domain", "vertices": [[x, y], ...],
///  "edges": [{"vertices": [a, b], "faces": [left, right], "layer", "neuron"}, ...],
///  "faces": [{"vertices": [...], "mask": ["0110", one string a layer],
///             "map": [[a_s, a_t, c], one row an output]}, ...]}
/// faces: -1 is outside; layer 0 is the border of the domain. Numbers read back exactly.
std::string tessellationToJson(const Network& network, const Tessellation& tessellation);

}  // namespace adamscope
