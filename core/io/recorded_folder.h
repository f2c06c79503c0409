// A run folder read back, so that its run can be repeated and compared with what was recorded, byte
// by byte. A folder of a program that was killed will do: a last line without its end is dropped.
#pragma once

#include <fstream>
#include <string>

#include "core/base/result.h"
#include "core/session/recorded_run.h"

namespace adamscope {

/// The steps in a folder's steps.csv that are complete; 0 if there are none, or no such file.
long completeSteps(const std::string& folder);

/// config.json, changes.csv (if there is one) and the number of complete steps. Where the samples'
/// file has gone the folder's own data.csv serves. `compare` compares with the folder's two logs.
/// Error: what is missing or damaged, and where.
Result<RecordedRun> readRecordedRun(const std::string& folder);

/// Reads the two logs of a run folder beside a repetition of the run.
class LogComparison {
 public:
  explicit LogComparison(const std::string& folder);

  /// The first difference between this step, as the logs would have it, and the next lines of the
  /// logs; empty if there is none, or if the logs have ended.
  std::string compare(const StepRecord& record, const BoundTracker& nearLinear);

 private:
  struct Log {
    std::string name;
    std::ifstream stream;
    std::string next;  ///< The line to compare next.
    long line = 0;     ///< Its number, from 1.
    bool hasEnded = false;
  };
  static void readLine(Log& log);
  static std::string compareLine(Log& log, std::string_view expected);

  Log crossings_;
  Log steps_;
};

}  // namespace adamscope
