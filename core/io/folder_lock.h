// Keeps two programs from writing into one folder at the same time. The lock belongs to the open
// file description (flock), so the system drops it when the program ends, however it ends.
#pragma once

#include <optional>
#include <string>

namespace adamscope {

/// Holds the lock of an existing folder until it goes. Movable.
class FolderLock {
 public:
  /// Nothing if somebody else holds the lock. A file system that knows no locks, or a folder that
  /// cannot be opened, gives a lock that holds nothing: writing will tell what is wrong.
  static std::optional<FolderLock> take(const std::string& folder);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
};

}  // namespace adamscope
