// Ready-made configurations, embedded in the program from assets/presets/*.json. A preset file is
// a configuration file with one more key, "description".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/session/config.h"

namespace adamscope {

/// A named configuration.
struct Preset {
  std::string name;         ///< "two_moons".
  std::string description;  ///< One sentence.
  Config config;
};

/// The preset that a program starts with.
inline constexpr std::string_view kDefaultPreset = "two_moons";

/// All embedded presets: the default first, then by name.
std::vector<Preset> embeddedPresets();

/// The embedded preset of that name. Error: there is none (with the nearest name and the list).
Result<Preset> findPreset(const std::string& name);

/// Reads a preset file: what configFromJson reads, and a "description".
Result<Preset> presetFromJson(const std::string& text, const std::string& name);

}  // namespace adamscope
