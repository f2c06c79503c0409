#include "core/data/load_data.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv_dataset.h"
#include "core/data/embedded_data.h"
#include "core/data/generators.h"
#include "core/data/split.h"

namespace adamscope {
namespace {

constexpr std::string_view kCsvPrefix = "csv:";

bool isBareName(const std::string& location) {
  return location.find('/') == std::string::npos && !location.ends_with(".csv");
}

std::vector<std::string> embeddedNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embeddedDataFiles()) names.emplace_back(file.name);
  return names;
}

Result<SplitDataSet> loadCsv(const DataConfig& config) {
  const std::string location = config.source.substr(kCsvPrefix.size());
  Result<std::string> text = readCsvSource(location);
  if (!text) return text.error();
  Result<CsvDataSet> csv = parseCsvDataSet(*text, location);
  if (!csv) return csv.error();
  if (csv->isTest) return splitByFlags(csv->data, *csv->isTest);
  return splitRandomly(csv->data, config.testFraction, config.seed);
}

Result<SplitDataSet> loadUnscaled(const DataConfig& config) {
  if (config.source.starts_with(kCsvPrefix)) return loadCsv(config);
  Result<DataSet> data = generateDataSet(
      config.source, {.samples = config.samples, .noise = config.noise, .seed = config.seed});
  if (!data) return data.error();
  return splitRandomly(*data, config.testFraction, config.seed);
}

}  // namespace

Status validateDataSource(const std::string& source) {
  if (source.starts_with(kCsvPrefix)) {
    if (source.size() > kCsvPrefix.size()) return {};
    return Error{"csv: needs a path behind it, or one of the built-in sets " +
                 joined(embeddedNames())};
  }
  const std::vector<std::string> names = generatorNames();
  if (std::find(names.begin(), names.end(), source) != names.end()) return {};
  std::string hint = didYouMean(source, names);
  if (source.ends_with(".csv")) hint = "; did you mean csv:" + source + "?";
  return Error{"there is no data source \"" + source + "\"" + hint + " (the sources are " +
               joined(names) + " and csv:PATH)"};
}

Result<std::string> readCsvSource(const std::string& location) {
  if (isBareName(location)) {
    for (const EmbeddedFile& file : embeddedDataFiles()) {
      if (file.name == location) return std::string(file.text);
    }
  }
  Result<std::string> text = readTextFile(location);
  if (text || !isBareName(location)) return text;
  return Error{text.message() + " (built-in sets: " + joined(embeddedNames()) + ")"};
}

Result<SplitDataSet> loadData(const DataConfig& config) {
  if (Status status = validateDataSource(config.source); !status) return status.error();
  Result<SplitDataSet> data = loadUnscaled(config);
  if (!data) return data;
  const FeatureScaling fit = scaleFeatures(config.scaling, *data);
  for (Eigen::Index j = 0; j < fit.offset.size(); ++j) {
    // A sum or a square beyond the largest double.
    if (std::isfinite(fit.offset[j]) && std::isfinite(fit.scale[j]) &&
        data->train.inputs.col(j).allFinite() && data->test.inputs.col(j).allFinite()) {
      continue;
    }
    return Error{config.source + ": the feature " +
                 data->train.featureNames[static_cast<std::size_t>(j)] +
                 " is too large to be scaled; set data.scaling=none"};
  }
  return data;
}

}  // namespace adamscope
