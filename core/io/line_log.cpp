#include "core/io/line_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace adamscope {

namespace {

constexpr std::size_t kLargeBuffer = 1 << 16;
// Below a second, so that "complete to about a second" leaves room for a slow step.
constexpr std::chrono::milliseconds kFlushInterval(500);

}  // namespace

LineLog::LineLog(std::string path, int descriptor)
    : path_(std::move(path)),
      descriptor_(descriptor),
      lastFlush_(std::chrono::steady_clock::now()) {}

LineLog::LineLog(LineLog&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      written_(other.written_),
      buffer_(std::move(other.buffer_)),
      failed_(other.failed_),
      lastFlush_(other.lastFlush_) {}

LineLog& LineLog::operator=(LineLog&& other) noexcept {
  if (this == &other) return *this;
  if (descriptor_ >= 0) ::close(descriptor_);
  path_ = std::move(other.path_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  written_ = other.written_;
  buffer_ = std::move(other.buffer_);
  failed_ = other.failed_;
  lastFlush_ = other.lastFlush_;
  return *this;
}

LineLog::~LineLog() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<LineLog> LineLog::create(const std::string& path, std::string_view header) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return Error{path + ": cannot be written: " + std::strerror(errno)};
  }
  LineLog log(path, descriptor);
  log.buffer_ = std::string(header) + "\n";
  if (const Status done = log.flush(); !done) return done.error();
  return log;
}

bool LineLog::isDue() const {
  return buffer_.size() >= kLargeBuffer ||
         std::chrono::steady_clock::now() - lastFlush_ >= kFlushInterval;
}

Status LineLog::flush() {
  lastFlush_ = std::chrono::steady_clock::now();
  if (failed_ || descriptor_ < 0) return {};
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(std::strerror(errno), rest.size());
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  written_ += static_cast<long>(buffer_.size());
  buffer_.clear();
  // Lines for a file without a name are lost, so the run should not go on for hours.
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && status.st_nlink == 0) {
    failed_ = true;
    return Error{path_ + ": was deleted while the run was writing it"};
  }
  return {};
}

Status LineLog::fail(const std::string& reason, std::size_t unwritten) {
  failed_ = true;
  // A line that was cut off by a full disk goes; what was complete before it stays.
  const std::string_view done(buffer_.data(), buffer_.size() - unwritten);
  const std::size_t lastLine = done.rfind('\n');
  written_ += lastLine == std::string_view::npos ? 0 : static_cast<long>(lastLine) + 1;
  const bool cut = ::ftruncate(descriptor_, written_) == 0;
  buffer_.clear();
  return Error{path_ + ": cannot be written: " + reason +
               (cut ? "; the lines before are safe" : "")};
}

}  // namespace adamscope
