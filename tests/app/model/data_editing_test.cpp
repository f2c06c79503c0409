#include "app/model/data_editing.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <limits>

#include "core/session/experiment.h"
#include "core/session/presets.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

Experiment experimentOf(const char* preset) {
  return std::move(*prepareExperiment(findPreset(preset)->config));
}

DataStroke strokeOn(const Experiment& experiment) { return {experiment.data, experiment.slice}; }

/// Trains on what the stroke left, as the window would.
Result<Experiment> afterStroke(const Experiment& experiment, const DataStroke& stroke,
                               const TemporaryFolder& folder) {
  const Result<std::string> path = writeDrawnData(stroke.data(), folder.file("drawn"));
  if (!path) return path.error();
  return prepareExperiment(withDrawnData(experiment.config, stroke, *path));
}

constexpr SliceReach kReach{.x = 0.1, .y = 0.1};

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("a drawn sample is where it was drawn, and no other sample has moved") {
    for (const char* preset : {"two_moons", "spheres", "iris", "penguins", "plane"}) {
      CAPTURE(std::string(preset));
      const TemporaryFolder folder;
      const Experiment experiment = experimentOf(preset);
      DataStroke stroke = strokeOn(experiment);
      REQUIRE(stroke.add({0.25, -0.5}, {.label = 1, .target = 0.75}));
      const Result<Experiment> after = afterStroke(experiment, stroke, folder);
      REQUIRE_MESSAGE(after.ok(), after.message());
      const DataSet& train = after->data.train;
      const int old = experiment.data.train.sampleCount();
      CHECK(train.sampleCount() == old + 1);
      CHECK(train.inputs.topRows(old) == experiment.data.train.inputs);
      CHECK(train.inputs.row(old).transpose() == experiment.slice.inputAt(0.25, -0.5));
      CHECK(after->data.test.inputs == experiment.data.test.inputs);
      if (train.task == Task::kClassification) {
        CHECK(train.labels.back() == 1);
        CHECK(train.classNames == experiment.data.train.classNames);
      } else {
        CHECK(train.targets(old, 0) == 0.75);
      }
      // The plane that was drawn on stays, bit for bit.
      CHECK(after->slice.origin == experiment.slice.origin);
      CHECK(after->slice.directions == experiment.slice.directions);
    }
  }

  TEST_CASE("in one dimension the height of a drawn sample is its target") {
    const Experiment experiment = experimentOf("sine");
    DataStroke stroke = strokeOn(experiment);
    REQUIRE(stroke.add({0.125, -0.5}, {.target = 99.0}));
    const DataSet& train = stroke.data().train;
    CHECK(train.inputs(train.sampleCount() - 1, 0) == 0.125);
    CHECK(train.targets(train.sampleCount() - 1, 0) == -0.5);
    CHECK(stroke.erase({0.125, -0.5}, kReach));
  }

  TEST_CASE("the eraser takes the nearest sample in its reach and none beyond") {
    const Experiment experiment = experimentOf("two_moons");
    DataStroke stroke = strokeOn(experiment);
    REQUIRE(stroke.add({5.0, 5.0}, {.label = 0}));
    REQUIRE(stroke.add({5.05, 5.0}, {.label = 1}));
    const int before = stroke.data().train.sampleCount();
    CHECK_FALSE(stroke.erase({5.2, 5.0}, kReach));
    CHECK(stroke.erase({5.01, 5.0}, kReach));
    CHECK(stroke.data().train.sampleCount() == before - 1);
    CHECK(stroke.data().train.labels.back() == 1);
    CHECK(stroke.erase({5.01, 5.0}, kReach));
    CHECK(stroke.data().train.inputs == experiment.data.train.inputs);
    CHECK(stroke.removed() == 2);
  }

  TEST_CASE("test samples are erased, too") {
    const Experiment experiment = experimentOf("two_moons");
    DataStroke stroke = strokeOn(experiment);
    const SlicePoint place = placeOfSample(experiment.slice, experiment.data.test, 3);
    REQUIRE(stroke.erase(place, {.x = 1e-9, .y = 1e-9}));
    CHECK(stroke.data().test.sampleCount() == experiment.data.test.sampleCount() - 1);
    CHECK(stroke.data().train.sampleCount() == experiment.data.train.sampleCount());
  }

  TEST_CASE("whatever is erased, the run can start again with all its classes") {
    for (const char* preset : {"gaussians", "plane", "iris"}) {
      CAPTURE(std::string(preset));
      const TemporaryFolder folder;
      const Experiment experiment = experimentOf(preset);
      DataStroke stroke = strokeOn(experiment);
      while (stroke.erase({0.0, 0.0}, {.x = 1e6, .y = 1e6})) {
      }
      const Result<Experiment> after = afterStroke(experiment, stroke, folder);
      REQUIRE_MESSAGE(after.ok(), after.message());
      CHECK(after->data.train.classNames == experiment.data.train.classNames);
    }
  }

  TEST_CASE("one more class is sorted behind the others and gets an output") {
    for (const char* preset : {"two_moons", "iris"}) {
      CAPTURE(std::string(preset));
      const TemporaryFolder folder;
      const Experiment experiment = experimentOf(preset);
      const int classes = static_cast<int>(experiment.data.train.classNames.size());
      DataStroke stroke = strokeOn(experiment);
      CHECK_FALSE(stroke.add({0.0, 0.0}, {.label = classes + 1}));
      REQUIRE(stroke.add({0.0, 0.0}, {.label = classes}));
      const Result<Experiment> after = afterStroke(experiment, stroke, folder);
      REQUIRE_MESSAGE(after.ok(), after.message());
      CHECK(after->data.train.labels.back() == classes);
      CHECK(after->initial.architecture.outputCount() == classes + 1);
      std::vector<std::string> names = after->data.train.classNames;
      names.pop_back();
      CHECK(names == experiment.data.train.classNames);
    }
  }

  TEST_CASE("a place that is not finite adds nothing") {
    const Experiment experiment = experimentOf("two_moons");
    DataStroke stroke = strokeOn(experiment);
    CHECK_FALSE(stroke.add({std::numeric_limits<double>::quiet_NaN(), 0.0}, {}));
    CHECK_FALSE(stroke.add({0.0, std::numeric_limits<double>::infinity()}, {}));
    CHECK_FALSE(stroke.add({0.0, 0.0}, {.label = -1}));
    CHECK(stroke.isEmpty());
  }

  TEST_CASE("drawn files are numbered and never replaced") {
    const TemporaryFolder folder;
    const SplitDataSet data = experimentOf("two_moons").data;
    const Result<std::string> first = writeDrawnData(data, folder.file("a/b"));
    const Result<std::string> second = writeDrawnData(data, folder.file("a/b"));
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    CHECK(*first == folder.file("a/b/drawn-0001.csv"));
    CHECK(*second == folder.file("a/b/drawn-0002.csv"));
    std::filesystem::remove(*first);
    CHECK(*writeDrawnData(data, folder.file("a/b")) == folder.file("a/b/drawn-0003.csv"));
  }

  TEST_CASE("a folder that cannot be made is an error that names it") {
    const Result<std::string> path =
        writeDrawnData(experimentOf("two_moons").data, "/proc/adamscope/drawn");
    REQUIRE_FALSE(path.ok());
    CHECK(path.message().find("/proc/adamscope/drawn") != std::string::npos);
  }
}

}  // namespace adamscope
