// adamscope barrier: how high the loss rises between two solutions.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/plot/plot_export.h"
#include "app/report/run_page.h"
#include "core/base/file.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"

namespace adamscope {

namespace {

constexpr const char* kBarrierHelp =
    R"(adamscope barrier: how high the loss rises on paths between two trained networks.

Examples:
  adamscope barrier a/final.safetensors b/final.safetensors --data a/data.csv
  adamscope barrier a.json b.json --data a/data.csv --json --out barrier.svg

Usage: adamscope barrier A B --data FILE.csv [--loss NAME] [--json] [--out FIGURE]

  A, B              networks of the same shape (.safetensors or .json)
  --data FILE.csv   labelled samples, scaled as the networks saw them (a run's data.csv is); rows of
                    the test split are left out
  --loss NAME       mse, half_mse, bce or cross_entropy; by default bce for two classes,
                    cross_entropy for more, half_mse for real targets
  --json            one line of JSON instead of a table, with the loss at 101 places of each path
  --out FIGURE      also draws the loss along the paths (.svg, .pdf or .png)

Three paths: the straight line, the line to B after its neurons are matched to A's (Hungarian
method, layer by layer), and a quadratic Bezier curve whose middle point is trained. The barrier is
the largest loss on the path minus the larger one of its ends. Crossings are exact on the straight
paths; the curve is cut into 64 chords for them.
)";

struct BarrierOptions {
  std::string from;
  std::string to;
  std::string data;
  std::string loss;
  std::string out;
  bool json = false;
};

Result<Loss> lossFor(const std::string& name, const DataSet& data, int outputs) {
  if (name == "mse") return Loss::kMse;
  if (name == "half_mse") return Loss::kHalfMse;
  if (name == "bce") return Loss::kBce;
  if (name == "cross_entropy") return Loss::kCrossEntropy;
  if (!name.empty()) {
    return Error{"--loss is " + name + "; it must be one of mse, half_mse, bce, cross_entropy"};
  }
  if (data.task == Task::kRegression) return Loss::kHalfMse;
  return outputs == 1 ? Loss::kBce : Loss::kCrossEntropy;
}

/// The training rows.
DataSet trainingRows(const CsvDataSet& csv) {
  if (!csv.isTest) return csv.data;
  std::vector<int> rows;
  for (int i = 0; i < csv.data.sampleCount(); ++i) {
    if (!(*csv.isTest)[static_cast<std::size_t>(i)]) rows.push_back(i);
  }
  DataSet data = csv.data;
  data.inputs = csv.data.inputs(rows, Eigen::all);
  if (csv.data.targets.size() > 0) data.targets = csv.data.targets(rows, Eigen::all);
  data.labels.clear();
  for (const int row : rows) {
    if (csv.data.labels.empty()) break;
    data.labels.push_back(csv.data.labels[static_cast<std::size_t>(row)]);
  }
  return data;
}

nlohmann::ordered_json profileJson(const PathProfile& profile) {
  return {{"barrier", profile.barrier},
          {"crossings", profile.crossings},
          {"region_changes", profile.regionChanges},
          {"losses", profile.losses}};
}

void print(const BarrierReport& report, const BarrierOptions& options) {
  if (options.json) {
    nlohmann::ordered_json all;
    all["distance"] = report.distance;
    all["matched_distance"] = report.matchedDistance;
    all["straight"] = profileJson(report.straight);
    all["matched"] = profileJson(report.matched);
    all["curve"] = profileJson(report.curve);
    std::printf("%s\n", all.dump().c_str());
    return;
  }
  std::printf("%-16s %12s %12s %10s %14s\n", "path", "barrier", "highest loss", "crossings",
              "region changes");
  const auto row = [](const char* name, const PathProfile& profile) {
    double highest = profile.losses.front();
    for (const double loss : profile.losses) highest = std::max(highest, loss);
    std::printf("%-16s %12.6g %12.6g %10ld %14ld\n", name, profile.barrier, highest,
                profile.crossings, profile.regionChanges);
  };
  row("straight", report.straight);
  row("after matching", report.matched);
  row("trained curve", report.curve);
  std::printf("loss at A %.6g, at B %.6g; |A - B| %.6g, after matching %.6g\n",
              report.straight.losses.front(), report.straight.losses.back(), report.distance,
              report.matchedDistance);
}

Status drawFigure(const BarrierReport& report, const std::string& path) {
  const ReportPlot content = barrierPlot(report);
  return plot::writePlot({content.spec, {}, {}}, {}, path);
}

Status checkFit(const Network& a, const Network& b, const DataSet& data, Loss loss) {
  if (a.architecture != b.architecture) {
    return Error{"the networks have different shapes: " + a.architecture.describe() + " and " +
                 b.architecture.describe() + " (or another leaky slope); a path needs one shape"};
  }
  if (data.featureCount() != a.architecture.inputCount()) {
    return Error{"the data have " + std::to_string(data.featureCount()) +
                 " features, but the networks " + std::to_string(a.architecture.inputCount()) +
                 " inputs"};
  }
  const bool needsClasses = loss == Loss::kBce || loss == Loss::kCrossEntropy;
  if (needsClasses && data.task == Task::kRegression) {
    return Error{"this loss needs classes, but the data have real targets"};
  }
  if (requiredOutputCount(data, loss) != a.architecture.outputCount()) {
    return Error{"these data and this loss need " +
                 std::to_string(requiredOutputCount(data, loss)) + " outputs, the networks have " +
                 std::to_string(a.architecture.outputCount())};
  }
  return {};
}

int runBarrier(const BarrierOptions& options) {
  const Result<Network> from = loadNetwork(options.from);
  if (!from) return complain(kExitBadUsage, from.message());
  const Result<Network> to = loadNetwork(options.to);
  if (!to) return complain(kExitBadUsage, to.message());
  const Result<std::string> text = readTextFile(options.data);
  if (!text) return complain(kExitBadUsage, text.message());
  const Result<CsvDataSet> csv = parseCsvDataSet(*text, options.data);
  if (!csv) return complain(kExitBadUsage, csv.message());
  const DataSet data = trainingRows(*csv);
  const Result<Loss> loss = lossFor(options.loss, data, from->architecture.outputCount());
  if (!loss) return complain(kExitBadUsage, loss.message());
  if (const Status fits = checkFit(*from, *to, data, *loss); !fits) {
    return complain(kExitBadUsage, fits.message());
  }
  const BarrierReport report = measureBarrier(*from, *to, data, *loss);
  print(report, options);
  if (options.out.empty()) return kExitDone;
  const Status drawn = drawFigure(report, options.out);
  return drawn ? kExitDone : complain(kExitFailed, drawn.message());
}

}  // namespace

void addBarrierCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("barrier");
  setHelp(*command, kBarrierHelp);
  const auto options = std::make_shared<BarrierOptions>();
  command->add_option("A", options->from)->required();
  command->add_option("B", options->to)->required();
  command->add_option("--data", options->data)->required();
  command->add_option("--loss", options->loss);
  command->add_option("--out", options->out);
  command->add_flag("--json", options->json);
  command->callback([options, &action] { action = [options] { return runBarrier(*options); }; });
}

}  // namespace adamscope
