#include "core/data/load_data.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/base/file.h"
#include "core/data/embedded_data.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

DataSet everything(const std::string& source) {
  DataConfig config;
  config.source = source;
  config.testFraction = 0.0;
  Result<SplitDataSet> data = loadData(config);
  REQUIRE_MESSAGE(data.ok(), data.message());
  return data->train;
}

int countOf(const DataSet& data, int label) {
  return static_cast<int>(std::count(data.labels.begin(), data.labels.end(), label));
}

TEST_CASE("iris is Fisher's: 150 flowers, 50 of each species, one pair of equal ones") {
  const DataSet iris = everything("csv:iris");
  CHECK(iris.sampleCount() == 150);
  CHECK(iris.classNames == std::vector<std::string>{"setosa", "versicolor", "virginica"});
  for (int c = 0; c < 3; ++c) CHECK(countOf(iris, c) == 50);
  CHECK(iris.inputs.row(0) == Eigen::RowVector4d(5.1, 3.5, 1.4, 0.2));
  // The rows in which some copies differ from the paper.
  CHECK(iris.inputs.row(34) == Eigen::RowVector4d(4.9, 3.1, 1.5, 0.2));
  CHECK(iris.inputs.row(37) == Eigen::RowVector4d(4.9, 3.6, 1.4, 0.1));
  int equalPairs = 0;
  for (int i = 0; i < 150; ++i) {
    for (int j = 0; j < i; ++j) equalPairs += iris.inputs.row(i) == iris.inputs.row(j) ? 1 : 0;
  }
  CHECK(equalPairs == 1);
  CHECK(iris.inputs.row(101) == iris.inputs.row(142));
  // The published means.
  const Eigen::RowVector4d means(5.843333, 3.057333, 3.758000, 1.199333);
  constexpr double kPrintedDigits = 5e-7;
  CHECK((iris.inputs.colwise().mean() - means).cwiseAbs().maxCoeff() < kPrintedDigits);
}

TEST_CASE("the penguins are those with measurements") {
  const DataSet penguins = everything("csv:penguins");
  CHECK(penguins.sampleCount() == 342);
  CHECK(penguins.classNames == std::vector<std::string>{"Adelie", "Chinstrap", "Gentoo"});
  CHECK(countOf(penguins, 0) == 151);
  CHECK(countOf(penguins, 1) == 68);
  CHECK(countOf(penguins, 2) == 123);
  CHECK(penguins.inputs.row(0) == Eigen::RowVector4d(39.1, 18.7, 181.0, 3750.0));
}

TEST_CASE("samples is the total of which the test share is held out") {
  DataConfig config;
  config.samples = 200;
  config.testFraction = 0.25;
  Result<SplitDataSet> data = loadData(config);
  REQUIRE(data.ok());
  CHECK(data->train.sampleCount() == 150);
  CHECK(data->test.sampleCount() == 50);
}

TEST_CASE("a bare name is a built-in set, anything else is a path") {
  const TemporaryFolder folder;
  const std::string path = folder.file("iris");
  REQUIRE(writeFileAtomically(path, "x,label\n1,a\n2,b\n").ok());
  CHECK(everything("csv:" + path).sampleCount() == 2);
  CHECK(everything("csv:iris").sampleCount() == 150);
  CHECK(readCsvSource("iris.csv").message() == "cannot read iris.csv: No such file or directory");
  CHECK(readCsvSource("irises").message().find("built-in sets: iris, penguins") !=
        std::string::npos);
}

TEST_CASE("a split column goes before the test share, and scaling sees training rows only") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data.csv");
  REQUIRE(writeFileAtomically(path, "x,label,split\n0,a,train\n100,b,test\n2,b,train\n").ok());
  DataConfig config;
  config.source = "csv:" + path;
  config.testFraction = 0.9;
  config.scaling = Scaling::kMinMax;
  Result<SplitDataSet> data = loadData(config);
  REQUIRE_MESSAGE(data.ok(), data.message());
  CHECK(data->train.inputs == Matrix{{0.0}, {1.0}});
  CHECK(data->test.inputs == Matrix{{50.0}});
}

TEST_CASE("what cannot be loaded is refused with its name") {
  DataConfig config;
  config.source = "csv:/no/such.csv";
  CHECK(loadData(config).message() == "cannot read /no/such.csv: No such file or directory");
  config.source = "spiral";
  CHECK(loadData(config).message().find("did you mean spirals?") != std::string::npos);
  const TemporaryFolder folder;
  const std::string path = folder.file("huge.csv");
  REQUIRE(writeFileAtomically(path, "x,label\n-1.7e308,a\n1.7e308,b\n").ok());
  config.source = "csv:" + path;
  config.testFraction = 0.0;
  CHECK(loadData(config).ok());
  config.scaling = Scaling::kStandard;
  CHECK(loadData(config).message().find("too large") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
