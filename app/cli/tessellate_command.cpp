// adamscope tessellate: counts and draws the linear regions of a network.
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/figure/tessellation_figure.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"
#include "core/io/tessellation_json.h"
#include "core/session/experiment.h"
#include "core/session/thread_pool.h"

namespace adamscope {

namespace {

constexpr const char* kTessellateHelp =
    R"(adamscope tessellate: the exact linear regions of a network.

Examples:
  adamscope tessellate net.safetensors
  adamscope tessellate net.json --domain -2 3 -1.5 2 --out regions.svg
  adamscope tessellate net.json --fill region --out regions.png
  adamscope tessellate iris.safetensors --data iris.csv --slice pca --out slice.pdf
  adamscope tessellate net3d.json --origin 0,0,0.5 --u 1,0,0 --v 0,1,0 --domain -1 1 -1 1

Usage: adamscope tessellate NETWORK [--domain XMIN XMAX YMIN YMAX] [--out FILE.svg|.png|.pdf|.json]

  NETWORK           .safetensors (PyTorch's nn.Sequential names) or .json
  --domain ...      what part of the slice to look at; XMIN XMAX are enough for one input.
                    -1 1 -1 1 if not given, or around the samples of --data
  --out FILE        a picture (.svg, .pdf, .png) or the whole cell complex (.json)
  --fill KIND       colour the regions by output, probability, region, class or none
                    (output; class for several outputs)
  --max-regions N   stop there and say "exact":false (1000000)
  --threads N       worker threads; the result does not depend on it (all cores)

For more than two inputs, which plane:
  --origin, --u, --v    numbers with commas: x = origin + s u + t v (origin 0 if not given)
  --data FILE.csv       samples; with --slice pca (their first two principal directions) or
  --slice KIND          --slice points:A,B,C (through three of them, counted from 0)

Prints one line: {"regions":R,"vertices":V,"edges":E,"area":A,"seconds":S,"exact":true}
)";

struct TessellateOptions {
  std::string network;
  std::vector<double> domain;
  std::string out;
  std::string fill;
  long maxRegions = 1'000'000;
  int threads = 0;
  std::vector<double> origin;
  std::vector<double> u;
  std::vector<double> v;
  std::string data;
  std::string slice;
};

Result<FigureFill> fillOf(const std::string& name, const Network& network) {
  const bool several = network.architecture.outputCount() > 1;
  if (name.empty()) return several ? FigureFill::kClass : FigureFill::kOutput;
  if (name == "output") return FigureFill::kOutput;
  if (name == "probability") return FigureFill::kProbability;
  if (name == "region") return FigureFill::kRegion;
  if (name == "class") return FigureFill::kClass;
  if (name == "none") return FigureFill::kNone;
  return Error{"--fill: '" + name + "' is not output, probability, region, class or none"};
}

/// The slice's kind and numbers in the words of a configuration.
Result<SliceConfig> sliceConfigOf(const TessellateOptions& options, int inputs) {
  SliceConfig config;
  config.origin = options.origin;
  config.u = options.u;
  config.v = options.v;
  const bool hasAxes = !options.u.empty() || !options.v.empty() || !options.origin.empty();
  if (hasAxes && !options.slice.empty()) {
    return Error{"give either --slice or --origin, --u, --v, not both"};
  }
  if (hasAxes) {
    config.kind = SliceKind::kAxes;
    return config;
  }
  if (options.slice.empty()) {
    if (inputs <= 2) return config;
    return Error{"the network has " + std::to_string(inputs) +
                 " inputs; say which plane to look at: --u and --v (and --origin), or --data with "
                 "--slice pca or --slice points:A,B,C"};
  }
  if (options.data.empty()) return Error{"--slice needs the samples: add --data FILE.csv"};
  if (options.slice == "pca") {
    config.kind = SliceKind::kPca;
    return config;
  }
  if (!options.slice.starts_with("points:")) {
    return Error{"--slice: '" + options.slice + "' is not pca or points:A,B,C"};
  }
  Config parsed;
  const Status set = setConfigKey(parsed, "slice.samples=" + options.slice.substr(7));
  if (!set) return Error{"--slice: " + set.message()};
  config.kind = SliceKind::kPoints;
  config.samples = parsed.slice.samples;
  return config;
}

Result<Matrix> samplesOf(const TessellateOptions& options, int inputs) {
  if (options.data.empty()) return Matrix(Matrix::Zero(0, inputs));
  const Result<std::string> text = readTextFile(options.data);
  if (!text) return text.error();
  Result<CsvFeatures> features = parseCsvFeatures(*text, options.data);
  if (!features) return features.error();
  if (features->inputs.cols() != inputs) {
    return Error{options.data + " has " + std::to_string(features->inputs.cols()) +
                 " feature columns, but the network has " + std::to_string(inputs) + " inputs"};
  }
  return std::move(features->inputs);
}

Result<SliceDomain> domainFor(const TessellateOptions& options, const InputSlice& slice,
                              const Matrix& samples) {
  const auto needed = static_cast<std::size_t>(2 * slice.dimension());
  SliceDomain domain;
  if (options.domain.empty()) {
    return samples.rows() > 0 ? domainAround(slice, samples) : domain;
  }
  if (options.domain.size() != needed && options.domain.size() != 4) {
    return Error{needed == 2 ? "--domain needs XMIN XMAX" : "--domain needs XMIN XMAX YMIN YMAX"};
  }
  domain.xMin = options.domain[0];
  domain.xMax = options.domain[1];
  if (options.domain.size() == 4) {
    domain.yMin = options.domain[2];
    domain.yMax = options.domain[3];
  }
  if (const Status valid = domain.validate(); !valid) return Error{"--domain: " + valid.message()};
  return domain;
}

Status writeResult(const TessellateOptions& options, FigureFill fill, const Network& network,
                   const Tessellation& regions) {
  if (options.out.empty()) return {};
  if (options.out.ends_with(".json")) {
    return writeFileAtomically(options.out, tessellationToJson(network, regions));
  }
  std::string subtitle = std::to_string(regions.faceCount()) + " linear regions";
  if (!regions.exact) subtitle += " (truncated)";
  const TessellationFigure figure{.network = &network,
                                  .tessellation = &regions,
                                  .title = network.architecture.describe(),
                                  .subtitle = subtitle};
  FigureOptions look{.fill = fill, .width = 440.0};
  if (options.out.ends_with(".png")) look.scale = 3.0;
  return writeTessellationFigure(figure, options.out, look);
}

void printCounts(const Tessellation& regions, double seconds) {
  nlohmann::ordered_json line;
  line["regions"] = regions.faceCount();
  line["vertices"] = regions.vertices.size();
  line["edges"] = regions.reportedEdgeCount();
  line["area"] = totalArea(regions);
  line["seconds"] = seconds;
  line["exact"] = regions.exact;
  std::printf("%s\n", line.dump().c_str());
}

int runTessellate(const TessellateOptions& options) {
  const Result<Network> network = loadNetwork(options.network);
  if (!network) return complain(kExitBadUsage, network.message());
  const int inputs = network->architecture.inputCount();
  const Result<FigureFill> fill = fillOf(options.fill, *network);
  if (!fill) return complain(kExitBadUsage, fill.message());
  const Result<Matrix> samples = samplesOf(options, inputs);
  if (!samples) return complain(kExitBadUsage, samples.message());
  const Result<SliceConfig> sliceConfig = sliceConfigOf(options, inputs);
  if (!sliceConfig) return complain(kExitBadUsage, sliceConfig.message());
  const Result<InputSlice> slice = sliceOf(*sliceConfig, *samples);
  if (!slice) return complain(kExitBadUsage, slice.message());
  const Result<SliceDomain> domain = domainFor(options, *slice, *samples);
  if (!domain) return complain(kExitBadUsage, domain.message());

  ThreadPool pool(options.threads);
  const auto start = std::chrono::steady_clock::now();
  const Tessellation regions =
      tessellate(*network, *slice, *domain,
                 {.maxRegions = static_cast<std::size_t>(options.maxRegions), .executor = &pool});
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!regions.exact) {
    complain(kExitDone, "warning: stopped at " + std::to_string(options.maxRegions) +
                            " regions; the counts are not those of the whole network (raise "
                            "--max-regions, or look at a smaller --domain)");
  }
  if (const Status written = writeResult(options, *fill, *network, regions); !written) {
    return complain(kExitFailed, written.message());
  }
  printCounts(regions, seconds);
  return kExitDone;
}

}  // namespace

void addTessellateCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("tessellate");
  setHelp(*command, kTessellateHelp);
  const auto options = std::make_shared<TessellateOptions>();
  command->add_option("NETWORK", options->network)->required();
  command->add_option("--domain", options->domain)->expected(2, 4);
  command->add_option("--out", options->out);
  command->add_option("--fill", options->fill);
  command->add_option("--max-regions", options->maxRegions)->check(CLI::Range(1L, 1'000'000'000L));
  command->add_option("--threads", options->threads)->check(CLI::Range(0, 1024));
  command->add_option("--origin", options->origin)->delimiter(',');
  command->add_option("--u", options->u)->delimiter(',');
  command->add_option("--v", options->v)->delimiter(',');
  command->add_option("--data", options->data);
  command->add_option("--slice", options->slice);
  command->callback([options, &action] { action = [options] { return runTessellate(*options); }; });
}

}  // namespace adamscope
