#include "app/export/log_export.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "app/export/new_file.h"
#include "core/base/file.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

/// They grow while the run goes on.
constexpr std::array<const char*, 3> kLogs{"crossings.csv", "steps.csv", "changes.csv"};
/// They are replaced as wholes, and small.
constexpr std::array<const char*, 5> kSmallFiles{"config.json", "data.csv", "summary.json",
                                                 "final.safetensors", "final.json"};
/// Not every run has them.
constexpr const char* kBookmarks = "bookmarks.json";
constexpr std::size_t kPieceBytes = 8U << 20U;

Error systemError(const std::string& path, const char* what) {
  const std::string reason =
      errno != 0 ? ": " + std::generic_category().message(errno) : std::string();
  return Error{path + " cannot be " + what + reason + "."};
}

}  // namespace

struct LogExport::Record {
  struct Log {
    std::string name;
    std::uintmax_t bytes = 0;
  };
  struct SmallFile {
    std::string name;
    std::string content;
  };

  std::string folder;  ///< Empty: nothing is recorded.
  std::vector<Log> logs;
  std::vector<SmallFile> smallFiles;
  std::string problem;

  void fill(TrainingSession& session) {
    session.checkpoint();
    folder = session.frame()->recordPath;
    if (folder.empty()) return;
    for (const char* name : kLogs) {
      std::error_code failure;
      const std::uintmax_t bytes = fs::file_size(folder + "/" + name, failure);
      if (!failure) logs.push_back({name, bytes});
    }
    for (const char* name : kSmallFiles) {
      Result<std::string> content = readTextFile(folder + "/" + name);
      if (!content) problem = content.message();
      if (content) smallFiles.push_back({name, std::move(*content)});
    }
    const std::string bookmarks = folder + "/" + kBookmarks;
    std::error_code failure;
    if (!fs::exists(bookmarks, failure)) return;
    Result<std::string> content = readTextFile(bookmarks);
    if (content) smallFiles.push_back({kBookmarks, std::move(*content)});
  }
};

LogExport::LogExport(LiveSession& session, std::string folder)
    : session_(session), folder_(std::move(folder)), record_(std::make_shared<Record>()) {
  command_ =
      session_.post([record = record_](TrainingSession& training) { record->fill(training); });
}

LogExport::~LogExport() {
  if (!isBegun_ || isDone_) return;
  to_.close();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::optional<LogExportEnd> LogExport::advance() {
  // The trainer publishes after the command, so what it filled in is there for us.
  if (isDone_ || session_.trainFrame()->commandsDone < command_) return std::nullopt;
  Status status = isBegun_ ? copyPiece() : begin();
  if (!status) {
    if (isBegun_) {
      std::error_code ignored;
      to_.close();
      fs::remove_all(folder_, ignored);
    }
    isDone_ = true;
    return LogExportEnd{folder_, std::move(status)};
  }
  const bool hasMore = left_ > 0 || next_ < record_->logs.size();
  if (hasMore) return std::nullopt;
  isDone_ = true;
  return LogExportEnd{folder_, {}};
}

Status LogExport::begin() {
  if (record_->folder.empty()) {
    return Error{
        "There are no logs of this run: it is not being recorded. Free the disk or the folder that "
        "the earlier message names and restart (R), or use adamscope run."};
  }
  if (!record_->problem.empty()) return Error{record_->problem};
  Result<std::string> made = createNewFolder(folder_);
  if (!made) return made.error();
  folder_ = std::move(*made);
  isBegun_ = true;
  for (const Record::SmallFile& file : record_->smallFiles) {
    const Status written = writeFileAtomically(folder_ + "/" + file.name, file.content);
    if (!written) return written;
  }
  return openNext();
}

Status LogExport::openNext() {
  if (next_ == record_->logs.size()) return {};
  const Record::Log& log = record_->logs[next_++];
  left_ = log.bytes;
  errno = 0;
  from_ = std::ifstream(record_->folder + "/" + log.name, std::ios::binary);
  if (!from_) return systemError(record_->folder + "/" + log.name, "read");
  to_ = std::ofstream(folder_ + "/" + log.name, std::ios::binary);
  return to_ ? Status() : Status(systemError(folder_ + "/" + log.name, "written"));
}

Status LogExport::copyPiece() {
  const std::string name = record_->logs[next_ - 1].name;
  std::vector<char> piece(std::min<std::uintmax_t>(left_, kPieceBytes));
  errno = 0;
  if (!from_.read(piece.data(), static_cast<std::streamsize>(piece.size()))) {
    return systemError(record_->folder + "/" + name, "read");
  }
  to_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  left_ -= piece.size();
  if (left_ == 0) to_.close();
  if (!to_) return systemError(folder_ + "/" + name, "written");
  return left_ == 0 ? openNext() : Status();
}

}  // namespace adamscope
