// A text log that survives whatever happens to the program: whole lines only, handed to the
// operating system at least once a second, so that after a kill the file is valid and complete to
// about a second.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adamscope {

/// An append-only file of lines. Movable; closes itself without a last flush, so call flush().
class LineLog {
 public:
  /// Creates (or empties) the file and writes the header line.
  static Result<LineLog> create(const std::string& path, std::string_view header);

  LineLog(LineLog&& other) noexcept;
  LineLog& operator=(LineLog&& other) noexcept;
  LineLog(const LineLog&) = delete;
  LineLog& operator=(const LineLog&) = delete;
  ~LineLog();

  /// The buffer to append whole lines to, each with its '\n'.
  std::string& buffer() { return buffer_; }
  /// Writes the buffer out if it is large or a second has passed since the last time. Call it
  /// between lines. Error: the path and the system's reason; the file then still ends with the
  /// last line that was written completely, and later calls do nothing.
  Status flushIfDue();
  /// Writes the buffer out.
  Status flush();

 private:
  LineLog(std::string path, int descriptor);

  std::string path_;
  int descriptor_ = -1;
  long written_ = 0;  // bytes of complete lines in the file
  std::string buffer_;
  bool failed_ = false;
  std::chrono::steady_clock::time_point lastFlush_;
};

}  // namespace adamscope
