// What a person reads after a run: losses, counts, and each bound beside what it bounds.
#pragma once

#include <string>

#include "core/session/run.h"

namespace adamscope {

/// The report of a run as it stands now, in lines of at most 100 characters for usual numbers.
std::string runReport(Run& run);

}  // namespace adamscope
