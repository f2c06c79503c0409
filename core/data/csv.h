// Reading CSV text as RFC 4180 has it, into rows of strings that remember their lines. What the
// columns mean is csv_dataset.h's business.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

/// A header and rows with one field for each of its columns.
struct CsvTable {
  std::string fileName;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  ///< The line, from 1, on which each row starts.

  /// "iris.csv, line 7, column 3 (petal_length)"; row and column count from 0.
  std::string placeOf(std::size_t row, std::size_t column) const;
};

/// Parses a whole file. A UTF-8 byte order mark, CRLF and a last line without its end are fine;
/// blank lines are skipped; a field in double quotes may hold commas, line ends and "" for a quote;
/// spaces and tabs around a field without quotes do not count. Errors name file, line and column:
/// no header, no row, a row with another number of fields than the header, a header name that is
/// empty or given twice, a quote that never closes or text right behind a closing quote.
Result<CsvTable> parseCsv(std::string_view text, const std::string& fileName);

/// The field as parseCsv reads it back: in quotes where it needs them.
std::string csvField(const std::string& field);

}  // namespace adamscope
