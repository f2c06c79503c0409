// adamscope presets: lists the ready-made configurations, or prints one.
#include <cstdio>

#include "app/cli/command_line.h"
#include "core/session/presets.h"

namespace adamscope {

namespace {

constexpr const char* kPresetsHelp =
    R"(adamscope presets: list the ready-made configurations, or print one as JSON.

Examples:
  adamscope presets
  adamscope presets spirals > my_run.json

Usage: adamscope presets [NAME]
)";

int listPresets() {
  for (const Preset& preset : embeddedPresets()) {
    std::printf("%-14s %s\n", preset.name.c_str(), preset.description.c_str());
  }
  return kExitDone;
}

int printPreset(const std::string& name) {
  const Result<Preset> preset = findPreset(name);
  if (!preset) return complain(kExitBadUsage, preset.message());
  std::fputs(configToJson(preset->config).c_str(), stdout);
  return kExitDone;
}

}  // namespace

void addPresetsCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("presets");
  setHelp(*command, kPresetsHelp);
  const auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name);
  command->callback([name, &action] {
    action = [name] { return name->empty() ? listPresets() : printPreset(*name); };
  });
}

}  // namespace adamscope
