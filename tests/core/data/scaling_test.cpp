#include "core/data/scaling.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

SplitDataSet randomData(std::uint64_t seed) {
  Random random(seed);
  SplitDataSet data;
  data.train.inputs = Matrix(50, 3);
  data.test.inputs = Matrix(20, 3);
  for (DataSet* part : {&data.train, &data.test}) {
    for (double& x : part->inputs.reshaped()) x = 1e3 * random.normal() + 7.0;
  }
  return data;
}

// Sums of 50 numbers of size one.
constexpr double kRounding = 1e-13;

TEST_CASE("standard scaling gives the training samples mean 0 and deviation 1") {
  SplitDataSet data = randomData(1);
  const SplitDataSet before = data;
  const FeatureScaling fit = scaleFeatures(Scaling::kStandard, data);
  for (int j = 0; j < 3; ++j) {
    CHECK(std::abs(data.train.inputs.col(j).mean()) < kRounding);
    CHECK(std::abs(data.train.inputs.col(j).squaredNorm() / 50 - 1.0) < kRounding);
    CHECK(data.test.inputs(3, j) == (before.test.inputs(3, j) - fit.offset[j]) / fit.scale[j]);
  }
}

TEST_CASE("minmax scaling makes the training samples fill the unit interval exactly") {
  SplitDataSet data = randomData(2);
  scaleFeatures(Scaling::kMinMax, data);
  for (int j = 0; j < 3; ++j) {
    CHECK(data.train.inputs.col(j).minCoeff() == 0.0);
    CHECK(data.train.inputs.col(j).maxCoeff() == 1.0);
  }
}

TEST_CASE("no scaling changes no bit, and a constant feature becomes zero") {
  SplitDataSet data = randomData(3);
  const SplitDataSet before = data;
  scaleFeatures(Scaling::kNone, data);
  CHECK(data.train.inputs == before.train.inputs);
  for (const Scaling kind : {Scaling::kStandard, Scaling::kMinMax}) {
    data = before;
    data.train.inputs.col(1).setConstant(0.1);
    scaleFeatures(kind, data);
    CHECK(data.train.inputs.col(1).isZero(0.0));
    CHECK(data.test.inputs.allFinite());
  }
}

TEST_CASE("the test samples have no influence on the fit") {
  const SplitDataSet data = randomData(4);
  SplitDataSet other = data;
  other.test.inputs *= 1e6;
  for (const Scaling kind : {Scaling::kStandard, Scaling::kMinMax}) {
    SplitDataSet a = data;
    SplitDataSet b = other;
    CHECK(scaleFeatures(kind, a).scale == scaleFeatures(kind, b).scale);
    CHECK(a.train.inputs == b.train.inputs);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
