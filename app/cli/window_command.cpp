// adamscope [FILE...]: opens the window.
#include <filesystem>
#include <memory>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/main_window/start.h"
#include "core/base/file.h"
#include "core/io/network_file.h"

namespace adamscope {

namespace {

struct WindowOptions {
  std::vector<std::string> files;
  ConfigChoice config;
  bool resetSettings = false;
  double uiScale = 0.0;
  bool paused = false;
};

/// Whether the JSON text is a network's rather than a configuration's.
bool isNetworkText(const std::string& text) {
  return text.find("\"layers\"") != std::string::npos &&
         text.find("\"weight\"") != std::string::npos;
}

/// Lets one file of the command line decide its part of the configuration: a run folder or a
/// configuration all of it, a data file the samples, a network the start.
Status applyFile(const std::string& path, Config& config) {
  const std::filesystem::path file(path);
  std::error_code error;
  const std::string absolute = std::filesystem::absolute(file, error).string();
  if (std::filesystem::is_directory(file, error)) {
    const std::string inside = path + "/config.json";
    const Result<std::string> text = readTextFile(inside);
    if (!text) return Error{path + " is no run folder: " + text.message()};
    Result<Config> read = configFromJson(*text, inside);
    if (!read) return read.error();
    config = std::move(*read);
    return {};
  }
  const std::string ending = file.extension().string();
  if (ending == ".csv") {
    config.data.source = "csv:" + absolute;
    return {};
  }
  if (ending == ".safetensors") {
    config.network.load = absolute;
    return {};
  }
  const Result<std::string> text = readTextFile(path);
  if (!text) return text.error();
  if (ending != ".json") {
    return Error{path +
                 ": what is this? A run folder, a .json configuration or network, a "
                 ".safetensors network and a .csv file can be opened"};
  }
  if (isNetworkText(*text)) {
    config.network.load = absolute;
    return {};
  }
  Result<Config> read = configFromJson(*text, path);
  if (!read) return read.error();
  config = std::move(*read);
  return {};
}

int runWindow(const WindowOptions& options) {
  Result<Config> config = chooseConfig(options.config);
  if (!config) return complain(kExitBadUsage, config.message());
  for (const std::string& file : options.files) {
    if (const Status applied = applyFile(file, *config); !applied) {
      return complain(kExitBadUsage, applied.message());
    }
  }
  for (const std::string& setting : options.config.settings) {
    // Settings win over files.
    if (const Status set = setConfigKey(*config, setting); !set) {
      return complain(kExitBadUsage, "--set: " + set.message());
    }
  }
  const Status done = openWindow({.config = *config,
                                  .resetSettings = options.resetSettings,
                                  .uiScale = options.uiScale,
                                  .playsAtOnce = !options.paused});
  return done ? kExitDone : complain(kExitFailed, done.message());
}

}  // namespace

void addWindowOptions(CLI::App& program, Action& action) {
  const auto options = std::make_shared<WindowOptions>();
  program.add_option("FILE", options->files);
  program.add_option("--preset", options->config.preset);
  program.add_option("--set", options->config.settings)->allow_extra_args(false);
  program.add_flag("--reset-settings", options->resetSettings);
  program.add_option("--ui-scale", options->uiScale)->check(CLI::Range(0.5, 3.0));
  program.add_flag("--paused", options->paused);
  program.callback([options, &program, &action] {
    if (program.get_subcommands().empty()) action = [options] { return runWindow(*options); };
  });
}

}  // namespace adamscope
