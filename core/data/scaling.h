// Affine scaling of features, x -> (x - offset) / scale, fitted on the training samples only, so
// that nothing about the test samples leaks into training.
#pragma once

#include "core/data/dataset.h"

namespace adamscope {

enum class Scaling {
  kNone,      ///< "none": features as they are.
  kStandard,  ///< "standard": mean 0, standard deviation 1 (divisor n) on the training samples.
  kMinMax,    ///< "minmax": the training samples fill [0, 1].
};

/// The fitted map of one data set's features.
struct FeatureScaling {
  Vector offset;  ///< d_0.
  Vector scale;   ///< d_0, positive; 1 for a feature that is constant on the training samples.

  /// Scales n x d_0 inputs in place.
  void apply(Matrix& inputs) const;
};

/// Fits the map on n x d_0 training inputs, n >= 1. kNone gives the identity.
FeatureScaling fitScaling(Scaling kind, const Matrix& inputs);

/// Fits on data.train and scales both parts. Returns the map that was applied.
FeatureScaling scaleFeatures(Scaling kind, SplitDataSet& data);

}  // namespace adamscope
