// adamscope [FILE...]: opens the window.
#include <memory>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/cli/interrupt.h"
#include "app/main_window/start.h"
#include "app/model/dropped_file.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

struct WindowOptions {
  std::vector<std::string> files;
  ConfigChoice config;
  bool resetSettings = false;
  double uiScale = 0.0;
  bool paused = false;
};

int runWindow(const WindowOptions& options) {
  Result<Config> config = chooseConfig(options.config);
  if (!config) return complain(kExitBadUsage, config.message());
  std::string runFolder;
  for (const std::string& file : options.files) {
    const Result<FileKind> kind = kindOfFile(file);
    if (kind && *kind == FileKind::kRunFolder) runFolder = runFolderOf(file);
    Result<Config> with = configWithFile(file, *config, Task::kClassification);
    if (!with) return complain(kExitBadUsage, with.message());
    config = std::move(with);
  }
  for (const std::string& setting : options.config.settings) {
    // Settings win over files.
    if (const Status set = setConfigKey(*config, setting); !set) {
      return complain(kExitBadUsage, "--set: " + set.message());
    }
  }
  if (const Result<Experiment> experiment = loadExperiment(*config); !experiment) {
    return complain(kExitBadUsage, experiment.message());
  }
  const InterruptGuard guard;
  const Status done = openWindow(
      {.config = *config,
       .resetSettings = options.resetSettings,
       .uiScale = options.uiScale,
       .playsAtOnce = !options.paused,
       // Other settings make another run of it.
       .runFolder =
           options.config.settings.empty() && options.files.size() == 1 ? runFolder : std::string(),
       .isInterrupted = [&guard] { return guard.interrupted(); }});
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
