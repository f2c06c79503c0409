// Dividing samples into training and test samples.
#pragma once

#include <cstdint>
#include <vector>

#include "core/data/dataset.h"

namespace adamscope {

/// The samples with the given indices (0 .. n-1), in that order.
DataSet selectSamples(const DataSet& data, const std::vector<int>& indices);

/// Samples with isTest[i] go to `test`, the others to `train`; both keep the order of `data`.
SplitDataSet splitByFlags(const DataSet& data, const std::vector<bool>& isTest);

/// Holds out round(testFraction * n) random samples, stratified: each class gives its share,
/// rounded by largest remainders (ties: the lower class). Every class, and a regression as a
/// whole, keeps at least one training sample, so that the test set may turn out smaller. Both
/// parts keep the order of `data`. testFraction in [0, 1); the same seed gives the same split.
SplitDataSet splitRandomly(const DataSet& data, double testFraction, std::uint64_t seed);

}  // namespace adamscope
