#include "app/model/data_source.h"

#include <algorithm>

#include "core/data/embedded_data.h"
#include "core/io/network_file.h"
#include "core/session/config_schema.h"

namespace adamscope {

namespace {

bool isSquared(Loss loss) { return loss == Loss::kMse || loss == Loss::kHalfMse; }

bool loadedNetworkFits(const Config& config, const DataSet& train) {
  const Result<Network> network = loadNetwork(config.network.load);
  return network && network->architecture.inputCount() == train.featureCount() &&
         network->architecture.outputCount() == requiredOutputCount(train, config.loss);
}

}  // namespace

std::string csvPathOf(const std::string& source) {
  constexpr std::string_view kPrefix = "csv:";
  return source.starts_with(kPrefix) ? source.substr(kPrefix.size()) : std::string();
}

bool isBuiltInCsv(const std::string& source) {
  const std::string name = csvPathOf(source);
  const std::vector<EmbeddedFile> files = embeddedDataFiles();
  return std::any_of(files.begin(), files.end(),
                     [&](const EmbeddedFile& file) { return file.name == name; });
}

Loss fittingLoss(Loss loss, const DataSet& train, Task before) {
  if (train.task == Task::kRegression) return isSquared(loss) ? loss : Loss::kMse;
  const bool hasTwo = train.classNames.size() == 2;
  if (isSquared(loss) && before == Task::kRegression) {
    return hasTwo ? Loss::kBce : Loss::kCrossEntropy;
  }
  return loss == Loss::kBce && !hasTwo ? Loss::kCrossEntropy : loss;
}

Result<Config> withDataSource(const Config& config, const std::string& source, Task before) {
  Config changed = config;
  if (const Status set = setConfigKey(changed, "data.source=" + source); !set) return set.error();
  if (isBuiltInCsv(source) && changed.data.scaling == Scaling::kNone) {
    changed.data.scaling = Scaling::kStandard;
  }
  // A few samples of a generator tell what all of them are like.
  DataConfig probe = changed.data;
  probe.samples = std::min(probe.samples, 64);
  const Result<SplitDataSet> data = loadData(probe);
  if (!data) return data.error();
  changed.loss = fittingLoss(changed.loss, data->train, before);
  changed.slice = SliceConfig{};
  if (!changed.network.load.empty() && !loadedNetworkFits(changed, data->train)) {
    changed.network.load.clear();
  }
  return changed;
}

}  // namespace adamscope
