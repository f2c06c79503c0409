// Reads the logs of a run folder back, for tests that compare them with each other.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace adamscope::testing {

/// A CSV log as text fields: its whole lines.
struct Log {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  bool endsWithLine = false;  ///< The last byte is '\n', so that no line is cut off.

  /// The number in a row; NaN for an empty field. Throws for an unknown column.
  double number(std::size_t row, const std::string& column) const;
};

/// One line of crossings.csv.
struct LoggedEvent {
  long step = 0;
  double tau = 0.0;
  int layer = 0;
  int neuron = 0;
  int sample = 0;
  int direction = 0;
};

/// Splits at commas and line ends; the logs quote nothing.
Log readLog(const std::string& path);
std::vector<LoggedEvent> readEvents(const std::string& path);

/// The bytes of a file; throws if it cannot be read.
std::string bytesOf(const std::string& path);

}  // namespace adamscope::testing
