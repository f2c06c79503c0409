// Which masks still flip (theory L1): of the N = n M mask bits, how many had no event within the
// last K steps. Kept from the events alone: one queue of flips, one "last flip" for each mask.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "core/crossings/crossing_event.h"
#include "core/network/network.h"

namespace adamscope {

/// Exact. Time O(1) for each event, amortised; memory 4 bytes a mask and 16 for each of the last K
/// steps' flips.
class MaskFreeze {
 public:
  /// For n samples; window = K >= 1 steps.
  MaskFreeze(const Architecture& architecture, int samples, int window);

  /// The events of one more step.
  void addStep(std::span<const CrossingEvent> events);

  /// Steps seen so far.
  long stepCount() const { return step_; }
  /// Whether K steps have been seen.
  bool isWindowFull() const { return step_ >= window_; }
  /// Share of the N masks without a flip in the last K steps (all steps while there are fewer). 1
  /// for a network without hidden neurons.
  double frozenShare() const;
  /// Steps since the last one with an event: 0 if the last step had one; all of them if none had.
  long stepsSinceEvent() const { return step_ - lastEventStep_; }
  /// Events per step, an exponential mean over about K/4 steps.
  double eventRate() const { return rate_; }

 private:
  struct Flip {
    long step;
    std::int64_t mask;
  };

  std::vector<int> layerStart_;  // [l-1]: neurons before layer l
  std::int64_t neurons_ = 0;
  std::int64_t masks_ = 0;
  long window_ = 1;
  long step_ = 0;
  long lastEventStep_ = 0;
  double rate_ = 0.0;
  std::int64_t flipped_ = 0;             // masks with a flip in the window
  std::vector<std::uint32_t> lastFlip_;  // by mask, 0: never
  std::deque<Flip> flips_;
};

}  // namespace adamscope
