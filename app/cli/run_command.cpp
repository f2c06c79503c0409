// adamscope run: trains, logs and draws without a window.
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "app/cli/command_line.h"
#include "app/cli/input_figure.h"
#include "app/cli/progress.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/io/run_folder.h"
#include "core/session/presets.h"

namespace adamscope {

namespace {

constexpr const char* kRunHelp =
    R"(adamscope run: train a network, find every crossing of a region boundary, log it all.

Examples:
  adamscope run --preset two_moons --steps 2000 --out runs/moons
  adamscope run --preset two_moons --set optimizer.learning_rate=0.05 --out runs/fast
  adamscope run --set data.source=csv:mine.csv --set network.hidden=16,16 --out runs/mine
  adamscope run runs/moons/config.json --out runs/again        the same bytes in the logs
  adamscope run --preset iris --set network.load=start.safetensors --out runs/from_mine

Usage: adamscope run [CONFIG] [--preset NAME] [--set key=value]... [--steps N] --out DIR

  CONFIG            a JSON file with the settings below (all are optional)
  --preset NAME     start from a ready-made configuration (adamscope presets lists them);
                    two_moons if there is no CONFIG either
  --set key=value   change one setting; repeat for more
  --steps N         the same as --set steps=N
  --out DIR         where the run is written; made if it is not there, refused if not empty
  --overwrite       replace the run that is in DIR
  --svg, --pdf      write input.svg, input.pdf beside input.png
  --quiet           print nothing but errors

DIR then holds config.json and data.csv (what reproduces the run), crossings.csv (one line an
event), steps.csv (one line a step, losses before the step), final.safetensors and final.json (the
network), input.png (its linear regions), summary.json (counts, bounds, verdicts).
Ctrl-C ends a run early and keeps everything up to there.

Settings:
)";

struct RunOptions {
  std::string configPath;
  std::string preset;
  std::vector<std::string> settings;
  long steps = -1;
  std::string out;
  bool overwrite = false;
  bool svg = false;
  bool pdf = false;
  bool quiet = false;
};

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t interrupted = 0;  // NOLINT(readability-identifier-naming)

void onInterrupt(int) { interrupted = 1; }

Result<Config> startingConfig(const RunOptions& options) {
  if (!options.configPath.empty() && !options.preset.empty()) {
    return Error{"give either a CONFIG file or --preset, not both"};
  }
  if (options.configPath.empty()) {
    const std::string name = options.preset.empty() ? std::string(kDefaultPreset) : options.preset;
    Result<Preset> preset = findPreset(name);
    if (!preset) return preset.error();
    return preset->config;
  }
  const Result<std::string> text = readTextFile(options.configPath);
  if (!text) return text.error();
  return configFromJson(*text, options.configPath);
}

Result<Config> configOf(const RunOptions& options) {
  Result<Config> config = startingConfig(options);
  if (!config) return config;
  for (const std::string& setting : options.settings) {
    if (const Status set = setConfigKey(*config, setting); !set) return set.error();
  }
  if (options.steps >= 0) {
    const Status set = setConfigKey(*config, "steps=" + std::to_string(options.steps));
    if (!set) return set.error();
  }
  return config;
}

/// Trains to the end, to divergence, to Ctrl-C or to the first log that cannot be written.
RunEnd train(Run& run, RunFolder& folder, const RunOptions& options, std::string& problem) {
  const long steps = run.experiment().config.steps;
  ProgressBar progress("steps", steps, !options.quiet);
  while (run.stepCount() < steps) {
    if (interrupted != 0) return RunEnd::kInterrupted;
    const std::optional<StepRecord> record = run.step();
    if (!record) {
      problem = run.divergence()->message;
      return RunEnd::kDiverged;
    }
    if (const Status logged = folder.append(*record, run.nearLinearBound()); !logged) {
      problem = logged.message();
      return RunEnd::kFailed;
    }
    if (progress.due()) {
      char note[96];
      std::snprintf(note, sizeof note, "loss %.4g  crossings %ld", record->before.trainLoss,
                    record->counts.crossings);
      progress.update(record->step, note);
    }
  }
  return RunEnd::kCompleted;
}

void printBound(const char* name, const char* what, double logBound, double count) {
  const bool holds = isWithinBound(count, logBound);
  if (logBound < 34.0) {
    std::printf("  %-4s %-46s %14.6g   %s\n", name, what, std::exp(logBound),
                holds ? "holds" : "BROKEN");
  } else {
    std::printf("  %-4s %-46s %9s%5.0f   %s\n", name, what, "10^", logBound / std::log(10.0),
                holds ? "holds" : "BROKEN");
  }
}

void printReport(Run& run, const RunFolder& folder) {
  const RegionCounts& counts = run.counts();
  const Performance last = run.performance();
  const double dEff = chosenRank(run.gradientRanks(), run.experiment().config.theory.dEff);
  const BoundedRun bounded = run.boundedRun(dEff);
  const LogBounds bounds = computeLogBounds(bounded);
  const auto crossings = static_cast<double>(counts.crossings);
  const auto visited = static_cast<double>(counts.regionsVisited);
  std::printf("%ld steps of %s in %.2f s (training %.2f s, detection %.2f s)\n", run.stepCount(),
              bounded.architecture.describe().c_str(),
              run.trainingSeconds() + run.detectionSeconds(), run.trainingSeconds(),
              run.detectionSeconds());
  std::printf("  training loss %.6g", last.trainLoss);
  if (!std::isnan(last.trainError)) std::printf(", error %.4g", last.trainError);
  if (!std::isnan(last.testLoss)) std::printf("; test loss %.6g", last.testLoss);
  if (!std::isnan(last.testError)) std::printf(", error %.4g", last.testError);
  std::printf(
      "\n  crossings C_T %ld (comparing end points alone: %ld), region changes R_T %ld,\n"
      "  regions visited V_T %ld (revisits %ld) of N = %.0f boundaries; d_eff %.3g\n",
      counts.crossings, counts.endpointFlips, counts.regionChanges, counts.regionsVisited,
      counts.revisits(), bounded.boundaryCount(), dEff);
  const bool shallow = bounds.product.has_value();
  printBound("B1", "segment bound on C_T (rigorous)", bounds.segment, crossings);
  printBound("B2",
             shallow ? "arrangement bound on V_T (rigorous)" : "arrangement bound on V_T (generic)",
             bounds.arrangement, visited);
  if (shallow) printBound("B2c", "product bound on V_T (rigorous)", *bounds.product, visited);
  printBound("B3", "arrangement with d_eff, on V_T", bounds.effectiveArrangement, visited);
  char near[64];
  std::snprintf(near, sizeof near, "C d_eff ln N on C_T, C = %g", bounded.constant);
  printBound("B4", near, bounds.nearLinear, crossings);
  std::printf("       least C that has held so far: %.4g", run.nearLinearBound().leastConstant());
  if (const auto since = run.nearLinearBound().brokenSince(bounded.constant)) {
    std::printf("; broken since step %ld", *since);
  }
  std::printf("\nWritten to %s\n", folder.path().c_str());
}

Status writePictures(const Run& run, const RunFolder& folder, const RunOptions& options) {
  std::vector<std::string> names{"input.png"};
  if (options.svg) names.emplace_back("input.svg");
  if (options.pdf) names.emplace_back("input.pdf");
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(folder.file(name));
  return writeInputFigures(run, paths);
}

int runRun(const RunOptions& options) {
  const Result<Config> config = configOf(options);
  if (!config) return complain(kExitBadUsage, config.message());
  Result<Experiment> experiment = loadExperiment(*config);
  if (!experiment) return complain(kExitBadUsage, experiment.message());
  Result<Run> run = Run::create(std::move(*experiment));
  if (!run) return complain(kExitBadUsage, run.message());
  Result<RunFolder> folder = RunFolder::create(options.out, run->experiment(), options.overwrite);
  if (!folder) {
    const bool occupied = folder.message().find("not empty") != std::string::npos ||
                          folder.message().find("is a file") != std::string::npos;
    return complain(occupied ? kExitBadUsage : kExitFailed, folder.message());
  }
  interrupted = 0;
  const auto previous = std::signal(SIGINT, onInterrupt);
  std::string problem;
  const RunEnd end = train(*run, *folder, options, problem);
  std::signal(SIGINT, previous);
  const Status finished = folder->finish(*run, end);
  const Status drawn = finished.ok() ? writePictures(*run, *folder, options) : Status();
  if (!problem.empty()) complain(kExitFailed, problem);
  if (!finished) complain(kExitFailed, finished.message());
  if (!drawn) complain(kExitFailed, drawn.message());
  if (end == RunEnd::kInterrupted) {
    complain(kExitFailed, "interrupted after step " + std::to_string(run->stepCount()) +
                              "; everything up to there is in " + folder->path());
  }
  if (!options.quiet && finished.ok()) printReport(*run, *folder);
  return end == RunEnd::kCompleted && finished.ok() && drawn.ok() ? kExitDone : kExitFailed;
}

}  // namespace

void addRunCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("run");
  setHelp(*command, kRunHelp + configHelp());
  const auto options = std::make_shared<RunOptions>();
  command->add_option("CONFIG", options->configPath);
  command->add_option("--preset", options->preset);
  command->add_option("--set", options->settings)->allow_extra_args(false);
  command->add_option("--steps", options->steps)->check(CLI::Range(0L, 1'000'000'000L));
  command->add_option("--out", options->out)->required();
  command->add_flag("--overwrite", options->overwrite);
  command->add_flag("--svg", options->svg);
  command->add_flag("--pdf", options->pdf);
  command->add_flag("--quiet", options->quiet);
  command->callback([options, &action] { action = [options] { return runRun(*options); }; });
}

}  // namespace adamscope
