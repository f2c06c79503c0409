// A fresh folder for one test's files, removed with everything in it at the end.
#pragma once

#include <filesystem>
#include <string>

namespace adamscope {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The path of a file in it.
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  /// How many files and folders are directly in it.
  int entryCount() const;

 private:
  std::filesystem::path path_;
};

}  // namespace adamscope
