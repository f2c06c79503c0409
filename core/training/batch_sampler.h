// Which samples the next step sees: all of them, or mini-batches in a seeded order that is shuffled
// anew each epoch, so that every sample is visited exactly once an epoch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"

namespace adamscope {

/// How a training set is cut into batches.
struct BatchConfig {
  /// Samples per batch; 0, or anything from n upwards, is the full batch.
  int size = 0;
  /// Seed of the order; not used for the full batch.
  std::uint64_t seed = 1;

  friend bool operator==(const BatchConfig&, const BatchConfig&) = default;
};

/// A position in the sequence of batches. A copy repeats the rest of the sequence bit for bit.
class BatchSampler {
 public:
  /// sampleCount >= 1, config.size >= 0.
  BatchSampler(int sampleCount, const BatchConfig& config);

  /// Indices of the current batch, in 0..n-1; 0, 1, ..., n-1 for the full batch. The last batch of
  /// an epoch is smaller when the size does not divide n. Valid until advance() or destruction.
  std::span<const int> current() const;
  /// Moves to the next batch, shuffling at the end of an epoch. Allocates nothing.
  void advance();

  bool isFullBatch() const { return batchSize_ == static_cast<int>(order_.size()); }
  /// Samples in every batch but the last of an epoch.
  int batchSize() const { return batchSize_; }
  /// Samples in the last batch of an epoch; batchSize() when it divides n.
  int lastBatchSize() const;
  /// Passes through the data set that are complete.
  long epoch() const { return epoch_; }
  /// Bytes on the heap, for those who keep many copies.
  std::size_t orderBytes() const { return order_.size() * sizeof(int); }

  friend bool operator==(const BatchSampler&, const BatchSampler&) = default;

 private:
  Random random_;
  std::vector<int> order_;
  int batchSize_ = 0;
  int first_ = 0;
  long epoch_ = 0;
};

}  // namespace adamscope
