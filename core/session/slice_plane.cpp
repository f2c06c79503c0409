#include "core/session/slice_plane.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "core/base/text.h"
#include "core/regions/slice_loss.h"

namespace adamscope {

namespace {

/// More thetas than this do not make the main directions any clearer, but cost their cube.
constexpr std::size_t kMostForDirections = 256;

Error unknownPlane(const std::string& text) {
  return Error{"'" + text +
               "' is no plane; it is one of step, pca, pca:here, weights:I,J, random:SEED, "
               "snapshots:A,B,C, network:FILE"};
}

/// "3,10" as so many numbers >= 0.
std::optional<std::vector<long>> numbersOf(const std::string& text, std::size_t count) {
  std::vector<long> numbers;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::optional<std::int64_t> number = parseInteger(text.substr(begin, end - begin));
    if (!number || *number < 0) return std::nullopt;
    numbers.push_back(static_cast<long>(*number));
    begin = end + 1;
  }
  if (numbers.size() != count) return std::nullopt;
  return numbers;
}

Result<ParameterSlice> trajectoryOf(const TrainFrame& train) {
  const ParameterTrail& trail = *train.trail;
  const std::size_t stride = (trail.size() + kMostForDirections - 1) / kMostForDirections;
  std::vector<const Vector*> chosen;
  for (std::size_t i = 0; i < trail.size(); i += std::max<std::size_t>(1, stride)) {
    chosen.push_back(trail[i].parameters.get());
  }
  Matrix points(static_cast<Eigen::Index>(chosen.size()), train.network.parameters.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    points.row(static_cast<Eigen::Index>(i)) = chosen[i]->transpose();
  }
  return trajectorySlice(train.network.architecture, points);
}

Result<ParameterSlice> snapshotsOf(const TrainFrame& train, const PlaneChoice& choice) {
  std::array<const TrailEntry*, 3> kept{};
  for (std::size_t k = 0; k < 3; ++k) {
    const auto distance = [&](const TrailEntry& entry) {
      return std::abs(entry.step - choice.numbers[k]);
    };
    for (const TrailEntry& entry : *train.trail) {
      // An entry inside a step is no snapshot.
      if (entry.tau < 1.0) continue;
      if (kept[k] == nullptr || distance(entry) < distance(*kept[k])) kept[k] = &entry;
    }
    if (kept[k] == nullptr || (kept[k]->step != choice.numbers[k] && !choice.takesNearest)) {
      return Error{"theta after step " + std::to_string(choice.numbers[k]) +
                   " is not at hand: the run has taken " + std::to_string(train.step) +
                   " steps, and of long runs only some early steps are kept"};
    }
  }
  const auto step = [&](std::size_t k) { return std::to_string(kept[k]->step); };
  if (kept[0] == kept[1] || kept[1] == kept[2] || kept[0] == kept[2]) {
    return Error{"a plane needs three different snapshots; those after the steps " + step(0) +
                 ", " + step(1) + " and " + step(2) + " were chosen"};
  }
  Result<ParameterSlice> slice = snapshotSlice(train.network.architecture, *kept[0]->parameters,
                                               *kept[1]->parameters, *kept[2]->parameters);
  if (slice) {
    slice->sName = "from step " + step(0) + " to " + step(1);
    slice->tName = "towards step " + step(2) + ", across";
  }
  return slice;
}

Result<ParameterSlice> otherOf(const TrainFrame& train, const PlaneChoice& choice) {
  const Architecture& shape = train.network.architecture;
  if (!choice.other) {
    return Error{
        "this plane needs another run: keep this one beside the next (Run > Keep this run), then "
        "restart with another seed and choose it above"};
  }
  if (choice.other->size() != shape.parameterCount()) {
    return Error{choice.otherName + " has " + std::to_string(choice.other->size()) +
                 " parameters, this run " + std::to_string(shape.parameterCount()) +
                 ": a plane goes through networks of one shape"};
  }
  if (train.network.parameters == train.experiment->initial.parameters) {
    return Error{"this run is still at its beginning: the plane comes with the first step"};
  }
  Result<ParameterSlice> slice = snapshotSlice(shape, train.network.parameters, *choice.other,
                                               train.experiment->initial.parameters);
  if (slice) {
    slice->sName = "towards " + choice.otherName;
    slice->tName = "towards this run's beginning, across";
  }
  return slice;
}

}  // namespace

Result<PlaneChoice> parsePlane(const std::string& text) {
  PlaneChoice choice;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string name = text.substr(0, colon);
  const std::string rest = colon < text.size() ? text.substr(colon + 1) : std::string();
  if (name == "step" && colon == text.size()) return choice;
  if (name == "network" && !rest.empty()) {
    choice.plane = SlicePlane::kOther;
    choice.otherName = rest;
    return choice;
  }
  choice.plane = SlicePlane::kTrajectory;
  if (name == "pca" && (colon == text.size() || rest == "here")) {
    choice.isRecentred = rest == "here";
    return choice;
  }
  const bool isRandom = name == "random";
  const std::size_t count = isRandom ? 1 : (name == "weights" ? 2 : 3);
  if (!isRandom && name != "weights" && name != "snapshots") return unknownPlane(text);
  const std::optional<std::vector<long>> numbers = numbersOf(rest, count);
  if (!numbers) return unknownPlane(text);
  if (isRandom) {
    choice.plane = SlicePlane::kRandom;
    choice.seed = static_cast<std::uint64_t>((*numbers)[0]);
    return choice;
  }
  choice.plane = count == 2 ? SlicePlane::kWeights : SlicePlane::kSnapshots;
  std::copy(numbers->begin(), numbers->end(), choice.numbers.begin());
  return choice;
}

std::string describePlane(const PlaneChoice& choice) {
  const auto number = [&](std::size_t k) { return std::to_string(choice.numbers[k]); };
  switch (choice.plane) {
    case SlicePlane::kStep:
      return "step";
    case SlicePlane::kTrajectory:
      return choice.isRecentred ? "pca:here" : "pca";
    case SlicePlane::kWeights:
      return "weights:" + number(0) + "," + number(1);
    case SlicePlane::kRandom:
      return "random:" + std::to_string(choice.seed);
    case SlicePlane::kOther:
      return "network:" + choice.otherName;
    case SlicePlane::kSnapshots:
      break;
  }
  return "snapshots:" + number(0) + "," + number(1) + "," + number(2);
}

Result<ParameterSlice> makeSlice(const TrainFrame& train, const PlaneChoice& choice) {
  const Network& network = train.network;
  switch (choice.plane) {
    case SlicePlane::kStep: {
      const DataSet& data = train.experiment->data.train;
      const Matrix targets = lossTargets(data, network.architecture.outputCount());
      return stepSlice(network, network.parameters - train.parametersBefore,
                       lossGradient(network, data.inputs, targets, train.config.loss));
    }
    case SlicePlane::kTrajectory: {
      Result<ParameterSlice> slice = trajectoryOf(train);
      if (slice && choice.isRecentred) return slice->recentredAt(network.parameters);
      return slice;
    }
    case SlicePlane::kWeights:
      return weightSlice(network, static_cast<int>(std::min(choice.numbers[0], 1L << 30)),
                         static_cast<int>(std::min(choice.numbers[1], 1L << 30)));
    case SlicePlane::kRandom:
      return randomSlice(network, choice.seed);
    case SlicePlane::kOther:
      return otherOf(train, choice);
    case SlicePlane::kSnapshots:
      break;
  }
  return snapshotsOf(train, choice);
}

}  // namespace adamscope
