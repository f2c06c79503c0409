// Labelled samples in CSV form. The header names the columns; each is one of
//   label    the class: text, or whole numbers        exactly one of the two;
//   target   a real number, for regression            usually the last column
//   split    "train" or "test"                        optional
//   others   a feature: a finite real number          at least one
// Classes are numbered in the order of their numbers if all are whole, else in the order of their
// bytes; so the numbering does not depend on the order of the rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"

namespace adamscope {

/// The content of a labelled CSV file, rows in the file's order.
struct CsvDataSet {
  DataSet data;
  /// One flag for each row if there is a split column.
  std::optional<std::vector<bool>> isTest;
};

/// Parses labelled samples. Errors name file, line and column: what parseCsv says, no or both of
/// label and target, no feature, a field that is empty, not a number, not finite or out of range,
/// a split other than train and test, only test rows, or fewer than two classes.
Result<CsvDataSet> parseCsvDataSet(std::string_view text, const std::string& fileName);

/// Features alone.
struct CsvFeatures {
  std::vector<std::string> names;
  Matrix inputs;  ///< n x names.size().
};

/// Parses the feature columns; label, target and split columns may be there and are not read.
Result<CsvFeatures> parseCsvFeatures(std::string_view text, const std::string& fileName);

/// The samples as CSV text, training rows first, then test rows, with a split column;
/// parseCsvDataSet reads the same doubles, labels and names back. Error: more than one target
/// column, or a feature named label, target or split; the format has no place for them.
Result<std::string> writeCsvDataSet(const SplitDataSet& data);

}  // namespace adamscope
