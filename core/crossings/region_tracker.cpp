#include "core/crossings/region_tracker.h"

#include <algorithm>
#include <utility>

namespace adamscope {

namespace {

// Injective for layers below 2^12, neurons below 2^20 and samples below 2^32.
std::uint64_t bitKey(const CrossingEvent& event) {
  return (static_cast<std::uint64_t>(event.sample) << 32) |
         (static_cast<std::uint64_t>(event.layer) << 20) | static_cast<std::uint64_t>(event.neuron);
}

void accumulate(RegionCounts& total, const RegionCounts& step) {
  total.steps += step.steps;
  total.crossings += step.crossings;
  total.regionChanges += step.regionChanges;
  total.regionsVisited += step.regionsVisited;
  total.endpointFlips += step.endpointFlips;
  total.batchCrossings += step.batchCrossings;
  total.batchRegionChanges += step.batchRegionChanges;
  total.batchEndpointFlips += step.batchEndpointFlips;
}

}  // namespace

RegionTracker::RegionTracker(const ActivationPattern& initial, std::string spillFolder)
    : hash_(initial.hash()), visited_(std::move(spillFolder)) {
  visited_.insert(hash_);
  lastStep_.regionsVisited = 0;
  batchMark_.assign(static_cast<std::size_t>(initial.sampleCount()), 0);
}

void RegionTracker::addStep(std::span<const CrossingEvent> events, std::span<const int> batch) {
  std::fill(batchMark_.begin(), batchMark_.end(), batch.empty() ? char{1} : char{0});
  for (const int sample : batch) batchMark_[static_cast<std::size_t>(sample)] = 1;
  lastStep_ = {};
  lastStep_.steps = 1;
  lastStep_.regionsVisited = 0;
  for (std::size_t k = 0; k < events.size();) {
    const int instant = events[k].instant;
    bool touchesBatch = false;
    for (; k < events.size() && events[k].instant == instant; ++k) {
      const CrossingEvent& event = events[k];
      hash_ ^= zobristKey(event.layer, event.neuron, event.sample);
      ++lastStep_.crossings;
      if (inBatch(event.sample)) {
        ++lastStep_.batchCrossings;
        touchesBatch = true;
      }
    }
    ++lastStep_.regionChanges;
    if (touchesBatch) ++lastStep_.batchRegionChanges;
    if (visited_.insert(hash_)) ++lastStep_.regionsVisited;
  }
  countFlips(events);
  accumulate(counts_, lastStep_);
}

// A bit differs between the ends of the step if it has an odd number of events (law of parity).
void RegionTracker::countFlips(std::span<const CrossingEvent> events) {
  eventKeys_.clear();
  for (const CrossingEvent& event : events) eventKeys_.push_back(bitKey(event));
  std::sort(eventKeys_.begin(), eventKeys_.end());
  for (std::size_t begin = 0; begin < eventKeys_.size();) {
    std::size_t end = begin;
    while (end < eventKeys_.size() && eventKeys_[end] == eventKeys_[begin]) ++end;
    if ((end - begin) % 2 == 1) {
      ++lastStep_.endpointFlips;
      if (inBatch(static_cast<int>(eventKeys_[begin] >> 32))) ++lastStep_.batchEndpointFlips;
    }
    begin = end;
  }
}

}  // namespace adamscope
