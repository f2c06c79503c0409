#include "app/cli/tessellate_options.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"
#include "core/session/experiment.h"

namespace adamscope {

namespace {

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

/// The numbers of an option that takes several, separated by commas or blanks.
Result<std::vector<double>> numbersOf(const char* option, const std::vector<std::string>& words) {
  std::vector<double> numbers;
  for (const std::string& word : words) {
    const std::optional<double> number = parseReal(trimmed(word));
    if (!number || !std::isfinite(*number)) {
      return Error{std::string(option) + ": '" + word + "' is not a finite number"};
    }
    numbers.push_back(*number);
  }
  return numbers;
}

/// --max-regions, which takes what the setting limits.max_regions takes.
Result<long> maxRegionsOf(const TessellateOptions& options) {
  Config config;
  if (options.maxRegions.empty()) return config.limits.maxRegions;
  const Status set = setConfigKey(config, "limits.max_regions=" + options.maxRegions);
  if (!set) return Error{"--max-regions: " + set.message()};
  return config.limits.maxRegions;
}

Status axesOf(const TessellateOptions& options, SliceConfig& config) {
  config.kind = SliceKind::kAxes;
  Result<std::vector<double>> origin = numbersOf("--origin", options.origin);
  if (!origin) return origin.error();
  Result<std::vector<double>> u = numbersOf("--u", options.u);
  if (!u) return u.error();
  Result<std::vector<double>> v = numbersOf("--v", options.v);
  if (!v) return v.error();
  if (u->empty() || v->empty()) return Error{"a plane needs both directions, --u and --v"};
  config.origin = std::move(*origin);
  config.u = std::move(*u);
  config.v = std::move(*v);
  return {};
}

/// The slice's kind and numbers in the words of a configuration.
Result<SliceConfig> sliceConfigOf(const TessellateOptions& options, int inputs) {
  SliceConfig config;
  const bool hasAxes = !options.u.empty() || !options.v.empty() || !options.origin.empty();
  if (hasAxes && !options.slice.empty()) {
    return Error{"give either --slice or --origin, --u, --v, not both"};
  }
  if (hasAxes) {
    if (const Status read = axesOf(options, config); !read) return read.error();
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
  const Result<std::vector<double>> bounds = numbersOf("--domain", options.domain);
  if (!bounds) return bounds.error();
  if (bounds->size() != needed && bounds->size() != 4) {
    return Error{std::string("--domain needs ") +
                 (needed == 2 ? "XMIN XMAX" : "XMIN XMAX YMIN YMAX") + ", " +
                 std::to_string(needed) + " numbers, not " + std::to_string(bounds->size())};
  }
  domain.xMin = (*bounds)[0];
  domain.xMax = (*bounds)[1];
  if (bounds->size() == 4) {
    domain.yMin = (*bounds)[2];
    domain.yMax = (*bounds)[3];
  }
  if (const Status valid = domain.validate(); !valid) return Error{"--domain: " + valid.message()};
  if (!std::isfinite(domain.area(slice.dimension()))) {
    return Error{"--domain: so large that its area is no number; take bounds below 1e150"};
  }
  return domain;
}

/// Before the work: whether the result can have this name at all.
Status checkOut(const std::string& out) {
  if (out.empty()) return {};
  for (const char* known : {".svg", ".pdf", ".png", ".json"}) {
    if (endingOf(out) == known) return {};
  }
  return Error{"--out: " + out + ": the ending decides the format; use .svg, .pdf, .png or .json"};
}

}  // namespace

std::string endingOf(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

Result<TessellateTask> prepareTessellation(const TessellateOptions& options) {
  if (const Status named = checkOut(options.out); !named) return named.error();
  const Result<long> maxRegions = maxRegionsOf(options);
  if (!maxRegions) return maxRegions.error();
  Result<Network> network = loadNetwork(options.network);
  if (!network) return network.error();
  const int inputs = network->architecture.inputCount();
  const Result<FigureFill> fill = fillOf(options.fill, *network);
  if (!fill) return fill.error();
  const Result<Matrix> samples = samplesOf(options, inputs);
  if (!samples) return samples.error();
  const Result<SliceConfig> sliceConfig = sliceConfigOf(options, inputs);
  if (!sliceConfig) return sliceConfig.error();
  Result<InputSlice> slice = sliceOf(*sliceConfig, *samples);
  if (!slice) return slice.error();
  const Result<SliceDomain> domain = domainFor(options, *slice, *samples);
  if (!domain) return domain.error();
  return TessellateTask{std::move(*network), *fill, std::move(*slice), *domain, *maxRegions};
}

}  // namespace adamscope
