// One chip for each hidden layer, in its colour: its boundaries are shown or hidden. Both toolbars
// have them.
#pragma once

#include <vector>

#include "app/ui/frame.h"

namespace adamscope {

/// hiddenLayers: by layer - 1, 1 is hidden; resized here. help: what the boundaries are.
void drawLayerChips(const ui::Frame& frame, int layers, std::vector<char>& hiddenLayers,
                    const char* help);

}  // namespace adamscope
