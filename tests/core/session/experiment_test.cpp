#include "core/session/experiment.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/file.h"
#include "tests/support/configs.h"
#include "tests/support/soup_tessellation.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::configWith;

void checkRefused(const std::vector<std::string>& settings, const std::string& part) {
  CAPTURE(part);
  const Result<Experiment> experiment = prepareExperiment(configWith(settings));
  CHECK_FALSE(experiment.ok());
  CAPTURE(experiment.message());
  CHECK(experiment.message().find(part) != std::string::npos);
}

TEST_SUITE_BEGIN("session");

TEST_CASE("the network's first and last width come from the data and the loss") {
  const struct {
    std::vector<std::string> settings;
    std::vector<int> widths;
  } rows[] = {
      {{"network.hidden=3"}, {2, 3, 1}},
      {{"network.hidden="}, {2, 1}},
      {{"data.source=sine", "loss=mse", "network.hidden=4,5"}, {1, 4, 5, 1}},
      {{"data.source=csv:iris", "loss=cross_entropy", "network.hidden=6"}, {4, 6, 3}},
      {{"data.source=csv:iris", "loss=mse", "network.hidden=6"}, {4, 6, 3}},
      {{"loss=cross_entropy", "network.hidden=2"}, {2, 2, 2}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.settings.back());
    const Result<Experiment> experiment = prepareExperiment(configWith(row.settings));
    REQUIRE_MESSAGE(experiment.ok(), experiment.message());
    CHECK(experiment->initial.architecture.widths == row.widths);
    CHECK(experiment->initial.parameters.size() ==
          experiment->initial.architecture.parameterCount());
  }
}

TEST_CASE("one configuration gives one experiment, another seed another") {
  const Experiment a = prepareExperiment(configWith({})).value();
  const Experiment b = prepareExperiment(configWith({})).value();
  const Experiment otherNetwork = prepareExperiment(configWith({"network.seed=2"})).value();
  const Experiment otherData = prepareExperiment(configWith({"data.seed=2"})).value();
  CHECK(a.initial.parameters == b.initial.parameters);
  CHECK(a.data.train.inputs == b.data.train.inputs);
  CHECK(a.initial.parameters != otherNetwork.initial.parameters);
  CHECK(a.data.train.inputs == otherNetwork.data.train.inputs);
  CHECK(a.initial.parameters == otherData.initial.parameters);
  CHECK(a.data.train.inputs != otherData.data.train.inputs);
}

TEST_CASE("what cannot be trained is refused with the key that is wrong") {
  checkRefused({"optimizer.name=gradient_flow", "batch.size=8"}, "batch.size=0");
  checkRefused({"data.source=sine"}, "loss: the data are a regression");
  checkRefused({"data.source=csv:iris", "loss=cross_entropy", "slice.kind=whole"}, "slice.kind");
  checkRefused({"data.source=sine", "loss=mse", "slice.kind=pca"}, "slice.kind");
  checkRefused({"data.source=csv:iris", "loss=cross_entropy", "slice.kind=axes", "slice.u=1,0",
                "slice.v=0,1"},
               "slice.u needs 4 numbers");
  checkRefused({"slice.kind=axes", "slice.u=1,1", "slice.v=2,2"}, "parallel");
  checkRefused({"slice.kind=points", "slice.samples=0,1,9999"}, "no training sample 9999");
}

TEST_CASE("five features can be looked at through every plane that has a meaning for them") {
  TemporaryFolder folder;
  std::string csv = "a,b,c,d,e,label\n";
  for (int i = 0; i < 12; ++i) {
    for (int j = 0; j < 5; ++j) csv += std::to_string((i * i * (j + 2) + 3 * j * i) % 17) + ",";
    csv += i % 2 == 0 ? "x\n" : "y\n";
  }
  REQUIRE(writeFileAtomically(folder.file("five.csv"), csv).ok());
  const std::string source = "data.source=csv:" + folder.file("five.csv");
  for (const char* kind : {"auto", "pca", "axes", "points"}) {
    CAPTURE(kind);
    const Result<Experiment> experiment = prepareExperiment(
        configWith({source, std::string("slice.kind=") + kind, "slice.u=1,0,0,0,0",
                    "slice.v=0,0,1,0,0", "slice.samples=0,1,2", "data.test_fraction=0"}));
    REQUIRE_MESSAGE(experiment.ok(), experiment.message());
    CHECK(experiment->slice.dimension() == 2);
    CHECK(experiment->slice.origin.size() == 5);
    CHECK(experiment->domain.validate().ok());
  }
  checkRefused({source, "slice.kind=whole"}, "slice.kind whole");
}

TEST_CASE("a loaded network replaces the random one, and one that does not fit is refused") {
  Config config = configWith({"network.hidden=3", "network.load=mine.json"});
  const Network fitting = testing::randomNetwork(Architecture{{2, 7, 1}}, 5);
  const Experiment experiment = prepareExperiment(config, fitting).value();
  CHECK(experiment.initial.architecture == fitting.architecture);
  CHECK(experiment.initial.parameters == fitting.parameters);
  for (const std::vector<int>& widths : {std::vector{3, 7, 1}, std::vector{2, 7, 2}}) {
    const Result<Experiment> refused =
        prepareExperiment(config, testing::randomNetwork(Architecture{widths}, 5));
    CHECK_FALSE(refused.ok());
    CHECK(refused.message().find("mine.json") != std::string::npos);
    CHECK(refused.message().find("2 inputs and 1 output") != std::string::npos);
  }
}

TEST_CASE("the domain is the configured rectangle, or holds every sample") {
  const Experiment given = prepareExperiment(configWith({"slice.domain=-3,4,-5,6"})).value();
  CHECK(given.domain.xMin == -3.0);
  CHECK(given.domain.xMax == 4.0);
  CHECK(given.domain.yMin == -5.0);
  CHECK(given.domain.yMax == 6.0);
  const Experiment around = prepareExperiment(configWith({})).value();
  for (const Matrix& inputs : {around.data.train.inputs, around.data.test.inputs}) {
    for (Eigen::Index i = 0; i < inputs.rows(); ++i) {
      CHECK(around.domain.xMin < inputs(i, 0));
      CHECK(inputs(i, 0) < around.domain.xMax);
      CHECK(around.domain.yMin < inputs(i, 1));
      CHECK(inputs(i, 1) < around.domain.yMax);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
