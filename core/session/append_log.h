// A log that one thread appends to and any number of threads read, without a lock. What has been
// published never moves and never changes: entry i lies in segment k = floor(log2(i / first + 1)),
// and a segment, once made, stays where it is until the log is destroyed.
//
//   segment 0: first entries | segment 1: 2 first | segment 2: 4 first | ...
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <type_traits>

#include "core/base/check.h"

namespace adamscope {

/// Entries of a plain type. One writer; readers may call size() and operator[] at any time.
template <class T>
class AppendLog {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  AppendLog() = default;
  AppendLog(const AppendLog&) = delete;
  AppendLog& operator=(const AppendLog&) = delete;

  /// Entries that readers may look at.
  std::size_t size() const { return published_.load(std::memory_order_acquire); }
  bool empty() const { return size() == 0; }

  /// Entry i < size(), for ever the same.
  const T& operator[](std::size_t i) const {
    const std::size_t k = segmentOf(i);
    return segments_[k][i - startOf(k)];
  }

  /// Writer only: appends an entry that readers see after the next publish().
  void append(const T& entry) {
    const std::size_t k = segmentOf(written_);
    ADAMSCOPE_CHECK(k < kSegments, "the log has room");
    if (!segments_[k]) segments_[k] = std::make_unique_for_overwrite<T[]>(kFirst << k);
    segments_[k][written_ - startOf(k)] = entry;
    ++written_;
  }
  /// Writer only: shows everything that was appended.
  void publish() { published_.store(written_, std::memory_order_release); }

 private:
  static constexpr std::size_t kFirst = 1024;
  static constexpr std::size_t kSegments = 40;

  static std::size_t segmentOf(std::size_t i) {
    return static_cast<std::size_t>(std::bit_width(i / kFirst + 1)) - 1;
  }
  static std::size_t startOf(std::size_t segment) {
    return kFirst * ((std::size_t{1} << segment) - 1);
  }

  std::array<std::unique_ptr<T[]>, kSegments> segments_;
  std::size_t written_ = 0;
  std::atomic<std::size_t> published_ = 0;
};

}  // namespace adamscope
