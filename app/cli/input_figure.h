// The picture of a run's input slice: its last network's exact linear regions with the data.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/run.h"

namespace adamscope {

/// Tessellates once and writes one picture for each path (.png, .svg or .pdf).
Status writeInputFigures(const Run& run, const std::vector<std::string>& paths);

}  // namespace adamscope
