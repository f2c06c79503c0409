// adamscope compare: optimizers or step sizes side by side, from one start.
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/report/comparison_page.h"
#include "app/report/report_html.h"
#include "core/base/file.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr const char* kCompareHelp =
    R"(adamscope compare: train variants from the same start in lock-step, and compare them.

Examples:
  adamscope compare --preset two_moons --steps 1000 --out compared
  adamscope compare --with optimizer.learning_rate=0.001 --with optimizer.learning_rate=0.01
                    --with optimizer.learning_rate=0.1 --out rates
  adamscope compare --set loss=half_mse --with optimizer.name=sgd,optimizer.learning_rate=0.2
                    --with optimizer.name=gradient_flow,optimizer.learning_rate=0.2 --out flow

Usage: adamscope compare [CONFIG] [--preset NAME] [--set key=value]... [--steps N]
                         [--with key=value[,key=value]...]... --out DIR

  CONFIG, --preset, --set, --steps   what the variants share, as in adamscope run
  --with ...        one variant: its settings of optimizer.* and batch.*; two to six times. Without:
                    adam, sgd with momentum 0.9, and gradient_flow
  --out DIR         where compare.csv, compare.json, compare.svg and compare.html are written;
                    refused if it holds a comparison already
  --overwrite       replace that comparison
  --quiet           print nothing but errors

A row of compare.csv is one step of each variant. A gradient flow passes the same time as k steps of
its learning rate, in as many pieces as it needs. Distances in parameters and in loss are to the
flow, if there is one, at the time k times the variant's own learning rate; else to the first
variant (theory F2).
)";

struct CompareOptions {
  ConfigChoice config;
  std::vector<std::string> variants;
  std::string out;
  bool overwrite = false;
  bool quiet = false;
};

std::vector<std::string> splitSettings(const std::string& text) {
  std::vector<std::string> settings;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    settings.push_back(text.substr(start, comma - start));
    start = comma + 1;
  }
  return settings;
}

std::vector<std::vector<std::string>> variantsOf(const CompareOptions& options) {
  if (options.variants.empty()) {
    return {{"optimizer.name=adam"},
            {"optimizer.name=sgd", "optimizer.momentum=0.9"},
            {"optimizer.name=gradient_flow"}};
  }
  std::vector<std::vector<std::string>> variants;
  for (const std::string& text : options.variants) variants.push_back(splitSettings(text));
  return variants;
}

/// The folder, or why not there.
Status prepareFolder(const CompareOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (!std::filesystem::is_directory(options.out, error)) {
    return Error{options.out + " cannot be made a folder; choose another --out"};
  }
  const bool isTaken = std::filesystem::exists(options.out + "/compare.csv", error);
  if (isTaken && !options.overwrite) {
    return Error{options.out +
                 " holds a comparison already; choose another --out, or add --overwrite"};
  }
  return {};
}

Status writeAll(const Comparison& comparison, const std::string& folder) {
  const Status csv = writeFileAtomically(folder + "/compare.csv", comparisonCsv(comparison));
  if (!csv) return csv;
  const Status json =
      writeFileAtomically(folder + "/compare.json", comparisonJson(comparison).dump(2) + "\n");
  if (!json) return json;
  const Status drawn = drawComparison(comparison, folder + "/compare.svg");
  if (!drawn) return drawn;
  const Result<std::string> html = reportHtml(comparisonPage(comparison));
  if (!html) return html.error();
  return writeFileAtomically(folder + "/compare.html", *html);
}

void printTable(const Comparison& comparison) {
  std::printf("%-40s %12s %12s %10s %10s %10s\n", "variant", "train loss", "test loss", "crossings",
              "regions", "d_eff");
  for (int i = 0; i < comparison.runCount(); ++i) {
    const ComparedPoint& last = comparison.pointsOf(i).back();
    std::printf("%-40s %12.6g %12.6g %10ld %10ld %10.4g%s\n", comparison.nameOf(i).c_str(),
                last.trainLoss, last.testLoss, last.crossings, last.regionsVisited,
                last.effectiveDimension, comparison.runAt(i).divergence() ? "  diverged" : "");
  }
  for (int i = 0; i < comparison.runCount(); ++i) {
    const Run& run = comparison.runAt(i);
    const FlowState* flow = run.flow();
    if (flow == nullptr) continue;
    std::printf(
        "\n%s: %ld pieces for time %.6g, of which %.6g sliding along boundaries; %ld zigzag\n",
        comparison.nameOf(i).c_str(), run.stepCount(), run.time(), flow->slidingTime,
        flow->zigzagPieces);
  }
}

int runCompare(const CompareOptions& options) {
  const Result<Config> config = chooseConfig(options.config);
  if (!config) return complain(kExitBadUsage, config.message());
  Result<Comparison> comparison = Comparison::create(*config, variantsOf(options), loadExperiment);
  if (!comparison) return complain(kExitBadUsage, comparison.message());
  if (const Status folder = prepareFolder(options); !folder) {
    return complain(kExitBadUsage, folder.message());
  }
  ProgressBar progress("steps", config->steps, !options.quiet);
  const InterruptGuard guard;
  while (comparison->stepCount() < config->steps && !guard.interrupted() && comparison->step()) {
    if (progress.due()) progress.update(comparison->stepCount(), "");
  }
  progress.clear();
  const Status written = writeAll(*comparison, options.out);
  if (!written) return complain(kExitFailed, written.message());
  if (!options.quiet) {
    printTable(*comparison);
    std::printf("\nWritten to %s\n", options.out.c_str());
  }
  return guard.interrupted() ? kExitFailed : kExitDone;
}

}  // namespace

void addCompareCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("compare");
  setHelp(*command, kCompareHelp);
  const auto options = std::make_shared<CompareOptions>();
  addConfigOptions(*command, options->config);
  command->add_option("--with", options->variants)->allow_extra_args(false);
  command->add_option("--out", options->out)->required();
  command->add_flag("--overwrite", options->overwrite);
  command->add_flag("--quiet", options->quiet);
  command->callback([options, &action] { action = [options] { return runCompare(*options); }; });
}

}  // namespace adamscope
