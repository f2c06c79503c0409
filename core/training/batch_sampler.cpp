#include "core/training/batch_sampler.h"

#include <algorithm>
#include <numeric>

#include "core/base/check.h"

namespace adamscope {
namespace {

// The batch order has a stream of its own, apart from initialization and data with the same seed.
constexpr std::uint64_t kBatchStream = 0xBA7C;

}  // namespace

BatchSampler::BatchSampler(int sampleCount, const BatchConfig& config)
    : random_(config.seed, kBatchStream) {
  ADAMSCOPE_CHECK(sampleCount >= 1 && config.size >= 0, "a batch needs samples");
  order_.resize(static_cast<std::size_t>(sampleCount));
  std::iota(order_.begin(), order_.end(), 0);
  batchSize_ = config.size == 0 ? sampleCount : std::min(config.size, sampleCount);
  if (!isFullBatch()) random_.shuffle(std::span<int>(order_));
}

std::span<const int> BatchSampler::current() const {
  const std::span<const int> all(order_);
  const auto first = static_cast<std::size_t>(first_);
  return all.subspan(first, std::min(static_cast<std::size_t>(batchSize_), all.size() - first));
}

void BatchSampler::advance() {
  first_ += batchSize_;
  if (first_ < static_cast<int>(order_.size())) return;
  first_ = 0;
  ++epoch_;
  if (!isFullBatch()) random_.shuffle(std::span<int>(order_));
}

int BatchSampler::lastBatchSize() const {
  const int rest = static_cast<int>(order_.size()) % batchSize_;
  return rest == 0 ? batchSize_ : rest;
}

}  // namespace adamscope
