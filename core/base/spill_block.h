// Room for a large array that need not stay in memory: a file without a name that is mapped. What
// has been written can leave memory at any time and comes back when it is read; the file goes with
// the block, or with the process, however that ends.
#pragma once

#include <cstddef>
#include <string>

namespace adamscope {

class SpillBlock {
 public:
  /// Smaller ones stay in memory: they cost nothing worth saving.
  static constexpr std::size_t kLeastBytes = std::size_t{1} << 22;

  SpillBlock() = default;
  /// `bytes` > 0 of uninitialised room: in `folder` if there is one and its disk has room for all
  /// of it, else in memory. Throws std::bad_alloc.
  SpillBlock(std::size_t bytes, const std::string& folder);
  ~SpillBlock();
  SpillBlock(SpillBlock&& other) noexcept;
  SpillBlock& operator=(SpillBlock&& other) noexcept;
  SpillBlock(const SpillBlock&) = delete;
  SpillBlock& operator=(const SpillBlock&) = delete;

  void* data() const { return data_; }
  bool isOnDisk() const { return isOnDisk_; }
  /// The first `bytes` are not needed soon. They stay readable, for other threads too.
  void rest(std::size_t bytes) const;

 private:
  bool mapFile(const std::string& folder);

  void* data_ = nullptr;
  std::size_t bytes_ = 0;
  bool isOnDisk_ = false;
};

}  // namespace adamscope
