#include "core/io/line_log.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <utility>

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

/// Limits the size of any file this process writes, while it lives. The same as a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_SUITE_BEGIN("io");

TEST_CASE("the header is on disk at once and lines come with the flush") {
  TemporaryFolder folder;
  const std::string path = folder.file("log.csv");
  Result<LineLog> log = LineLog::create(path, "a,b");
  REQUIRE_MESSAGE(log.ok(), log.message());
  CHECK(*readTextFile(path) == "a,b\n");
  log->buffer() += "1,2\n";
  CHECK(*readTextFile(path) == "a,b\n");
  REQUIRE(log->flush().ok());
  CHECK(*readTextFile(path) == "a,b\n1,2\n");
  REQUIRE(log->flush().ok());
  CHECK(*readTextFile(path) == "a,b\n1,2\n");
}

TEST_CASE("a log is due when much is waiting") {
  TemporaryFolder folder;
  Result<LineLog> log = LineLog::create(folder.file("log.csv"), "a");
  REQUIRE(log.ok());
  CHECK_FALSE(log->isDue());
  for (int i = 0; i < 20'000; ++i) log->buffer() += "12345\n";
  CHECK(log->isDue());
  REQUIRE(log->flush().ok());
  CHECK_FALSE(log->isDue());
}

TEST_CASE("creating a log empties an old one and reports what is in the way") {
  TemporaryFolder folder;
  REQUIRE(writeFileAtomically(folder.file("log.csv"), "old old old\n").ok());
  REQUIRE(LineLog::create(folder.file("log.csv"), "new").ok());
  CHECK(*readTextFile(folder.file("log.csv")) == "new\n");
  for (const std::string& path : {folder.path().string(), folder.file("no/such/folder.csv")}) {
    const Result<LineLog> refused = LineLog::create(path, "a");
    CHECK_FALSE(refused.ok());
    CHECK(refused.message().find(path) == 0);
  }
}

TEST_CASE("a full device is an error with the path and the reason, once") {
  Result<LineLog> log = LineLog::create("/dev/full", "a");
  CHECK_FALSE(log.ok());
  CHECK(log.message().find("/dev/full: cannot be written: No space left on device") == 0);
}

TEST_CASE("a write that ends inside a line leaves the lines before it") {
  TemporaryFolder folder;
  const std::string path = folder.file("log.csv");
  Result<LineLog> log = LineLog::create(path, "header");
  REQUIRE(log.ok());
  log->buffer() += "first\n";
  REQUIRE(log->flush().ok());
  log->buffer() += "second\nthird that does not fit\n";
  {
    const FileSizeLimit limit(7 + 6 + 7 + 4);  // ends behind "thir"
    const Status failed = log->flush();
    CHECK_FALSE(failed.ok());
    CHECK(failed.message().find(path) == 0);
    CHECK(failed.message().find("the lines before are safe") != std::string::npos);
  }
  CHECK(*readTextFile(path) == "header\nfirst\nsecond\n");
  log->buffer() += "fourth\n";
  CHECK(log->flush().ok());  // there is a hole: nothing may follow it
  CHECK(*readTextFile(path) == "header\nfirst\nsecond\n");
}

TEST_CASE("a log that somebody deletes is noticed") {
  TemporaryFolder folder;
  const std::string path = folder.file("log.csv");
  Result<LineLog> log = LineLog::create(path, "header");
  REQUIRE(log.ok());
  std::filesystem::remove(path);
  log->buffer() += "line\n";
  const Status failed = log->flush();
  CHECK_FALSE(failed.ok());
  CHECK(failed.message().find("was deleted") != std::string::npos);
}

TEST_CASE("a log that is moved goes on in its new place") {
  TemporaryFolder folder;
  Result<LineLog> a = LineLog::create(folder.file("a.csv"), "a");
  Result<LineLog> b = LineLog::create(folder.file("b.csv"), "b");
  REQUIRE(a.ok());
  REQUIRE(b.ok());
  LineLog log(std::move(*a));
  log.buffer() += "1\n";
  REQUIRE(log.flush().ok());
  log = std::move(*b);
  log.buffer() += "2\n";
  REQUIRE(log.flush().ok());
  CHECK(*readTextFile(folder.file("a.csv")) == "a\n1\n");
  CHECK(*readTextFile(folder.file("b.csv")) == "b\n2\n");
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
