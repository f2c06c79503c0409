// A sorted list that grows by appending and never stops to sort: entries go into short sorted runs,
// runs of like length are merged two at a time, a bounded piece of work per call. What lies at a
// place of the whole list is found by bisecting all runs at once, so readers never wait for merges.
//
//   runs   [1 4 9 ..][2 3 7 ..][5 6][8]      entry r = the r-th smallest of all of them
// Source: a log-structured merge tree in memory; selection in several sorted arrays by pivots.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace adamscope {

/// A key with the number of the row that it belongs to. Equal keys keep the order of the rows.
struct SortedEntry {
  std::uint64_t key = 0;
  std::uint32_t row = 0;

  friend auto operator<=>(const SortedEntry&, const SortedEntry&) = default;
};

class SortedRuns {
 public:
  /// Adds entries, none of which is there yet. O(k log k) for k entries; hand over a few thousand.
  void append(std::span<const SortedEntry> entries);
  /// Goes on with a pending merge; moves at most `budget` entries. Returns how many it moved.
  std::size_t merge(std::size_t budget);
  /// Whether runs wait to be merged. Reading is correct all the same, only slower.
  bool isMerging() const { return merge_.has_value(); }

  std::size_t size() const { return size_; }
  std::size_t runCount() const { return runs_.size(); }
  /// The rows at the places [first, first + count) of the sorted list, cut at its end.
  std::vector<std::uint32_t> rows(std::size_t first, std::size_t count) const;
  /// How many entries come before this one.
  std::size_t placeOf(const SortedEntry& entry) const;

 private:
  struct Run {
    std::unique_ptr<SortedEntry[]> entries;
    std::size_t size = 0;

    const SortedEntry* begin() const { return entries.get(); }
    const SortedEntry* end() const { return entries.get() + size; }
  };
  /// Run `index` and the one behind it become `merged`; both stay readable until it is whole.
  struct Merge {
    std::size_t index = 0;
    std::size_t fromLeft = 0;
    std::size_t fromRight = 0;
    Run merged;
  };

  void startMerge();
  void finishMerge();
  std::vector<std::size_t> splitAt(std::size_t place) const;

  std::vector<Run> runs_;
  std::optional<Merge> merge_;
  std::size_t size_ = 0;
};

}  // namespace adamscope
