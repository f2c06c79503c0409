// A log that one thread appends to and any number of threads read, without a lock. What has been
// published never moves and never changes: entry i lies in segment k = floor(log2(i / first + 1)),
// and a segment, once made, stays where it is until the log is destroyed.
//
//   segment 0: first entries | segment 1: 2 first | segment 2: 4 first | ...
//
// Large segments may lie on disk (spill_block.h); what is full of them leaves memory until it is
// read.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include "core/base/check.h"
#include "core/base/spill_block.h"

namespace adamscope {

/// Entries of a plain type. One writer; readers may call size() and operator[] at any time.
template <class T>
class AppendLog {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /// Large segments lie in the folder, if one is given and its disk has room.
  explicit AppendLog(std::string spillFolder = {}) : spillFolder_(std::move(spillFolder)) {}
  AppendLog(const AppendLog&) = delete;
  AppendLog& operator=(const AppendLog&) = delete;

  /// Entries that readers may look at.
  std::size_t size() const { return published_.load(std::memory_order_acquire); }
  bool empty() const { return size() == 0; }

  /// Entry i < size(), for ever the same.
  const T& operator[](std::size_t i) const {
    const std::size_t k = segmentOf(i);
    return entriesOf(k)[i - startOf(k)];
  }

  /// Writer only: appends an entry that readers see after the next publish().
  void append(const T& entry) {
    const std::size_t k = segmentOf(written_);
    ADAMSCOPE_CHECK(k < kSegments, "the log has room");
    const std::size_t place = written_ - startOf(k);
    if (place == 0) {
      if (k > 0) segments_[k - 1].rest(sizeof(T) * (kFirst << (k - 1)));
      segments_[k] = SpillBlock(sizeof(T) * (kFirst << k), spillFolder_);
    } else if (place % kRestEntries == 0) {
      segments_[k].rest(sizeof(T) * place);
    }
    entriesOf(k)[place] = entry;
    ++written_;
  }
  /// Writer only: shows everything that was appended.
  void publish() { published_.store(written_, std::memory_order_release); }

 private:
  static constexpr std::size_t kFirst = 1024;
  static constexpr std::size_t kSegments = 40;
  /// So many entries of a segment on disk are kept in memory before they rest.
  static constexpr std::size_t kRestEntries = std::size_t{1} << 18;

  static std::size_t segmentOf(std::size_t i) {
    return static_cast<std::size_t>(std::bit_width(i / kFirst + 1)) - 1;
  }
  static std::size_t startOf(std::size_t segment) {
    return kFirst * ((std::size_t{1} << segment) - 1);
  }

  T* entriesOf(std::size_t segment) const { return static_cast<T*>(segments_[segment].data()); }

  std::string spillFolder_;
  std::array<SpillBlock, kSegments> segments_;
  std::size_t written_ = 0;
  std::atomic<std::size_t> published_ = 0;
};

}  // namespace adamscope
