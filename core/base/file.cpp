#include "core/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace adamscope {
namespace {

namespace fs = std::filesystem;

std::string systemReason(int code) { return std::generic_category().message(code); }

Error cannot(const std::string& verb, const std::string& path, int code) {
  return Error{"cannot " + verb + " " + path + ": " + systemReason(code)};
}

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  /// Closes and reports what a delayed write (a network disk, a quota) may still say. 0 is success.
  int close() {
    const int result = ::close(number_);
    number_ = -1;
    return result == 0 ? 0 : errno;
  }

 private:
  int number_;
};

// Writes everything; 0, or the error number.
int writeAll(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Status writeDirectly(const std::string& path, std::string_view content) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.open()) return cannot("write", path, errno);
  if (const int code = writeAll(file.number(), content)) return cannot("write", path, code);
  if (const int code = file.close()) return cannot("write", path, code);
  return {};
}

// Creates a file that did not exist, beside `target`; returns its descriptor and sets `name`.
int createBeside(const std::string& target, std::string& name) {
  constexpr int kAttempts = 1000;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    name = target + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

// Fills the temporary file and gives it its name; 0, or the error number.
int fillAndRename(Descriptor& file, const std::string& temporary, const std::string& target,
                  std::string_view content) {
  if (const int code = writeAll(file.number(), content)) return code;
  if (::fsync(file.number()) != 0) return errno;
  if (const int code = file.close()) return code;
  return ::rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
}

}  // namespace

Result<std::string> readTextFile(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return cannot("read", path, errno);
  std::string content;
  std::string chunk(std::size_t{1} << 16, '\0');
  while (true) {
    const ssize_t count = ::read(file.number(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot("read", path, errno);
    if (count == 0) return content;
    content.append(chunk, 0, static_cast<std::size_t>(count));
  }
}

Status writeFileAtomically(const std::string& path, std::string_view content) {
  std::error_code ignored;
  std::string target = path;
  if (fs::is_symlink(path, ignored)) {
    const fs::path resolved = fs::weakly_canonical(path, ignored);
    if (!ignored) target = resolved.string();
  }
  const fs::file_status status = fs::status(target, ignored);
  if (fs::is_directory(status)) return cannot("write", path, EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) return writeDirectly(target, content);

  std::string temporary;
  Descriptor file(createBeside(target, temporary));
  if (!file.open()) return cannot("write", path, errno);
  if (const int code = fillAndRename(file, temporary, target, content)) {
    ::unlink(temporary.c_str());
    return cannot("write", path, code);
  }
  return {};
}

}  // namespace adamscope
