#include "core/session/experiment.h"

#include <utility>

namespace adamscope {

namespace {

Vector vectorOf(const std::vector<double>& numbers) {
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Eigen::Index>(numbers.size()));
}

/// The network's widths for these data, or an error that names the widths that do not fit.
Status checkFit(const Architecture& shape, const SplitDataSet& data, Loss loss,
                const std::string& source) {
  const int inputs = data.train.featureCount();
  const int outputs = requiredOutputCount(data.train, loss);
  if (shape.inputCount() == inputs && shape.outputCount() == outputs) return {};
  return Error{"network.load: " + source + " has the widths " + shape.describe() +
               ", but the data and the loss need " + std::to_string(inputs) + " inputs and " +
               std::to_string(outputs) + (outputs == 1 ? " output" : " outputs")};
}

Status checkLoss(const DataSet& train, Loss loss) {
  if (train.task == Task::kClassification) return {};
  if (loss == Loss::kMse || loss == Loss::kHalfMse) return {};
  return Error{
      "loss: the data are a regression (column target); use mse or half_mse, not bce or "
      "cross_entropy"};
}

Result<Vector> givenVector(const char* key, const std::vector<double>& numbers, Eigen::Index size) {
  if (static_cast<Eigen::Index>(numbers.size()) == size) return vectorOf(numbers);
  return Error{std::string(key) + " needs " + std::to_string(size) +
               " numbers, one for each feature, not " + std::to_string(numbers.size())};
}

Result<InputSlice> axesSlice(const SliceConfig& config, Eigen::Index size) {
  Result<Vector> origin = config.origin.empty() ? Result<Vector>(Vector(Vector::Zero(size)))
                                                : givenVector("slice.origin", config.origin, size);
  if (!origin) return origin.error();
  Result<Vector> u = givenVector("slice.u", config.u, size);
  if (!u) return u.error();
  Result<Vector> v = givenVector("slice.v", config.v, size);
  if (!v) return v.error();
  return InputSlice::fromDirections(*origin, *u, *v);
}

Result<InputSlice> pointsSlice(const SliceConfig& config, const Matrix& inputs) {
  std::vector<Vector> points;
  for (const int sample : config.samples) {
    if (sample < 0 || sample >= inputs.rows()) {
      return Error{"slice.samples: there is no training sample " + std::to_string(sample) +
                   "; they are numbered 0 to " + std::to_string(inputs.rows() - 1)};
    }
    points.emplace_back(inputs.row(sample).transpose());
  }
  if (points.size() != 3) return Error{"slice.samples needs three training samples"};
  return InputSlice::throughPoints(points[0], points[1], points[2]);
}

}  // namespace

TrainerConfig trainerConfigOf(const Config& config) {
  return {.loss = config.loss, .optimizer = config.optimizer, .batch = config.batch};
}

Result<InputSlice> sliceOf(const SliceConfig& config, const Matrix& trainingInputs) {
  const Eigen::Index inputs = trainingInputs.cols();
  const bool small = inputs <= 2;
  switch (config.kind) {
    case SliceKind::kAxes:
      return axesSlice(config, inputs);
    case SliceKind::kPoints:
      return pointsSlice(config, trainingInputs);
    case SliceKind::kPca:
      if (inputs < 2) return Error{"slice.kind pca needs at least two features"};
      return InputSlice::principal(trainingInputs);
    case SliceKind::kWhole:
      if (!small) {
        return Error{"slice.kind whole needs one or two features; the data have " +
                     std::to_string(inputs) + " (use pca, axes or points)"};
      }
      return InputSlice::whole(static_cast<int>(inputs));
    case SliceKind::kAuto:
      break;
  }
  return small ? Result<InputSlice>(InputSlice::whole(static_cast<int>(inputs)))
               : InputSlice::principal(trainingInputs);
}

Result<SliceDomain> domainOf(const SliceConfig& config, const InputSlice& slice,
                             const SplitDataSet& data) {
  if (config.domain.empty()) {
    Matrix all(data.train.inputs.rows() + data.test.inputs.rows(), data.train.inputs.cols());
    all.topRows(data.train.inputs.rows()) = data.train.inputs;
    if (data.test.sampleCount() > 0) all.bottomRows(data.test.inputs.rows()) = data.test.inputs;
    return domainAround(slice, all);
  }
  if (config.domain.size() != 4) {
    return Error{"slice.domain needs four numbers: xmin, xmax, ymin, ymax"};
  }
  const SliceDomain domain{config.domain[0], config.domain[1], config.domain[2], config.domain[3]};
  const Status valid = domain.validate();
  if (!valid) return Error{"slice.domain: " + valid.message()};
  return domain;
}

double chosenRank(const SpectralRanks& ranks, DimensionMeasure measure) {
  switch (measure) {
    case DimensionMeasure::kStable:
      return ranks.stableRank;
    case DimensionMeasure::kEnergy:
      return ranks.energyRank;
    case DimensionMeasure::kEntropy:
      return ranks.entropyRank;
    case DimensionMeasure::kParticipation:
      break;
  }
  return ranks.participationRatio;
}

Result<Experiment> prepareExperiment(const Config& config, std::optional<Network> loaded) {
  if (const Status valid = validateConfig(config); !valid) return valid.error();
  if (const Status valid = validate(trainerConfigOf(config)); !valid) return valid.error();
  Result<SplitDataSet> data = loadData(config.data);
  if (!data) return data.error();
  if (const Status fits = checkLoss(data->train, config.loss); !fits) return fits.error();

  Experiment experiment{
      .config = config, .data = std::move(*data), .initial = {}, .slice = {}, .domain = {}};
  if (loaded) {
    const Status fits =
        checkFit(loaded->architecture, experiment.data, config.loss, config.network.load);
    if (!fits) return fits.error();
    experiment.initial = std::move(*loaded);
  } else {
    Architecture shape;
    shape.widths.push_back(experiment.data.train.featureCount());
    shape.widths.insert(shape.widths.end(), config.network.hidden.begin(),
                        config.network.hidden.end());
    shape.widths.push_back(requiredOutputCount(experiment.data.train, config.loss));
    shape.leakySlope = config.network.leakySlope;
    experiment.initial =
        initializeNetwork(shape, config.network.initialization, config.network.seed);
  }
  Result<InputSlice> slice = sliceOf(config.slice, experiment.data.train.inputs);
  if (!slice) return slice.error();
  experiment.slice = std::move(*slice);
  Result<SliceDomain> domain = domainOf(config.slice, experiment.slice, experiment.data);
  if (!domain) return domain.error();
  experiment.domain = *domain;
  return experiment;
}

}  // namespace adamscope
