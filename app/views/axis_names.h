// What the axes of the views are called.
#pragma once

#include <string>

#include "core/session/session_frames.h"

namespace adamscope {

/// The name of slice axis 0 or 1: the feature's where the slice is the whole input space, else the
/// slice coordinate's, "s" or "t".
std::string sliceAxisName(const AnalysisFrame& analysis, int axis);

/// The name of an output: "f" of one, else "f(class name)" or "f1", "f2", ...
std::string outputName(const AnalysisFrame& analysis, int output);

}  // namespace adamscope
