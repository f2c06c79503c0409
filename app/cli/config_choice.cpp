#include "app/cli/config_choice.h"

#include <CLI/CLI.hpp>

#include "core/base/file.h"
#include "core/session/presets.h"

namespace adamscope {

namespace {

Result<Config> startingConfig(const ConfigChoice& choice) {
  if (!choice.configPath.empty() && !choice.preset.empty()) {
    return Error{"give either a CONFIG file or --preset, not both"};
  }
  if (choice.configPath.empty()) {
    const std::string name = choice.preset.empty() ? std::string(kDefaultPreset) : choice.preset;
    Result<Preset> preset = findPreset(name);
    if (!preset) return preset.error();
    return preset->config;
  }
  const Result<std::string> text = readTextFile(choice.configPath);
  if (!text) return text.error();
  return configFromJson(*text, choice.configPath);
}

}  // namespace

void addConfigOptions(CLI::App& command, ConfigChoice& choice) {
  command.add_option("CONFIG", choice.configPath);
  command.add_option("--preset", choice.preset);
  command.add_option("--set", choice.settings)->allow_extra_args(false);
  command.add_option("--steps", choice.steps);
}

Result<Config> chooseConfig(const ConfigChoice& choice) {
  Result<Config> config = startingConfig(choice);
  if (!config) return config;
  for (const std::string& setting : choice.settings) {
    if (const Status set = setConfigKey(*config, setting); !set) {
      return Error{"--set: " + set.message()};
    }
  }
  if (choice.steps) {
    const Status set = setConfigKey(*config, "steps=" + *choice.steps);
    if (!set) return Error{"--steps: " + set.message()};
  }
  return config;
}

}  // namespace adamscope
