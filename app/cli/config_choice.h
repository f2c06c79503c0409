// Which configuration a command starts with: a file, a preset, and single settings on top.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/config.h"

namespace adamscope {

/// What the command line says about it.
struct ConfigChoice {
  std::string configPath;             ///< A JSON file; empty: none.
  std::string preset;                 ///< A preset's name; empty: the default one.
  std::vector<std::string> settings;  ///< "key=value", in order.
  std::string steps;                  ///< The same as a setting "steps=..."; with hasSteps only.
  bool hasSteps = false;
};

/// The configuration. Error: both a file and a preset, a file that cannot be read or is wrong, an
/// unknown preset, a setting that is refused.
Result<Config> chooseConfig(const ConfigChoice& choice);

}  // namespace adamscope
