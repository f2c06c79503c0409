#include "core/session/comparison.h"

#include <cmath>
#include <limits>

#include "core/session/config_schema.h"

namespace adamscope {

namespace {

/// Whether both begin with the same samples, network and loss.
bool hasSameStart(const Config& a, const Config& b) {
  return a.data == b.data && a.network == b.network && a.loss == b.loss;
}

std::string nameFor(const Config& config, const std::vector<std::string>& settings) {
  std::string name;
  for (const ConfigKey& key : configSchema()) {
    if (key.name == "optimizer.name") name = key.read(config).get<std::string>();
  }
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    const std::string key = setting.substr(0, equals);
    if (key == "optimizer.name" || equals == std::string::npos) continue;
    name += ", " + key.substr(key.rfind('.') + 1) + " " + setting.substr(equals + 1);
  }
  return name;
}

}  // namespace

Result<Comparison> Comparison::create(
    const Config& base, const std::vector<std::vector<std::string>>& variants,
    const std::function<Result<Experiment>(const Config&)>& load) {
  if (variants.size() < 2 || variants.size() > 6) {
    return Error{"a comparison needs two to six variants, not " + std::to_string(variants.size())};
  }
  Comparison comparison;
  for (const std::vector<std::string>& settings : variants) {
    Config config = base;
    for (const std::string& setting : settings) {
      if (const Status set = setConfigKey(config, setting); !set) return set.error();
    }
    if (!hasSameStart(base, config)) {
      return Error{
          "the variants of a comparison begin with the same data, network and loss; vary "
          "optimizer.* and batch.* only"};
    }
    Result<Experiment> experiment = load(config);
    if (!experiment) return experiment.error();
    Result<Run> run = Run::create(std::move(*experiment));
    if (!run) return run.error();
    comparison.runs_.push_back(std::make_unique<Run>(std::move(*run)));
    comparison.names_.push_back(nameFor(config, settings));
  }
  comparison.effectiveDimensions_.assign(variants.size(), std::numeric_limits<double>::quiet_NaN());
  comparison.points_.resize(variants.size());
  for (std::size_t i = comparison.runs_.size(); i-- > 0;) {
    if (comparison.runs_[i]->flow() != nullptr) comparison.reference_ = static_cast<int>(i);
  }
  if (const Status added = comparison.addCompanions(load); !added) return added.error();
  comparison.measure();
  return comparison;
}

Status Comparison::addCompanions(const std::function<Result<Experiment>(const Config&)>& load) {
  const Run& reference = *runs_[static_cast<std::size_t>(reference_)];
  for (const std::unique_ptr<Run>& run : runs_) {
    companions_.push_back(nullptr);
    const double rate = run->config().optimizer.learningRate;
    const bool isInTime = rate == reference.config().optimizer.learningRate;
    if (reference.flow() == nullptr || run->flow() != nullptr || isInTime) continue;
    Config config = reference.config();
    config.optimizer.learningRate = rate;
    Result<Experiment> experiment = load(config);
    if (!experiment) return experiment.error();
    Result<Run> companion = Run::create(std::move(*experiment));
    if (!companion) return companion.error();
    companions_.back() = std::make_unique<Run>(std::move(*companion));
  }
  return {};
}

Run& Comparison::referenceOf(std::size_t run) const {
  return companions_[run] != nullptr ? *companions_[run]
                                     : *runs_[static_cast<std::size_t>(reference_)];
}

/// One step; of a flow as many as it takes to the next multiple of its learning rate. The last
/// step's d_eff; nothing if there was none.
std::optional<double> Comparison::advance(Run& run) const {
  constexpr double kRounding = 1e-9;
  const double goal = static_cast<double>(steps_) * run.config().optimizer.learningRate;
  std::optional<double> dimension;
  do {
    const std::optional<StepRecord> record = run.step();
    if (!record) break;
    dimension = record->effectiveDimension;
  } while (run.flow() != nullptr && run.time() < goal * (1.0 - kRounding));
  return dimension;
}

bool Comparison::step() {
  bool isAnyLeft = false;
  ++steps_;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    effectiveDimensions_[i] = advance(*runs_[i]).value_or(effectiveDimensions_[i]);
    isAnyLeft = isAnyLeft || !runs_[i]->divergence();
    if (companions_[i] != nullptr && !runs_[i]->divergence()) advance(*companions_[i]);
  }
  measure();
  return isAnyLeft;
}

void Comparison::measure() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    Run& run = *runs_[i];
    if (run.divergence()) continue;
    Run& reference = referenceOf(i);
    const Performance now = run.performance();
    const Vector& theta = run.network().parameters;
    const bool hasReference = !reference.divergence();
    points_[i].push_back(
        {.time = run.time(),
         .trainLoss = now.trainLoss,
         .testLoss = now.testLoss,
         .crossings = run.counts().crossings,
         .regionsVisited = run.counts().regionsVisited,
         .effectiveDimension = effectiveDimensions_[i],
         .travelled = (theta - run.experiment().initial.parameters).norm(),
         .distance = hasReference ? (theta - reference.network().parameters).norm() : nan,
         .lossDifference = hasReference ? now.trainLoss - reference.performance().trainLoss : nan,
         .pieces = run.stepCount()});
  }
}

}  // namespace adamscope
