// Settings of the input slice, checked against the run's samples before they are handed on: what is
// looked at changes without a new run, so nobody else would refuse them.
#pragma once

#include "core/base/result.h"
#include "core/session/session_frames.h"

namespace adamscope {

/// The slice and the rectangle that `config` asks for in this experiment's input space. Error: what
/// is missing or does not fit.
Result<ViewRequest> viewOfConfig(const Config& config, const Experiment& experiment);

/// The configuration with another kind of slice, and with what that kind needs filled in where it
/// is missing: for axes the plane that is looked at now, for points the first three training
/// samples.
Config withSliceKind(const Config& config, SliceKind kind, const Experiment& experiment);

}  // namespace adamscope
