#include "core/data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/base/check.h"
#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr std::uint64_t kSplitStream = 2;  // The generators draw from stream 1 of the same seed.

// The samples of each class; of a regression, one group with all of them.
std::vector<std::vector<int>> groupByClass(const DataSet& data) {
  const bool classes = data.task == Task::kClassification;
  std::vector<std::vector<int>> groups(classes ? data.classNames.size() : 1);
  for (int i = 0; i < data.sampleCount(); ++i) {
    const int group = classes ? data.labels[static_cast<std::size_t>(i)] : 0;
    groups[static_cast<std::size_t>(group)].push_back(i);
  }
  return groups;
}

// How many samples each group gives to the test set: floors of the shares, then one more for the
// largest remainders until the total is reached.
std::vector<std::size_t> testCounts(const std::vector<std::vector<int>>& groups, double fraction) {
  std::vector<std::size_t> counts(groups.size());
  std::vector<std::size_t> order(groups.size());
  std::vector<double> remainders(groups.size());
  std::size_t samples = 0;
  std::size_t taken = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const double share = fraction * static_cast<double>(groups[g].size());
    counts[g] = static_cast<std::size_t>(share);
    remainders[g] = share - std::floor(share);
    samples += groups[g].size();
    taken += counts[g];
  }
  const auto wanted =
      static_cast<std::size_t>(std::llround(fraction * static_cast<double>(samples)));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (const std::size_t g : order) {
    if (taken >= wanted) break;
    if (counts[g] + 1 >= groups[g].size()) continue;  // The last sample stays in training.
    ++counts[g];
    ++taken;
  }
  return counts;
}

}  // namespace

DataSet selectSamples(const DataSet& data, const std::vector<int>& indices) {
  DataSet selected{.task = data.task,
                   .inputs = Matrix(static_cast<Eigen::Index>(indices.size()), data.inputs.cols()),
                   .labels = {},
                   .targets = {},
                   .featureNames = data.featureNames,
                   .classNames = data.classNames};
  const bool classes = data.task == Task::kClassification;
  if (!classes) selected.targets.resize(selected.inputs.rows(), data.targets.cols());
  for (std::size_t k = 0; k < indices.size(); ++k) {
    const int i = indices[k];
    ADAMSCOPE_CHECK(i >= 0 && i < data.sampleCount(), "no such sample");
    const auto row = static_cast<Eigen::Index>(k);
    selected.inputs.row(row) = data.inputs.row(i);
    if (classes) selected.labels.push_back(data.labels[static_cast<std::size_t>(i)]);
    if (!classes) selected.targets.row(row) = data.targets.row(i);
  }
  return selected;
}

SplitDataSet splitByFlags(const DataSet& data, const std::vector<bool>& isTest) {
  ADAMSCOPE_CHECK(isTest.size() == static_cast<std::size_t>(data.sampleCount()),
                  "one flag for each sample");
  std::vector<int> train;
  std::vector<int> test;
  for (int i = 0; i < data.sampleCount(); ++i) {
    (isTest[static_cast<std::size_t>(i)] ? test : train).push_back(i);
  }
  return {selectSamples(data, train), selectSamples(data, test)};
}

SplitDataSet splitRandomly(const DataSet& data, double testFraction, std::uint64_t seed) {
  ADAMSCOPE_CHECK(testFraction >= 0.0 && testFraction < 1.0, "the test fraction is in [0, 1)");
  Random random(seed, kSplitStream);
  std::vector<std::vector<int>> groups = groupByClass(data);
  const std::vector<std::size_t> counts = testCounts(groups, testFraction);
  std::vector<bool> isTest(static_cast<std::size_t>(data.sampleCount()), false);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    random.shuffle(std::span<int>(groups[g]));
    for (std::size_t k = 0; k < counts[g]; ++k) {
      isTest[static_cast<std::size_t>(groups[g][k])] = true;
    }
  }
  return splitByFlags(data, isTest);
}

}  // namespace adamscope
