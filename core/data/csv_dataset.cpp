#include "core/data/csv_dataset.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/text.h"
#include "core/data/csv.h"

namespace adamscope {
namespace {

// Where the columns of each kind are.
struct Columns {
  std::vector<std::size_t> features;
  std::optional<std::size_t> label;
  std::optional<std::size_t> target;
  std::optional<std::size_t> split;
};

bool isReserved(const std::string& name) {
  return name == "label" || name == "target" || name == "split";
}

Result<Columns> findColumns(const CsvTable& table) {
  Columns columns;
  for (std::size_t j = 0; j < table.header.size(); ++j) {
    const std::string& name = table.header[j];
    if (name == "label") columns.label = j;
    if (name == "target") columns.target = j;
    if (name == "split") columns.split = j;
    if (!isReserved(name)) columns.features.push_back(j);
  }
  if (columns.features.empty()) {
    return Error{table.fileName + ": no feature column (one not named label, target or split)"};
  }
  return columns;
}

Result<double> parseNumber(const CsvTable& table, std::size_t row, std::size_t column) {
  const std::string& field = table.rows[row][column];
  const std::string place = table.placeOf(row, column) + ": ";
  if (field.empty()) return Error{place + "the field is empty; a number is needed"};
  const std::optional<double> value = parseReal(field);
  if (!value) return Error{place + "\"" + field + "\" is not a number (in the range of a double)"};
  if (!std::isfinite(*value)) return Error{place + "\"" + field + "\" is not a finite number"};
  return *value;
}

Result<Matrix> parseColumns(const CsvTable& table, const std::vector<std::size_t>& columns) {
  Matrix values(static_cast<Eigen::Index>(table.rows.size()),
                static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      Result<double> value = parseNumber(table, i, columns[k]);
      if (!value) return value.error();
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = *value;
    }
  }
  return values;
}

// The distinct names in the order of the header comment.
std::vector<std::string> sortedClassNames(const CsvTable& table, std::size_t column) {
  std::vector<std::string> names;
  for (const std::vector<std::string>& row : table.rows) names.push_back(row[column]);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto isWhole = [](const std::string& name) { return parseInteger(name).has_value(); };
  if (std::all_of(names.begin(), names.end(), isWhole)) {
    // Stable: "1" and "01" are two names of one number and keep the order of their bytes.
    std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      return *parseInteger(a) < *parseInteger(b);
    });
  }
  return names;
}

Status readLabels(const CsvTable& table, std::size_t column, DataSet& data) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i][column].empty()) {
      return Error{table.placeOf(i, column) + ": the label is empty"};
    }
  }
  data.task = Task::kClassification;
  data.classNames = sortedClassNames(table, column);
  if (data.classNames.size() < 2) {
    return Error{table.placeOf(0, column) + ": every row has the label \"" + data.classNames[0] +
                 "\"; at least two classes are needed (name the column target for regression)"};
  }
  std::map<std::string, int> numbers;
  for (const std::string& name : data.classNames) {
    numbers.emplace(name, static_cast<int>(numbers.size()));
  }
  for (const std::vector<std::string>& row : table.rows) {
    data.labels.push_back(numbers.at(row[column]));
  }
  return {};
}

Result<std::vector<bool>> readSplit(const CsvTable& table, std::size_t column) {
  std::vector<bool> isTest;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string& field = table.rows[i][column];
    if (field != "train" && field != "test") {
      return Error{table.placeOf(i, column) + ": \"" + field + "\" must be train or test"};
    }
    isTest.push_back(field == "test");
  }
  if (std::find(isTest.begin(), isTest.end(), false) == isTest.end()) {
    return Error{table.placeOf(0, column) + ": every row is a test row; none is left to train on"};
  }
  return isTest;
}

// Label or target, exactly one of them.
Status readAnswers(const CsvTable& table, const Columns& columns, DataSet& data) {
  if (columns.label && columns.target) {
    return Error{table.fileName + ": there is a label and a target column; keep one of them"};
  }
  if (columns.label) return readLabels(table, *columns.label, data);
  if (!columns.target) {
    return Error{table.fileName +
                 ": no column is named label (classes) or target (regression); rename one"};
  }
  Result<Matrix> targets = parseColumns(table, {*columns.target});
  if (!targets) return targets.error();
  data.task = Task::kRegression;
  data.targets = std::move(*targets);
  return {};
}

std::vector<std::string> namesOf(const CsvTable& table, const std::vector<std::size_t>& columns) {
  std::vector<std::string> names;
  for (const std::size_t j : columns) names.push_back(table.header[j]);
  return names;
}

void appendRows(std::string& text, const DataSet& data, const std::string& split) {
  for (int i = 0; i < data.sampleCount(); ++i) {
    for (int j = 0; j < data.featureCount(); ++j) text += formatReal(data.inputs(i, j)) + ",";
    if (data.task == Task::kClassification) {
      const auto label = static_cast<std::size_t>(data.labels[static_cast<std::size_t>(i)]);
      text += csvField(data.classNames[label]);
    } else {
      text += formatReal(data.targets(i, 0));
    }
    text += "," + split + "\n";
  }
}

}  // namespace

Result<CsvDataSet> parseCsvDataSet(std::string_view text, const std::string& fileName) {
  Result<CsvTable> table = parseCsv(text, fileName);
  if (!table) return table.error();
  Result<Columns> columns = findColumns(*table);
  if (!columns) return columns.error();
  CsvDataSet result;
  result.data.featureNames = namesOf(*table, columns->features);
  Result<Matrix> inputs = parseColumns(*table, columns->features);
  if (!inputs) return inputs.error();
  result.data.inputs = std::move(*inputs);
  if (Status status = readAnswers(*table, *columns, result.data); !status) return status.error();
  if (columns->split) {
    Result<std::vector<bool>> isTest = readSplit(*table, *columns->split);
    if (!isTest) return isTest.error();
    result.isTest = std::move(*isTest);
  }
  return result;
}

Result<CsvFeatures> parseCsvFeatures(std::string_view text, const std::string& fileName) {
  Result<CsvTable> table = parseCsv(text, fileName);
  if (!table) return table.error();
  Result<Columns> columns = findColumns(*table);
  if (!columns) return columns.error();
  Result<Matrix> inputs = parseColumns(*table, columns->features);
  if (!inputs) return inputs.error();
  return CsvFeatures{namesOf(*table, columns->features), std::move(*inputs)};
}

Result<std::string> writeCsvDataSet(const SplitDataSet& data) {
  const bool classes = data.train.task == Task::kClassification;
  if (!classes && data.train.targets.cols() != 1) {
    return Error{"a CSV data file holds one target column, these samples have " +
                 std::to_string(data.train.targets.cols())};
  }
  std::string text;
  for (const std::string& name : data.train.featureNames) {
    if (isReserved(name)) return Error{"a feature in a CSV data file cannot be named " + name};
    text += csvField(name) + ",";
  }
  text += classes ? "label,split\n" : "target,split\n";
  appendRows(text, data.train, "train");
  appendRows(text, data.test, "test");
  return text;
}

}  // namespace adamscope
