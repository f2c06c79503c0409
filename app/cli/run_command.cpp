// adamscope run: trains, logs and draws without a window.
#include <cmath>
#include <cstdio>
#include <span>
#include <variant>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/cli/input_figure.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/run_report.h"
#include "app/report/report_html.h"
#include "app/report/report_pdf.h"
#include "app/report/run_page.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/io/network_file.h"
#include "core/io/run_folder.h"
#include "core/io/theory_json.h"

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
  --steps N         the same as --set steps=N; 1e5 is a number, too
  --out DIR         where the run is written; made if it is not there, refused if not empty
  --overwrite       replace the run that is in DIR
  --theory          also write theory.csv: the assumptions, the tangent kernel and the gap, every
                    theory.interval steps
  --report FILE     write a page for people (.html or .pdf): bounds, assumptions, rates, gap;
                    implies --theory
  --barrier OTHER   with --report: the barrier to the network in the file OTHER, or for seed:N to
                    the same run from network.seed=N (default: the next seed); none: leave it out
  --svg, --pdf      write input.svg, input.pdf beside input.png
  --quiet           print nothing but errors

DIR then holds config.json and data.csv (what reproduces the run), crossings.csv (one line an
event), steps.csv (one line a step, losses before the step), final.safetensors and final.json (the
network), input.png (its linear regions), summary.json (counts, bounds, verdicts).
Ctrl-C ends a run early and keeps everything up to there; a run that is killed leaves its logs
complete to about a second.

Settings:
)";

struct RunOptions {
  ConfigChoice config;
  std::string out;
  bool overwrite = false;
  bool svg = false;
  bool pdf = false;
  bool quiet = false;
  bool theory = false;
  std::string report;
  std::string barrier;
};

/// The looks at the theory along the run, with the steps that the report draws.
class TheoryLog {
 public:
  TheoryLog(const Run& run, const RunFolder& folder)
      : experiment_(std::make_shared<const Experiment>(run.experiment())),
        analyst_(experiment_),
        history_(experiment_),
        path_(folder.file("theory.csv")),
        text_(theoryHeader() + "\n") {}

  void look(Run& run) {
    appendTheoryLine(text_, analyst_.look(run.theorySnapshot(), run.config().theory),
                     run.config().theory);
  }
  void lookIfDue(Run& run) {
    if (run.stepCount() % lookInterval(run.config()) == 0) look(run);
  }
  void add(const StepRecord& record, std::span<const long> crossingsByLayer) {
    history_.append(record, crossingsByLayer);
  }
  Status write() const { return writeFileAtomically(path_, text_); }
  const TheoryAnalyst& analyst() const { return analyst_; }
  const RunHistory& history() const { return history_; }

 private:
  std::shared_ptr<const Experiment> experiment_;
  TheoryAnalyst analyst_;
  RunHistory history_;
  std::string path_;
  std::string text_;
};

/// Completes the steps taken so far and writes them.
Status logSteps(Run& run, RunFolder& folder, TheoryLog* theory) {
  Status logged;
  run.completeRecords([&](const StepRecord& record, std::span<const long> crossingsByLayer) {
    if (theory != nullptr) theory->add(record, crossingsByLayer);
    if (logged) logged = folder.append(record, run.nearLinearBound());
  });
  return logged;
}

