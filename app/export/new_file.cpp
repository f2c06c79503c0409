#include "app/export/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

namespace adamscope {

namespace {

namespace fs = std::filesystem;

/// Nobody has so many pictures of one step; then the folder is full for us.
constexpr int kMostNumbers = 10'000;

/// "two_moons", or "mine" of "csv:/home/ada/mine.csv".
std::string sourceName(const std::string& source) {
  const std::string prefix = "csv:";
  const std::string name =
      source.starts_with(prefix) ? fs::path(source.substr(prefix.size())).stem().string() : source;
  std::string safe;
  for (const char c : name) {
    const bool isPlain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    safe += isPlain ? c : '_';
  }
  return safe.empty() ? "run" : safe;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::string reasonOf(int error) { return std::generic_category().message(error); }

Error refusal(const std::string& path, const std::string& reason) {
  return Error{path + " cannot be written: " + reason + ". Choose another folder (Ctrl+E)."};
}

/// Makes the folder that `path` lies in.
Status makeParent(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code failure;
  if (!parent.empty()) fs::create_directories(parent, failure);
  return failure ? Status(refusal(path, failure.message())) : Status();
}

/// Tries `path` and its numbered names until `take` has one: it returns 0, or the system's error
/// (EEXIST: taken).
Result<std::string> takeName(const std::string& path,
                             const std::function<int(const std::string&)>& take) {
  if (const Status parent = makeParent(path); !parent) return parent.error();
  for (int number = 1; number <= kMostNumbers; ++number) {
    std::string name = numberedPath(path, number);
    const int error = take(name);
    if (error == 0) return name;
    if (error != EEXIST) return refusal(name, reasonOf(error));
  }
  return refusal(path, "all numbered names are taken");
}

}  // namespace

std::string exportStem(const TrainFrame& train, const std::string& part) {
  char step[32];
  std::snprintf(step, sizeof step, "step-%06ld", train.step);
  const std::string middle = part.empty() ? std::string() : part + "-";
  return "adamscope-" + sourceName(train.config.data.source) + "-" + middle + step;
}

std::string defaultExportFolder() {
  const std::string home = environment("HOME");
  std::error_code failure;
  for (const std::string& folder :
       {environment("XDG_PICTURES_DIR"), home.empty() ? home : home + "/Pictures", home}) {
    if (!folder.empty() && fs::is_directory(folder, failure)) return folder;
  }
  return fs::current_path(failure).string();
}

std::string numberedPath(const std::string& path, int number) {
  if (number <= 1) return path;
  const fs::path whole(path);
  const std::string name = whole.stem().string() + "-" + std::to_string(number);
  return (whole.parent_path() / (name + whole.extension().string())).string();
}

Result<NewFile> NewFile::create(const std::string& path) {
  const Result<std::string> taken = takeName(path, [](const std::string& name) {
    // Exclusive: of two programs one gets the name.
    const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return errno;
    ::close(file);
    return 0;
  });
  if (!taken) return taken.error();
  return NewFile(*taken);
}

NewFile::~NewFile() {
  if (isKept_ || path_.empty()) return;
  std::error_code ignored;
  fs::remove(path_, ignored);
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), isKept_(other.isKept_) {}

Result<std::string> createNewFolder(const std::string& path) {
  return takeName(path, [](const std::string& name) {
    std::error_code failure;
    const bool isNew = fs::create_directory(name, failure);
    if (isNew) return 0;
    return failure ? failure.value() : EEXIST;
  });
}

}  // namespace adamscope
