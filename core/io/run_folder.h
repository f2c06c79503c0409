// The folder of one run on disk:
//   config.json      what reproduces the run            data.csv         the samples, as trained on
//   crossings.csv    one line an event (theory D5)      steps.csv        one line a step
//   final.*          the last network, two formats      summary.json     counts, bounds, verdicts
// config.json and data.csv come first, the two logs grow while the run goes on, the rest is
// written at the end. Pictures are added by the application.
#pragma once

#include <string>
#include <variant>

#include "core/base/result.h"
#include "core/io/folder_lock.h"
#include "core/io/line_log.h"
#include "core/session/run.h"

namespace adamscope {

/// Program version, as in summary.json and --version.
std::string versionText();

/// Reads the network that config.network.load names (if any) and prepares the experiment.
Result<Experiment> loadExperiment(const Config& config);

/// The same with files named from the root: whoever repeats the run may be in another folder.
Config withAbsolutePaths(Config config);

/// How a run ended.
enum class RunEnd {
  kCompleted,    ///< All steps were taken.
  kDiverged,     ///< A number was not finite any more.
  kInterrupted,  ///< The user stopped it.
  kFailed,       ///< A log could not be written.
};

/// Why there is no folder for a run.
struct RunFolderRefusal {
  enum class Reason {
    kOccupied,    ///< The place is taken: files are in it, it is a file, another run writes there.
    kUnwritable,  ///< The system refuses.
  };
  Reason reason = Reason::kUnwritable;
  std::string message;
};

/// An open run folder, locked against a second run.
class RunFolder {
 public:
  /// Makes the folder (and its parents) and writes config.json and data.csv. `overwrite` replaces
  /// the files of an earlier run and leaves all others alone; without it the folder must be empty.
  static std::variant<RunFolder, RunFolderRefusal> create(const std::string& path,
                                                          const Experiment& experiment,
                                                          bool overwrite);

  RunFolder(RunFolder&&) noexcept = default;
  RunFolder& operator=(RunFolder&&) noexcept = default;
  /// Writes out what append() took, if finish() has not: an exception may be under way.
  ~RunFolder();

  /// Appends one step to both logs. steps.csv is never ahead: whatever ends the program, the events
  /// of every step in it are in crossings.csv. Error: as LineLog; nothing written before is lost,
  /// and later calls write nothing.
  Status append(const StepRecord& record, const BoundTracker& nearLinear);
  /// Hands everything appended so far to the operating system.
  Status flush();
  /// Flushes the logs and writes final.safetensors, final.json and summary.json: all that can be
  /// written. Error: the first that cannot.
  Status finish(Run& run, RunEnd end, const TheoryLook* look = nullptr);

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  RunFolder(std::string path, FolderLock lock, LineLog crossings, LineLog steps);

  static Result<RunFolder> open(const std::string& path, FolderLock lock,
                                const Experiment& experiment);

  std::string path_;
  FolderLock lock_;
  LineLog crossings_;
  LineLog steps_;
  bool logsFailed_ = false;
};

/// The content of summary.json. `look`: the last look of those that were taken along the run; null:
/// one is taken now, which knows nothing of the way here.
std::string summaryJson(Run& run, RunEnd end, const TheoryLook* look = nullptr);

/// Appends one line of crossings.csv, with its end.
void appendEventLine(std::string& text, long step, const CrossingEvent& event);

/// Appends one line of steps.csv, with its end.
void appendStepLine(std::string& text, const StepRecord& record, const BoundTracker& nearLinear);

/// The columns of the two logs.
std::string crossingsHeader();
std::string stepsHeader();

}  // namespace adamscope
