// adamscope crossings: all crossings on the straight segment between two networks.
#include <cstdio>

#include "app/cli/command_line.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/crossings/crossing_detector.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr const char* kCrossingsHelp =
    R"(adamscope crossings: every change of an activation on the straight segment between two networks.

Examples:
  adamscope crossings before.safetensors after.safetensors --data samples.csv > events.csv
  adamscope crossings a.json b.json --data samples.csv | wc -l

Usage: adamscope crossings FROM TO --data FILE.csv

  FROM, TO          networks of the same shape (.safetensors or .json), however far apart
  --data FILE.csv   the samples; only the feature columns are read (not label, target, split)

Prints CSV with the columns of crossings.csv: step (always 1), tau in [0, 1] along the segment,
layer (from 1), neuron and sample (from 0, the sample's row), direction (1 on, -1 off); sorted by
tau, sample, layer, neuron. The events are exact, not sampled.
)";

struct CrossingsOptions {
  std::string from;
  std::string to;
  std::string data;
};

int printCrossings(const CrossingsOptions& options) {
  const Result<Network> from = loadNetwork(options.from);
  if (!from) return complain(kExitBadUsage, from.message());
  const Result<Network> to = loadNetwork(options.to);
  if (!to) return complain(kExitBadUsage, to.message());
  const Result<std::string> text = readTextFile(options.data);
  if (!text) return complain(kExitBadUsage, text.message());
  const Result<CsvFeatures> features = parseCsvFeatures(*text, options.data);
  if (!features) return complain(kExitBadUsage, features.message());
  if (from->architecture != to->architecture) {
    return complain(kExitBadUsage, "the networks have different shapes: " + options.from + " has " +
                                       from->architecture.describe() + ", " + options.to + " has " +
                                       to->architecture.describe() +
                                       " (or another leaky slope); a segment needs the same shape");
  }
  if (features->inputs.cols() != from->architecture.inputCount()) {
    return complain(kExitBadUsage, options.data + " has " +
                                       std::to_string(features->inputs.cols()) +
                                       " feature columns, but the networks have " +
                                       std::to_string(from->architecture.inputCount()) + " inputs");
  }
  std::string out = crossingsHeader() + "\n";
  for (const CrossingEvent& event : findCrossings(*from, *to, features->inputs)) {
    appendEventLine(out, 1, event);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);  // an error shows when the program ends
  return kExitDone;
}

}  // namespace

void addCrossingsCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("crossings");
  setHelp(*command, kCrossingsHelp);
  const auto options = std::make_shared<CrossingsOptions>();
  command->add_option("FROM", options->from)->required();
  command->add_option("TO", options->to)->required();
  command->add_option("--data", options->data)->required();
  command->callback(
      [options, &action] { action = [options] { return printCrossings(*options); }; });
}

}  // namespace adamscope
