// Labelled samples, and how they are divided into training and test samples.
#pragma once

#include <string>
#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// What the targets are: classes or real numbers.
enum class Task { kClassification, kRegression };

/// n samples with their targets.
struct DataSet {
  Task task = Task::kClassification;
  /// n x d_0.
  Matrix inputs;
  /// Class of each sample, 0 .. classNames.size()-1; empty for regression.
  std::vector<int> labels;
  /// n x k real targets; 0 x 0 for classification.
  Matrix targets;
  /// Names of the d_0 features, never empty.
  std::vector<std::string> featureNames;
  /// Names of the classes, empty for regression.
  std::vector<std::string> classNames;

  int sampleCount() const { return static_cast<int>(inputs.rows()); }
  int featureCount() const { return static_cast<int>(inputs.cols()); }
};

/// Training and test samples of one source. `test` may have no samples.
struct SplitDataSet {
  DataSet train;
  DataSet test;
};

}  // namespace adamscope
