#include "tests/support/run_logs.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/base/file.h"
#include "core/base/text.h"

namespace adamscope::testing {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string::npos;
       at = text.find(separator, start)) {
    parts.push_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

int whole(const std::string& field) {
  const auto value = parseInteger(field);
  if (!value) throw std::runtime_error("no whole number: '" + field + "'");
  return static_cast<int>(*value);
}

}  // namespace

double Log::number(std::size_t row, const std::string& column) const {
  const auto at = std::find(header.begin(), header.end(), column);
  if (at == header.end()) throw std::runtime_error("no column " + column);
  const std::string& field = rows.at(row).at(static_cast<std::size_t>(at - header.begin()));
  if (field.empty()) return std::nan("");
  const std::optional<double> value = parseReal(field);
  if (!value) throw std::runtime_error("no number: '" + field + "'");
  return *value;
}

std::string bytesOf(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  if (!text) throw std::runtime_error(text.message());
  return *text;
}

Log readLog(const std::string& path) {
  const std::string text = bytesOf(path);
  Log log;
  log.endsWithLine = !text.empty() && text.back() == '\n';
  std::vector<std::string> lines = split(text, '\n');
  lines.pop_back();  // nothing, or a line that was cut off
  log.header = split(lines.at(0), ',');
  for (std::size_t i = 1; i < lines.size(); ++i) log.rows.push_back(split(lines[i], ','));
  return log;
}

std::vector<LoggedEvent> readEvents(const std::string& path) {
  const Log log = readLog(path);
  std::vector<LoggedEvent> events;
  for (std::size_t i = 0; i < log.rows.size(); ++i) {
    const std::vector<std::string>& row = log.rows[i];
    events.push_back({whole(row.at(0)), log.number(i, "tau"), whole(row.at(2)), whole(row.at(3)),
                      whole(row.at(4)), whole(row.at(5))});
  }
  return events;
}

}  // namespace adamscope::testing
