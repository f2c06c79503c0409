// The runs that were recorded lately, for a menu: those beside the present one, and those that were
// opened or saved elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace adamscope {

inline constexpr std::size_t kMostRecentRuns = 10;

struct RecentRun {
  std::string path;       ///< Its folder.
  std::string name;       ///< Of the folder.
  std::string data;       ///< data.source; empty if it cannot be read.
  long steps = 0;         ///< Of the last complete line of steps.csv.
  bool canOpen = false;   ///< A config.json is there, and it is a configuration.
  std::int64_t time = 0;  ///< When it was written last; 0 if it is gone.
  bool operator==(const RecentRun&) const = default;
};

/// Reads the end of one run folder; costs little, however long the run is.
RecentRun recentRunOf(const std::string& folder);

/// The run folders beside `present` (the run that is being recorded, which is left out; empty:
/// none) and those in `elsewhere`: newest first, those that are gone last, at most kMostRecentRuns.
std::vector<RecentRun> recentRuns(const std::string& present,
                                  std::span<const std::string> elsewhere);

}  // namespace adamscope
