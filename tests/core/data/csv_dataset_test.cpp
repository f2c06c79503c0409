#include "core/data/csv_dataset.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/generators.h"
#include "core/data/split.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

using Names = std::vector<std::string>;

DataSet parse(const std::string& text) {
  Result<CsvDataSet> csv = parseCsvDataSet(text, "x.csv");
  REQUIRE_MESSAGE(csv.ok(), csv.message());
  return csv->data;
}

TEST_CASE("classes are sorted as numbers if all are whole, else as text") {
  const DataSet numbers = parse("x,label\n1,10\n2,9\n3,-1\n4,9\n");
  CHECK(numbers.classNames == Names{"-1", "9", "10"});
  CHECK(numbers.labels == std::vector<int>{2, 1, 0, 1});
  const DataSet words = parse("x,label\n1,10\n2,9\n3,b\n4,a a\n");
  CHECK(words.classNames == Names{"10", "9", "a a", "b"});
  CHECK(words.labels == std::vector<int>{0, 1, 3, 2});
}

TEST_CASE("features, targets and the split column are found wherever they are") {
  Result<CsvDataSet> csv =
      parseCsvDataSet("split,height,target,width\ntrain,1,-2.5,3\ntest,+4,5e-1,6\n", "x.csv");
  REQUIRE_MESSAGE(csv.ok(), csv.message());
  CHECK(csv->data.task == Task::kRegression);
  CHECK(csv->data.featureNames == Names{"height", "width"});
  CHECK(csv->data.inputs == Matrix{{1.0, 3.0}, {4.0, 6.0}});
  CHECK(csv->data.targets == Matrix{{-2.5}, {0.5}});
  CHECK(csv->data.labels.empty());
  CHECK(csv->isTest == std::vector<bool>{false, true});
}

TEST_CASE("what is wrong in a data file is named with file, line and column") {
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases{
      {"label\na\nb\n", "x.csv: no feature column"},
      {"x,y\n1,2\n", "x.csv: no column is named label"},
      {"x,label,target\n1,2,3\n", "x.csv: there is a label and a target column"},
      {"x,label\n1,a\ntwo,b\n", "x.csv, line 3, column 1 (x): \"two\" is not a number"},
      {"x,label\n1,a\n,b\n", "x.csv, line 3, column 1 (x): the field is empty"},
      {"x,label\nnan,a\n1,b\n", "x.csv, line 2, column 1 (x): \"nan\" is not a finite number"},
      {"x,label\n-inf,a\n1,b\n", "x.csv, line 2, column 1 (x): \"-inf\" is not a finite number"},
      {"x,label\n1e999,a\n1,b\n", "x.csv, line 2, column 1 (x): \"1e999\" is not a number"},
      {"x,label\n1 2,a\n1,b\n", "x.csv, line 2, column 1 (x): \"1 2\" is not a number"},
      {"x,target\n1,2\n3,inf\n", "x.csv, line 3, column 2 (target): \"inf\" is not a finite"},
      {"x,label\n1,\n1,b\n", "x.csv, line 2, column 2 (label): the label is empty"},
      {"x,label\n1,b\n1,b\n", "x.csv, line 2, column 2 (label): every row has the label \"b\""},
      {"x,split,label\n1,train,b\n1,Test,a\n",
       "x.csv, line 3, column 2 (split): \"Test\" must be train or test"},
      {"x,split,label\n1,test,b\n1,test,a\n", "x.csv, line 2, column 2 (split): every row is"},
      {"x,label\n1\n", "x.csv, line 2, column 2: the row has 1 fields"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const std::string message = parseCsvDataSet(row.text, "x.csv").message();
    CAPTURE(message);
    CHECK(message.starts_with(row.message));
  }
}

TEST_CASE("features alone are read with and without the other columns") {
  for (const char* text : {"a,b\n1,2\n3,4\n", "split,a,label,b\n,1,,2\nx,3,,4\n"}) {
    CAPTURE(text);
    Result<CsvFeatures> features = parseCsvFeatures(text, "x.csv");
    REQUIRE_MESSAGE(features.ok(), features.message());
    CHECK(features->names == Names{"a", "b"});
    CHECK(features->inputs == Matrix{{1.0, 2.0}, {3.0, 4.0}});
  }
  CHECK(parseCsvFeatures("label\na\n", "x.csv").message().starts_with("x.csv: no feature"));
  CHECK(parseCsvFeatures("a\nb\n", "x.csv").message().starts_with("x.csv, line 2, column 1 (a)"));
}

void checkEqual(const DataSet& a, const DataSet& b) {
  CHECK(a.task == b.task);
  CHECK(a.inputs == b.inputs);
  CHECK(a.labels == b.labels);
  CHECK(a.targets == b.targets);
  CHECK(a.featureNames == b.featureNames);
  CHECK(a.classNames == b.classNames);
}

void checkRoundTrip(const SplitDataSet& data) {
  Result<std::string> text = writeCsvDataSet(data);
  REQUIRE_MESSAGE(text.ok(), text.message());
  Result<CsvDataSet> csv = parseCsvDataSet(*text, "x.csv");
  REQUIRE_MESSAGE(csv.ok(), csv.message());
  REQUIRE(csv->isTest.has_value());
  const SplitDataSet back = splitByFlags(csv->data, *csv->isTest);
  checkEqual(back.train, data.train);
  checkEqual(back.test, data.test);
}

TEST_CASE("every generated data set reads back from its CSV file unchanged") {
  for (const std::string& name : generatorNames()) {
    CAPTURE(name);
    Result<DataSet> data = generateDataSet(name, {.samples = 60, .noise = 0.1, .seed = 4});
    REQUIRE(data.ok());
    checkRoundTrip(splitRandomly(*data, 0.25, 3));
    checkRoundTrip(splitRandomly(*data, 0.0, 3));
  }
}

TEST_CASE("any finite doubles and awkward names read back to the same bits") {
  Random random(11);
  DataSet data{.task = Task::kRegression,
               .inputs = Matrix(500, 2),
               .labels = {},
               .targets = Matrix(500, 1),
               .featureNames = {"a,\"b\"\n", " c "},
               .classNames = {}};
  const auto draw = [&] {
    double value = NAN;
    while (!std::isfinite(value)) value = std::bit_cast<double>(random.next());
    return value;
  };
  for (double& x : data.inputs.reshaped()) x = draw();
  for (double& y : data.targets.reshaped()) y = draw();
  data.inputs(0, 0) = -0.0;
  const SplitDataSet split = splitRandomly(data, 0.25, 3);
  checkRoundTrip(split);
  CHECK(writeCsvDataSet(split)->find("-0,") != std::string::npos);
}

TEST_CASE("what the format cannot hold is refused when it is written") {
  SplitDataSet data;
  data.train = parse("x,target\n1,2\n");
  data.test = selectSamples(data.train, {});
  data.train.featureNames = {"split"};
  CHECK_FALSE(writeCsvDataSet(data).ok());
  data.train.featureNames = {"x"};
  data.train.targets = Matrix::Zero(1, 2);
  CHECK_FALSE(writeCsvDataSet(data).ok());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
