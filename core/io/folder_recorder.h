// A session's record on disk: one run folder (run_folder.h) for each run, numbered, in one place:
//   PARENT/run-0001, PARENT/run-0002, ...
// Beside the files of a run folder there is changes.csv (step,setting) once a setting was changed
// while the run was under way: the setting holds from the step after `step`. While a run is open
// its folder holds a file ".open", so that after a crash the next start finds it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
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

/// The same in the folder `path`, which must be empty or not there. Error: as RunFolder::create.
Result<std::unique_ptr<RunRecorder>> recordInto(const std::string& path,
                                                const Experiment& experiment);

/// The newest run below `parent` whose program ended without closing it: it was killed, or the
/// power failed. Nothing if there is none, or if it has no step.
std::optional<std::string> unclosedRun(const std::string& parent);

/// Marks a run as closed: unclosedRun() does not speak of it again.
void markClosed(const std::string& folder);

}  // namespace adamscope
