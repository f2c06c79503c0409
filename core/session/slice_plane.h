// Which plane of parameter space to look at, as a choice that can be typed, stored and compared;
// and that plane for a run as far as it has come.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "core/regions/parameter_slice.h"
#include "core/session/session_frames.h"

namespace adamscope {

enum class SlicePlane {
  kStep,        ///< "step": the last update and the negative gradient.
  kTrajectory,  ///< "pca": the trajectory's two main directions.
  kWeights,     ///< "weights:I,J": two entries of theta.
  kRandom,      ///< "random:SEED": filter-normalised.
  kSnapshots,   ///< "snapshots:A,B,C": theta after three steps.
  kOther,       ///< "network:NAME": this run's theta and beginning, and another network.
};

struct PlaneChoice {
  SlicePlane plane = SlicePlane::kStep;
  std::array<long, 3> numbers{0, 1, 2};  ///< Entries of theta, or steps.
  /// snapshots: where theta after such a step is not kept, take the nearest one that is, and name
  /// its step in the slice's axes. Otherwise that is an error.
  bool takesNearest = false;
  std::uint64_t seed = 1;
  /// pca: through the present theta instead of the trajectory's mean.
  bool isRecentred = false;
  /// network: the other one's parameters, and its name for the picture. Whoever chooses it sets
  /// both; parsePlane() knows the name alone.
  std::shared_ptr<const Vector> other{};
  std::string otherName{};

  friend bool operator==(const PlaneChoice&, const PlaneChoice&) = default;
};

/// Reads the forms above, and "pca:here" for the recentred one. Error: anything else, with the
/// list.
Result<PlaneChoice> parsePlane(const std::string& text);
std::string describePlane(const PlaneChoice& choice);

/// The plane for a frame. Error: it cannot be had (yet), in words for the person at the screen.
Result<ParameterSlice> makeSlice(const TrainFrame& train, const PlaneChoice& choice);

}  // namespace adamscope
