// Which configuration a command starts with: a file, a preset, and single settings on top.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/config.h"

namespace CLI {
class App;
}

namespace adamscope {

/// What the command line says about it.
struct ConfigChoice {
  std::string configPath;              ///< A JSON file; empty: none.
  std::string preset;                  ///< A preset's name; empty: the default one.
  std::vector<std::string> settings;   ///< "key=value", in order.
  std::optional<std::string> steps{};  ///< The same as a setting "steps=..." after those.
};

/// Adds CONFIG, --preset, --set and --steps to a command; `choice` must outlive its parsing.
void addConfigOptions(CLI::App& command, ConfigChoice& choice);

/// The configuration. Error: both a file and a preset, a file that cannot be read or is wrong, an
/// unknown preset, a setting that is refused.
Result<Config> chooseConfig(const ConfigChoice& choice);

}  // namespace adamscope
