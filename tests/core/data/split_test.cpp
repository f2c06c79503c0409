#include "core/data/split.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

// n samples in k classes with random labels; input j of sample i is i + j / 10.
DataSet numbered(int n, int classes, std::uint64_t seed) {
  DataSet data{.task = classes > 0 ? Task::kClassification : Task::kRegression,
               .inputs = Matrix(n, 2),
               .labels = {},
               .targets = {},
               .featureNames = {"a", "b"},
               .classNames = {}};
  Random random(seed);
  if (classes == 0) data.targets = Matrix(n, 1);
  for (int c = 0; c < classes; ++c) data.classNames.push_back(std::to_string(c));
  for (int i = 0; i < n; ++i) {
    data.inputs.row(i) << i, i + 0.1;
    if (classes == 0) data.targets(i, 0) = -i;
    if (classes > 0) {
      data.labels.push_back(static_cast<int>(random.below(static_cast<std::uint64_t>(classes))));
    }
  }
  return data;
}

int countOf(const DataSet& data, int label) {
  return static_cast<int>(std::count(data.labels.begin(), data.labels.end(), label));
}

TEST_CASE("a random split keeps every sample once, in order, with its answer") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const DataSet data = numbered(1 + static_cast<int>(seed), static_cast<int>(seed % 4), seed);
    const SplitDataSet split = splitRandomly(data, 0.3, seed);
    std::vector<bool> seen(static_cast<std::size_t>(data.sampleCount()), false);
    for (const DataSet* part : {&split.train, &split.test}) {
      for (int k = 0; k < part->sampleCount(); ++k) {
        const auto i = static_cast<std::size_t>(part->inputs(k, 0));
        CHECK_FALSE(seen[i]);
        seen[i] = true;
        CHECK(part->inputs.row(k) == data.inputs.row(static_cast<Eigen::Index>(i)));
        if (k > 0) CHECK(part->inputs(k, 0) > part->inputs(k - 1, 0));
        if (data.task == Task::kRegression) {
          CHECK(part->targets(k, 0) == -part->inputs(k, 0));
        } else {
          CHECK(part->labels[static_cast<std::size_t>(k)] == data.labels[i]);
        }
      }
    }
    CHECK(std::find(seen.begin(), seen.end(), false) == seen.end());
    CHECK(split.test.featureNames == data.featureNames);
    CHECK(split.test.classNames == data.classNames);
  }
}

TEST_CASE("the split is stratified and has the wanted size") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    const DataSet data = numbered(200, 3, seed);
    const double fraction = 0.05 + 0.02 * static_cast<double>(seed);
    const SplitDataSet split = splitRandomly(data, fraction, seed);
    CHECK(split.test.sampleCount() == static_cast<int>(std::llround(fraction * 200)));
    for (int c = 0; c < 3; ++c) {
      CHECK(std::abs(countOf(split.test, c) - fraction * countOf(data, c)) < 1.0);
    }
  }
}

TEST_CASE("every class keeps a training sample") {
  const DataSet data = numbered(12, 6, 4);
  const SplitDataSet split = splitRandomly(data, 0.999, 4);
  for (int c = 0; c < 6; ++c) {
    if (countOf(data, c) > 0) CHECK(countOf(split.train, c) >= 1);
  }
  CHECK(splitRandomly(numbered(1, 0, 1), 0.9, 1).train.sampleCount() == 1);
}

TEST_CASE("the seed decides the split, and no share means no test sample") {
  const DataSet data = numbered(100, 2, 1);
  CHECK(splitRandomly(data, 0.5, 8).test.inputs == splitRandomly(data, 0.5, 8).test.inputs);
  CHECK(splitRandomly(data, 0.5, 8).test.inputs != splitRandomly(data, 0.5, 9).test.inputs);
  const SplitDataSet all = splitRandomly(data, 0.0, 8);
  CHECK(all.test.sampleCount() == 0);
  CHECK(all.train.inputs == data.inputs);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
