// The logs of a run that goes on, copied to a folder of their own. The record is brought up to date
// between two steps, and what it holds at that moment is what is copied: the two logs end with the
// same step, whatever is appended meanwhile. Nothing waits: advance() does a piece each frame.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/session/live_session.h"

namespace adamscope {

/// What has become of a copy.
struct LogExportEnd {
  std::string folder;  ///< Where it is.
  Status status;       ///< An error: why it is not.
};

class LogExport {
 public:
  /// Asks the session for its record, to be copied to `folder` or, if that is there, to the first
  /// free numbered one.
  LogExport(LiveSession& session, std::string folder);
  /// A copy that has not ended leaves nothing.
  ~LogExport();
  LogExport(const LogExport&) = delete;
  LogExport& operator=(const LogExport&) = delete;

  /// Goes on for a few megabytes. Its end, once, when it is reached; then the object is done.
  std::optional<LogExportEnd> advance();

 private:
  /// The record as it was between two steps; filled in by the trainer's thread.
  struct Record;
  Status begin();
  Status copyPiece();
  Status openNext();

  LiveSession& session_;
  std::string folder_;  ///< As wished, then as made.
  std::shared_ptr<Record> record_;
  std::uint64_t command_ = 0;
  bool isBegun_ = false;
  bool isDone_ = false;
  std::size_t next_ = 0;  ///< The file after the one being copied.
  std::uintmax_t left_ = 0;
  std::ifstream from_;
  std::ofstream to_;
};

}  // namespace adamscope
