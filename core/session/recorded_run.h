// What is needed to repeat a run: its configuration at step 0, the changes made on the way, and how
// far it went.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/session/config.h"
#include "core/session/run.h"
#include "core/session/settings_change.h"

namespace adamscope {

struct RecordedRun {
  Config config;
  std::vector<SettingsChange> changes;  ///< Ascending by step.
  long steps = 0;                       ///< How far to go; at least the last change's step.
  std::string path{};                   ///< Where it was recorded; may be empty.
  bool isBeingWritten = false;          ///< Another run goes on writing there.
  /// Called with each repeated step, in order: how it differs from the record, in a sentence; empty
  /// if it does not, or if the record ends before it. May be empty: nothing is compared.
  std::function<std::string(const StepRecord&, const BoundTracker&)> compare{};
};

}  // namespace adamscope