/// Trains to the end, to divergence, to Ctrl-C or to the first log that cannot be written; then
/// `problem` says why.
RunEnd trainSteps(Run& run, RunFolder& folder, TheoryLog* theory, const RunOptions& options,
                  std::string& problem) {
  const long steps = run.experiment().config.steps;
  ProgressBar progress("steps", steps, !options.quiet);
  const InterruptGuard guard;
  while (run.stepCount() < steps) {
    if (guard.interrupted()) {
      problem = "interrupted after step " + std::to_string(run.stepCount()) +
                "; everything up to there is in " + folder.path();
      return RunEnd::kInterrupted;
    }
    const std::optional<StepRecord> record = run.stepAhead();
    if (!record) {
      problem = run.divergence()->message;
      return RunEnd::kDiverged;
    }
    if (run.recordsDue()) {
      if (const Status logged = logSteps(run, folder, theory); !logged) {
        problem = logged.message();
        return RunEnd::kFailed;
      }
    }
    if (theory != nullptr) theory->lookIfDue(run);
    if (progress.due()) {
      char note[96];
      std::snprintf(note, sizeof note, "loss %.4g  crossings %ld", record->before.trainLoss,
                    record->counts.crossings);
      progress.update(record->step, note);
    }
  }
  return RunEnd::kCompleted;
}

RunEnd train(Run& run, RunFolder& folder, TheoryLog* theory, const RunOptions& options,
             std::string& problem) {
  const RunEnd end = trainSteps(run, folder, theory, options, problem);
  if (end == RunEnd::kFailed) return end;
  const Status logged = logSteps(run, folder, theory);
  if (logged) return end;
  problem = logged.message();
  return RunEnd::kFailed;
}

Status writePictures(const Run& run, const RunFolder& folder, const RunOptions& options) {
  std::vector<std::string> names{"input.png"};
  if (options.svg) names.emplace_back("input.svg");
  if (options.pdf) names.emplace_back("input.pdf");
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(folder.file(name));
  return writeInputFigures(run, paths);
}

/// The network at the other end of the barrier.
Result<Network> barrierPartner(const Run& run, const std::string& where) {
  constexpr std::string_view kSeed = "seed:";
  if (!where.starts_with(kSeed)) return loadNetwork(where);
  Config config = run.experiment().config;
  const Status set = setConfigKey(config, "network.seed=" + where.substr(kSeed.size()));
  if (!set) return set.error();
  Result<Experiment> experiment = loadExperiment(config);
  if (!experiment) return experiment.error();
  Result<Run> other = Run::create(std::move(*experiment));
  if (!other) return other.error();
  while (other->stepCount() < run.stepCount()) {
    if (!other->step()) return Error{"the run from " + where + " diverged"};
  }
  return other->network();
}

/// What the report's barrier leads to; empty: there is none. A run that ended early, or whose
/// network comes from a file, has no partner of its own.
std::string wantedBarrier(const Run& run, RunEnd end, const RunOptions& options) {
  if (options.barrier == "none") return {};
  if (!options.barrier.empty()) return options.barrier;
  const NetworkConfig& network = run.experiment().config.network;
  if (end != RunEnd::kCompleted || run.stepCount() == 0 || !network.load.empty()) return {};
  return "seed:" + std::to_string(network.seed + 1);
}

Status writeReport(const Run& run, const TheoryLog& theory, RunEnd end, const RunOptions& options) {
  RunPageInput input;
  input.run = &run;
  input.history = &theory.history();
  input.analyst = &theory.analyst();
  input.end = end;
  BarrierReport barrier;
  const std::string wanted = wantedBarrier(run, end, options);
  if (!wanted.empty()) {
    const Result<Network> other = barrierPartner(run, wanted);
    if (!other) return other.error();
    if (other->architecture != run.network().architecture) {
      return Error{"--barrier " + wanted + ": a network of another shape, " +
                   other->architecture.describe()};
    }
    const Experiment& experiment = run.experiment();
    barrier = measureBarrier(run.network(), *other, experiment.data.train, experiment.config.loss);
    input.barrier = &barrier;
    input.barrierPartner =
        wanted.starts_with("seed:")
            ? "that of the same configuration with network.seed = " + wanted.substr(5)
            : "the one in " + wanted;
  }
  const ReportPage page = runPage(input);
  const Result<std::string> bytes =
      options.report.ends_with(".pdf") ? reportPdf(page) : reportHtml(page);
  if (!bytes) return bytes.error();
  return writeFileAtomically(options.report, *bytes);
}

