#include "core/base/file.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("base");

namespace fs = std::filesystem;

// Lets no file grow beyond `bytes` while it lives, as a full disk would.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : oldHandler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, oldHandler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_{};
  void (*oldHandler_)(int);
};

TEST_CASE("what is written is read back, and replaces what was there") {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.txt");
  std::string content(300000, 'x');
  content[1000] = '\0';
  content[2000] = '\n';
  CHECK(writeFileAtomically(path, "before").ok());
  CHECK(writeFileAtomically(path, content).ok());
  CHECK(*readTextFile(path) == content);
  CHECK(writeFileAtomically(path, "").ok());
  CHECK(readTextFile(path)->empty());
  CHECK(folder.entryCount() == 1);
}

TEST_CASE("a failed write leaves the old file and no other") {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.txt");
  REQUIRE(writeFileAtomically(path, "before").ok());
  {
    const FileSizeLimit limit(1000);
    const Status status = writeFileAtomically(path, std::string(5000, 'x'));
    REQUIRE_FALSE(status.ok());
    CHECK(status.message().find(path) != std::string::npos);
  }
  CHECK(*readTextFile(path) == "before");
  CHECK(folder.entryCount() == 1);
}

TEST_CASE("a full device is an error, and stays a device") {
  if (!fs::exists("/dev/full")) return;
  const Status status = writeFileAtomically("/dev/full", "text");
  CHECK(status.message() == "cannot write /dev/full: No space left on device");
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("paths that cannot be written are refused with the reason") {
  const TemporaryFolder folder;
  REQUIRE(writeFileAtomically(folder.file("file"), "").ok());
  CHECK(writeFileAtomically(folder.file("none/a.txt"), "x").message().find("No such file") !=
        std::string::npos);
  CHECK(writeFileAtomically(folder.file("file/a.txt"), "x").message().find("Not a directory") !=
        std::string::npos);
  CHECK(writeFileAtomically(folder.path().string(), "x").message().find("Is a directory") !=
        std::string::npos);
  CHECK_FALSE(writeFileAtomically("", "x").ok());
  CHECK(folder.entryCount() == 1);
}

TEST_CASE("a symbolic link stays a link and its target is replaced") {
  const TemporaryFolder folder;
  REQUIRE(writeFileAtomically(folder.file("target"), "before").ok());
  fs::create_symlink("target", folder.file("link"));
  CHECK(writeFileAtomically(folder.file("link"), "after").ok());
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(*readTextFile(folder.file("target")) == "after");
}

TEST_CASE("a file that cannot be read is refused with its path and the reason") {
  const TemporaryFolder folder;
  CHECK(readTextFile("/no/such/file").message() ==
        "cannot read /no/such/file: No such file or directory");
  CHECK(readTextFile(folder.path().string()).message().find("Is a directory") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
