// Shows a folder in the desktop's file manager, through xdg-open.
#pragma once

#include <string>
#include <vector>

namespace adamscope {

class FolderOpener {
 public:
  FolderOpener() = default;
  /// What was started goes on; nobody waits for it.
  ~FolderOpener() = default;
  FolderOpener(const FolderOpener&) = delete;
  FolderOpener& operator=(const FolderOpener&) = delete;

  /// Starts it and returns at once.
  void open(const std::string& folder);
  /// What went wrong since the last call: xdg-open is not installed, or there is no file manager.
  /// The messages name the folder.
  std::vector<std::string> takeProblems();

 private:
  struct Child {
    int process = 0;
    std::string folder;
  };
  std::vector<Child> children_;
  std::vector<std::string> problems_;
};

}  // namespace adamscope