int trainAndWrite(Run& run, RunFolder& folder, const RunOptions& options) {
  std::string problem;
  std::optional<TheoryLog> theory;
  if (options.theory || !options.report.empty()) theory.emplace(run, folder);
  if (theory) theory->look(run);
  const RunEnd end = train(run, folder, theory ? &*theory : nullptr, options, problem);
  if (theory && theory->analyst().looks().back().step != run.stepCount()) theory->look(run);
  Status finished = folder.finish(run, end, theory ? &theory->analyst().looks().back() : nullptr);
  if (theory && finished) finished = theory->write();
  if (theory && finished && !options.report.empty()) {
    finished = writeReport(run, *theory, end, options);
  }
  const Status drawn = writePictures(run, folder, options);
  if (!problem.empty()) complain(kExitFailed, problem);
  if (const Status& first = finished.ok() ? drawn : finished; !first) {
    complain(kExitFailed, first.message());
  }
  const bool complete = end != RunEnd::kFailed && finished.ok() && drawn.ok();
  if (!options.quiet) {
    std::printf("%s\n%s %s\n", runReport(run).c_str(),
                complete ? "Written to" : "Incomplete; what could be written is in",
                folder.path().c_str());
  }
  return end == RunEnd::kCompleted && complete ? kExitDone : kExitFailed;
}

/// Says so where the windows of gradients and updates are large.
void warnOfMemory(const Experiment& experiment) {
  constexpr double kMuch = 1e9;
  const int window = experiment.config.theory.window;
  const double bytes = 2.0 * EffectiveDimension::memoryBytes(
                                 experiment.initial.architecture.parameterCount(), window);
  if (bytes < kMuch) return;
  const std::string vectors = window > 0 ? "the last " + std::to_string(window) : "all";
  complain(kExitDone, "warning: d_eff of " + vectors + " gradients and updates takes up to " +
                          std::to_string(std::lround(bytes / 1e9)) +
                          " GB of memory; a smaller theory.window takes less");
}

int runRun(const RunOptions& options) {
  if (!options.barrier.empty() && options.report.empty()) {
    return complain(kExitBadUsage, "--barrier is part of a report: add --report FILE.html");
  }
  const bool isKnown = options.report.ends_with(".html") || options.report.ends_with(".pdf");
  if (!options.report.empty() && !isKnown) {
    return complain(kExitBadUsage,
                    "--report " + options.report + ": the ending must be .html or .pdf");
  }
  const Result<Config> config = chooseConfig(options.config);
  if (!config) return complain(kExitBadUsage, config.message());
  Result<Experiment> experiment = loadExperiment(*config);
  if (!experiment) return complain(kExitBadUsage, experiment.message());
  warnOfMemory(*experiment);
  Result<Run> run = Run::create(std::move(*experiment), options.out);
  if (!run) return complain(kExitBadUsage, run.message());
  auto folder = RunFolder::create(options.out, run->experiment(), options.overwrite);
  if (const auto* refusal = std::get_if<RunFolderRefusal>(&folder)) {
    const bool wrongPlace = refusal->reason == RunFolderRefusal::Reason::kOccupied;
    return complain(wrongPlace ? kExitBadUsage : kExitFailed, refusal->message);
  }
  return trainAndWrite(*run, std::get<RunFolder>(folder), options);
}

}  // namespace

void addRunCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("run");
  setHelp(*command, kRunHelp + configHelp());
  const auto options = std::make_shared<RunOptions>();
  addConfigOptions(*command, options->config);
  command->add_option("--out", options->out)->required();
  command->add_flag("--overwrite", options->overwrite);
  command->add_flag("--theory", options->theory);
  command->add_option("--report", options->report);
  command->add_option("--barrier", options->barrier);
  command->add_flag("--svg", options->svg);
  command->add_flag("--pdf", options->pdf);
  command->add_flag("--quiet", options->quiet);
  command->callback([options, &action] { action = [options] { return runRun(*options); }; });
}

}  // namespace adamscope
