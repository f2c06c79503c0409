#include "app/model/data_source.h"

#include <doctest/doctest.h>

#include "app/model/data_thumbnails.h"
#include "core/session/experiment.h"
#include "core/session/presets.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {

TEST_SUITE("model") {
  TEST_CASE("from each preset a run can go over to each data set") {
    for (const Preset& preset : embeddedPresets()) {
      const Result<Experiment> start = prepareExperiment(preset.config);
      REQUIRE(start.ok());
      for (const DataThumbnail& thumbnail : dataThumbnails()) {
        CAPTURE(preset.name);
        CAPTURE(thumbnail.source);
        const Result<Config> config =
            withDataSource(preset.config, thumbnail.source, start->data.train.task);
        REQUIRE(config.ok());
        const Result<Experiment> experiment = prepareExperiment(*config);
        CHECK_MESSAGE(experiment.ok(), experiment.message());
      }
    }
  }

  TEST_CASE("the loss follows the samples only where it has to") {
    DataSet classes;
    classes.classNames = {"a", "b"};
    DataSet threeClasses;
    threeClasses.classNames = {"a", "b", "c"};
    DataSet regression;
    regression.task = Task::kRegression;
    const auto before = Task::kClassification;
    CHECK(fittingLoss(Loss::kBce, regression, before) == Loss::kMse);
    CHECK(fittingLoss(Loss::kHalfMse, regression, before) == Loss::kHalfMse);
    CHECK(fittingLoss(Loss::kMse, classes, Task::kRegression) == Loss::kBce);
    CHECK(fittingLoss(Loss::kMse, threeClasses, Task::kRegression) == Loss::kCrossEntropy);
    CHECK(fittingLoss(Loss::kMse, classes, before) == Loss::kMse);
    CHECK(fittingLoss(Loss::kBce, threeClasses, before) == Loss::kCrossEntropy);
    CHECK(fittingLoss(Loss::kCrossEntropy, classes, before) == Loss::kCrossEntropy);
  }

  TEST_CASE("samples that cannot be loaded leave the configuration alone and say why") {
    const TemporaryFolder folder;
    const Result<Config> config =
        withDataSource({}, "csv:" + folder.file("none.csv"), Task::kClassification);
    CHECK_FALSE(config.ok());
    CHECK(config.message().find("none.csv") != std::string::npos);
    CHECK_FALSE(withDataSource({}, "moons", Task::kClassification).ok());
  }

  TEST_CASE("built-in CSV sets are told from files") {
    CHECK(isBuiltInCsv("csv:iris"));
    CHECK_FALSE(isBuiltInCsv("csv:/data/iris.csv"));
    CHECK_FALSE(isBuiltInCsv("two_moons"));
    CHECK(csvPathOf("csv:/data/a=b.csv") == "/data/a=b.csv");
    CHECK(csvPathOf("spirals").empty());
  }

  TEST_CASE("the pictures of the data sets lie in the unit square and never change") {
    const std::vector<DataThumbnail> thumbnails = dataThumbnails();
    const std::vector<DataThumbnail> again = dataThumbnails();
    CHECK(thumbnails.size() == 11);
    for (std::size_t i = 0; i < thumbnails.size(); ++i) {
      const DataThumbnail& thumbnail = thumbnails[i];
      CAPTURE(thumbnail.source);
      CHECK(thumbnail.points.size() >= 100);
      for (std::size_t j = 0; j < thumbnail.points.size(); ++j) {
        const ThumbnailPoint& point = thumbnail.points[j];
        const bool isInside = point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1;
        CHECK(isInside);
        CHECK(point.label < std::max(1, thumbnail.classCount));
        CHECK(point.x == again[i].points[j].x);
      }
    }
  }
}

}  // namespace adamscope
