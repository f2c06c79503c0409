// What changing a setting means for a run that is under way: nothing but another look at it, other
// numbers from the next step on, or a new run.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/config.h"

namespace adamscope {

/// The strongest effect of a change; later ones include earlier ones.
enum class SettingEffect {
  kNone,     ///< Nothing differs.
  kView,     ///< slice.*, limits.*, steps: what is shown, or how long the run goes on.
  kLive,     ///< The optimizer's numbers, the batches, theory.c: from the next step on.
  kRestart,  ///< Everything else: a new run from step 0, with the same seeds.
};

/// The effect of one key, "optimizer.learning_rate".
SettingEffect effectOfKey(const std::string& key);

/// The effect of going from one configuration to another.
SettingEffect effectOfChange(const Config& from, const Config& to);

/// "key=value" for each key that differs, in the table's order; setConfigKey understands them.
std::vector<std::string> changedSettings(const Config& from, const Config& to);

/// A live change of a run, as it is logged: what holds after `step` steps.
struct SettingsChange {
  long step = 0;
  std::string setting;  ///< "optimizer.learning_rate=0.003".

  friend bool operator==(const SettingsChange&, const SettingsChange&) = default;
};

}  // namespace adamscope
