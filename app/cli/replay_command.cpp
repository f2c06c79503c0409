// adamscope replay: repeats a recorded run and compares it with its logs, byte by byte.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "core/io/folder_recorder.h"
#include "core/io/recorded_folder.h"
#include "core/io/run_folder.h"
#include "core/session/training_session.h"

namespace adamscope {

namespace {

constexpr const char* kReplayHelp =
    R"(adamscope replay: repeat a recorded run from its configuration and its changes of settings,
and compare every line of crossings.csv and steps.csv with what was recorded.

Examples:
  adamscope replay runs/moons
  adamscope replay runs/moons --steps 500 --out runs/first_half
  adamscope replay ~/.local/state/adamscope/runs/run-0007 --out runs/saved

Usage: adamscope replay DIR [--verify] [--steps N] [--out DIR] [--quiet]

  DIR          a run folder: of adamscope run, or of the window; of a program that was killed, too
  --verify     compare only; the default without --out
  --steps N    stop after N steps; default: all that were recorded
  --out DIR    write the repeated run into a new folder
  --quiet      no progress on standard error

Prints one line: {"steps":N,"crossings":C,"recorded_steps":R,"identical":true}
Exit status: 0 the same bytes, 1 they part somewhere (standard error says where), 2 wrong usage, or a
folder that cannot be repeated.
)";

struct ReplayOptions {
  std::string folder;
  std::string out;
  long steps = -1;
  bool verify = false;
  bool quiet = false;
};

SessionServices servicesFor(const ReplayOptions& options) {
  SessionServices services{.load = [](const Config& config) { return loadExperiment(config); },
                           .record = {}};
  if (!options.out.empty()) {
    services.record = [out = options.out](const Experiment& experiment) {
      return recordInto(out, experiment);
    };
  }
  return services;
}

/// Prints what the session has to say; true if nothing of it is a complaint.
bool report(TrainingSession& session, bool isQuiet) {
  bool isGood = true;
  for (const SessionNotice& notice : session.takeNotices()) {
    if (notice.isError) {
      complain(kExitFailed, notice.text);
      isGood = false;
    } else if (!isQuiet) {
      std::fprintf(stderr, "%s\n", notice.text.c_str());
    }
  }
  return isGood;
}

int runReplay(const ReplayOptions& options) {
  Result<RecordedRun> recorded = readRecordedRun(options.folder);
  if (!recorded) return complain(kExitBadUsage, recorded.message());
  const long steps = recorded->steps;
  if (options.steps >= 0) recorded->steps = std::min(options.steps, steps);
  std::error_code error;
  if (!options.out.empty() && std::filesystem::exists(options.out, error) &&
      !std::filesystem::is_empty(options.out, error)) {
    return complain(kExitBadUsage, options.out + " is not an empty folder; choose another --out");
  }
  auto session = TrainingSession::reopen(*recorded, servicesFor(options));
  if (!session) return complain(kExitBadUsage, session.message());
  TrainingSession& run = **session;
  {
    const InterruptGuard guard;
    ProgressBar progress("steps", recorded->steps, !options.quiet);
    while (!guard.interrupted() && run.advance(std::chrono::milliseconds(50))) {
      progress.update(run.run().stepCount(), {});
    }
  }
  if (!options.out.empty()) run.checkpoint();
  const bool isComplete = run.run().stepCount() == recorded->steps;
  const bool isSame = report(run, options.quiet) && isComplete;
  std::printf("%s\n", nlohmann::ordered_json{{"steps", run.run().stepCount()},
                                             {"crossings", run.run().counts().crossings},
                                             {"recorded_steps", steps},
                                             {"identical", isSame}}
                          .dump()
                          .c_str());
  return isSame ? kExitDone : kExitFailed;
}

}  // namespace

void addReplayCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("replay");
  setHelp(*command, kReplayHelp);
  const auto options = std::make_shared<ReplayOptions>();
  command->add_option("DIR", options->folder)->required();
  command->add_flag("--verify", options->verify);
  command->add_option("--steps", options->steps)->check(CLI::NonNegativeNumber);
  command->add_option("--out", options->out);
  command->add_flag("--quiet", options->quiet);
  command->callback([options, &action] { action = [options] { return runReplay(*options); }; });
}

}  // namespace adamscope
