// A set of 128-bit hashes for runs that visit tens of millions of regions: the newest lie in one
// flat table, older ones in tables that rest on disk, each behind a small filter in memory.
//
//   insert(h) --> newest table: there? --> filter of each resting table: "surely not" mostly
//                                               | perhaps
//                                               v
//                                          the table itself (a page of a mapped file)
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/base/spill_block.h"

namespace adamscope {

/// The hashes are taken to be evenly spread, as sums of Zobrist keys are. Copyable; copies share
/// the tables on disk.
class HashSet128 {
 public:
  /// Values that stay in memory where there is a folder for the others.
  static constexpr std::size_t kMostInMemory = 3u << 18;

  /// spillFolder: where older values rest; empty: everything stays in memory. mostInMemory >= 1.
  explicit HashSet128(std::string spillFolder = {}, std::size_t mostInMemory = kMostInMemory);

  /// True if the value was not in the set before.
  bool insert(const Hash128& value);
  bool contains(const Hash128& value) const;
  std::size_t size() const { return size_; }
  /// What the set holds in memory, in bytes; not the pages of the disk.
  std::size_t bytesInMemory() const;

 private:
  /// A full table that never changes again.
  struct Resting {
    SpillBlock table;
    std::size_t slotCount = 0;
    /// One word for a value, with some of its bits set: no bits, no value.
    std::vector<std::uint64_t> filter;

    bool contains(const Hash128& value) const;
  };

  bool isResting(const Hash128& value) const;
  void letPagesGo();
  void grow();
  void putToRest();

  std::string spillFolder_;
  std::size_t mostInMemory_;
  std::vector<Hash128> slots_;  // size 0 or a power of two; the zero hash marks a free slot
  std::size_t used_ = 0;        // of slots_
  std::vector<std::shared_ptr<const Resting>> resting_;
  std::size_t size_ = 0;
  bool hasZero_ = false;      // the zero hash itself is in the set
  std::size_t searches_ = 0;  // of the resting tables, since their pages were let go
};

}  // namespace adamscope
