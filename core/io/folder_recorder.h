// A session's record on disk: one run folder (run_folder.h) for each run, numbered, in one place:
//   PARENT/run-0001, PARENT/run-0002, ...
// Beside the files of a run folder there is changes.csv (step,setting) once a setting was changed
// while the run was under way: the setting holds from the step after `step`.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/session/run_recorder.h"

namespace adamscope {

/// How many recorded runs are kept; older ones are removed, never one that is being written.
inline constexpr int kKeptRuns = 20;

/// Opens the record of a new run in the next free folder below `parent`, which is made if it is not
/// there. Error: the folder and the system's reason.
Result<std::unique_ptr<RunRecorder>> recordInFolder(const std::string& parent,
                                                    const Experiment& experiment);

}  // namespace adamscope
