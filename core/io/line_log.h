// A text log that survives whatever happens to the program: whole lines only, handed to the
// operating system about twice a second, so that after a kill the file is valid and complete to
// about a second. (A kill in the very moment of a write may cut the last line: without its '\n' it
// is to be dropped.)
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
  /// True if the buffer is large, or half a second has passed since the last flush.
  bool isDue() const;
  /// Writes the buffer out. Call it between lines. Error: the path and the system's reason (or that
  /// somebody has deleted the file); the file then still ends with the last line that was written
  /// completely, and later calls do nothing. Nor does a call on a log that was moved from.
  Status flush();

 private:
  LineLog(std::string path, int descriptor);

  Status fail(const std::string& reason, std::size_t unwritten);

  std::string path_;
  int descriptor_ = -1;
  long written_ = 0;  // bytes of complete lines in the file
  std::string buffer_;
  bool failed_ = false;
  std::chrono::steady_clock::time_point lastFlush_;
};

}  // namespace adamscope
