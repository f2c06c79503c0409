// Names for what the program writes on request: they say what is in the file, and never take the
// place of another file:
//   adamscope-two_moons-step-000736.png, adamscope-two_moons-step-000736-2.png, ...
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/session/session_frames.h"

namespace adamscope {

/// "adamscope-two_moons-step-000736", with `part` (such as "loss"; may be empty) before "step".
/// Whatever a data source is called, the name has only letters, digits, '.', '_' and '-'.
std::string exportStem(const TrainFrame& train, const std::string& part);

/// Where exports go if the settings name no folder: $XDG_PICTURES_DIR, ~/Pictures, the home folder,
/// or the working folder: the first that is there.
std::string defaultExportFolder();

/// The same path with "-2", "-3", ... before the ending (or at the end of a folder's name) for
/// number > 1.
std::string numberedPath(const std::string& path, int number);

/// A name that nobody had, taken by an empty file. Unless keep() is called, the file goes again.
class NewFile {
 public:
  /// Takes `path`, or the first free numbered one; makes its folder if it is not there. Error: the
  /// path and the system's reason.
  static Result<NewFile> create(const std::string& path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  const std::string& path() const { return path_; }
  /// The content is there: the file stays.
  void keep() { isKept_ = true; }

 private:
  explicit NewFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
  bool isKept_ = false;
};

/// A folder that nobody had, in the same way. Error: the path and the system's reason.
Result<std::string> createNewFolder(const std::string& path);

}  // namespace adamscope
