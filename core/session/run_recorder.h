// Where a session writes what happens, as a wish: core/io fulfils it with a run folder, a test with
// a list. Called on the trainer thread, between two steps.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/session/run.h"
#include "core/session/settings_change.h"

namespace adamscope {

/// The record of one run. After an Error the session stops recording and says so; the run goes on.
class RunRecorder {
 public:
  virtual ~RunRecorder() = default;
  virtual Status append(const StepRecord& record, const BoundTracker& nearLinear) = 0;
  virtual Status noteChange(const SettingsChange& change) = 0;
  /// Everything up to now is on the disk and readable for others after this.
  virtual Status flush() = 0;
  /// Writes the current network and the summary as well; the record goes on.
  virtual Status checkpoint(Run& run) = 0;
  /// The folder.
  virtual std::string path() const = 0;
};

/// What a session needs from outside.
struct SessionServices {
  /// From a configuration to samples and a network (files included).
  std::function<Result<Experiment>(const Config&)> load;
  /// Opens the record of a new run; empty: nothing is recorded.
  std::function<Result<std::unique_ptr<RunRecorder>>(const Experiment&)> record;
  /// How many of the last steps the frames' trail has without a gap (parameter_trail.h).
  std::size_t trailSteps = 256;
  /// A folder on disk for the history of long runs; empty: it stays in memory.
  std::string spillFolder{};
};

}  // namespace adamscope
