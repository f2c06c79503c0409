#include "core/data/csv.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"

namespace adamscope {
namespace {

// Splits CSV text into records. (boost::escaped_list_separator reads "" as nothing, not as a
// quote, and knows no line ends inside quotes; so the splitting is done here.)
class Reader {
 public:
  Reader(std::string_view text, const std::string& fileName) : text_(text), fileName_(fileName) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.substr(0, 3) == kByteOrderMark) text_.remove_prefix(3);
  }

  /// The line, from 1, at which the next record starts.
  int line() const { return line_; }

  /// Moves to the next record that is not a blank line; false at the end.
  bool skipToRecord() {
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view row = text_.substr(at_, end - at_);
      if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
      if (!trimmed(row).empty()) return true;
      at_ = std::min(end + 1, text_.size());
      ++line_;
    }
    return false;
  }

  /// Reads one record.
  Result<std::vector<std::string>> readRecord() {
    std::vector<std::string> fields;
    while (true) {
      Result<std::string> field = readField(fields.size() + 1);
      if (!field) return field.error();
      fields.push_back(std::move(*field));
      if (at_ >= text_.size()) return fields;
      const char separator = text_[at_++];
      if (separator == ',') continue;
      if (separator == '\r' && at_ < text_.size()) ++at_;  // readField stops only before "\r\n".
      ++line_;
      return fields;
    }
  }

 private:
  Error errorAt(int line, std::size_t column, const std::string& problem) const {
    return Error{fileName_ + ", line " + std::to_string(line) + ", column " +
                 std::to_string(column) + ": " + problem};
  }

  // At a comma, a line end or the end of the text.
  bool atFieldEnd() const {
    if (at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n') return true;
    return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
  }

  void skipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  Result<std::string> readField(std::size_t column) {
    skipBlanks();
    if (at_ < text_.size() && text_[at_] == '"') return readQuoted(column);
    const std::size_t start = at_;
    while (!atFieldEnd()) ++at_;
    return std::string(trimmed(text_.substr(start, at_ - start)));
  }

  Result<std::string> readQuoted(std::size_t column) {
    const int startLine = line_;
    std::string field;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '"') {
        if (c == '\n') ++line_;
        field += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field += '"';
        ++at_;
      } else {
        skipBlanks();
        if (atFieldEnd()) return field;
        return errorAt(line_, column, "text behind a closing quote (write \"\" for a quote)");
      }
    }
    return errorAt(startLine, column, "the quote that opens here never closes");
  }

  std::string_view text_;
  const std::string& fileName_;
  std::size_t at_ = 0;
  int line_ = 1;
};

Status checkHeader(const CsvTable& table, int line) {
  std::set<std::string> seen;
  for (std::size_t j = 0; j < table.header.size(); ++j) {
    const std::string place = table.fileName + ", line " + std::to_string(line) + ", column " +
                              std::to_string(j + 1) + ": ";
    if (table.header[j].empty()) return Error{place + "the header has no name here"};
    if (!seen.insert(table.header[j]).second) {
      return Error{place + "the name " + table.header[j] + " is given twice"};
    }
  }
  return {};
}

}  // namespace

std::string CsvTable::placeOf(std::size_t row, std::size_t column) const {
  return fileName + ", line " + std::to_string(lines[row]) + ", column " +
         std::to_string(column + 1) + " (" + header[column] + ")";
}

Result<CsvTable> parseCsv(std::string_view text, const std::string& fileName) {
  Reader reader(text, fileName);
  CsvTable table;
  table.fileName = fileName;
  if (!reader.skipToRecord()) {
    return Error{fileName + ", line 1: the file is empty; the first line must name the columns"};
  }
  const int headerLine = reader.line();
  Result<std::vector<std::string>> header = reader.readRecord();
  if (!header) return header.error();
  table.header = std::move(*header);
  if (Status status = checkHeader(table, headerLine); !status) return status.error();
  while (reader.skipToRecord()) {
    const int line = reader.line();
    Result<std::vector<std::string>> row = reader.readRecord();
    if (!row) return row.error();
    if (row->size() != table.header.size()) {
      const std::size_t column = std::min(row->size(), table.header.size()) + 1;
      return Error{fileName + ", line " + std::to_string(line) + ", column " +
                   std::to_string(column) + ": the row has " + std::to_string(row->size()) +
                   " fields, the header has " + std::to_string(table.header.size())};
    }
    table.rows.push_back(std::move(*row));
    table.lines.push_back(line);
  }
  if (table.rows.empty()) return Error{fileName + ": there is a header, but no row of data"};
  return table;
}

std::string csvField(const std::string& field) {
  const bool blankEnds = trimmed(field).size() != field.size();
  if (!field.empty() && !blankEnds && field.find_first_of(",\"\r\n") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace adamscope
