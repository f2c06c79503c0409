// Counts crossings, region changes and distinct parameter regions along a training run (theory D7)
// from the events of its steps. The joint mask is kept as a 128-bit Zobrist hash, one XOR an event.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/crossings/activation_pattern.h"
#include "core/crossings/crossing_event.h"
#include "core/crossings/hash_set.h"

namespace adamscope {

/// Totals since the start of the run, over all samples.
struct RegionCounts {
  long steps = 0;           ///< T.
  long crossings = 0;       ///< C_T, events.
  long regionChanges = 0;   ///< R_T, instants with at least one event.
  long regionsVisited = 1;  ///< V_T, distinct joint masks; exact but for hash collisions (2^-128).
  long endpointFlips = 0;   ///< E_T, mask bits that differ between the two ends of their step.
  /// The same sums over the events whose sample is in the step's mini-batch.
  long batchCrossings = 0;
  long batchRegionChanges = 0;
  long batchEndpointFlips = 0;

  /// R_T + 1 - V_T: how often a region was entered that had been visited before.
  long revisits() const { return regionChanges + 1 - regionsVisited; }

  friend bool operator==(const RegionCounts&, const RegionCounts&) = default;
};

/// Follows the joint mask of all samples. A value: copies are independent snapshots.
class RegionTracker {
 public:
  /// Starts in the region of the given mask, usually exactActivationPattern() of the first theta.
  /// spillFolder: where the regions of long runs may lie (hash_set.h); empty: in memory.
  explicit RegionTracker(const ActivationPattern& initial, std::string spillFolder = {});

  /// Adds one step's events, sorted as CrossingDetector returns them. batch: the samples of the
  /// step's mini-batch in any order; empty means all samples.
  void addStep(std::span<const CrossingEvent> events, std::span<const int> batch = {});

  const RegionCounts& counts() const { return counts_; }
  /// What the last step alone added; regionsVisited is then the number of regions that were new.
  const RegionCounts& lastStep() const { return lastStep_; }
  /// Hash of the joint mask at the end of the last step.
  const Hash128& regionHash() const { return hash_; }

 private:
  void countFlips(std::span<const CrossingEvent> events);
  bool inBatch(int sample) const { return batchMark_[static_cast<std::size_t>(sample)] != 0; }

  RegionCounts counts_;
  RegionCounts lastStep_;
  Hash128 hash_;
  HashSet128 visited_;
  std::vector<char> batchMark_;           // by sample: in the current batch
  std::vector<std::uint64_t> eventKeys_;  // buffer of countFlips
};

}  // namespace adamscope
