// Moments of a run from which it can be continued, in memory: parameters, optimizer state and the
// batches' random generator, one keyframe every `spacing` steps. When they outgrow their budget
// every second one is dropped and the spacing doubles, so that a run of any length fits:
//
//   step  0   16   32   48   64   80   96      full:  0        32        64        96
//         |    |    |    |    |    |    |      -->    |         |         |         |
#pragma once

#include <cstddef>
#include <vector>

#include "core/training/trainer.h"

namespace adamscope {

/// Bytes that a keyframe takes, vectors included.
std::size_t keyframeBytes(const TrainerState& state);

class Keyframes {
 public:
  /// Steps between two keyframes while the budget lasts; a power of two.
  static constexpr long kFirstSpacing = 16;

  /// budgetBytes: at most so much is kept, but never fewer than the first and the newest keyframe.
  explicit Keyframes(std::size_t budgetBytes) : budgetBytes_(budgetBytes) {}

  /// Keeps the trainer's moment if its step is due and later than all that are kept.
  void offer(const Trainer& trainer);
  /// The newest keyframe at or before `step`; null if there is none.
  const TrainerState* atOrBefore(long step) const;
  /// The keyframe of exactly this step; null if there is none.
  const TrainerState* at(long step) const;
  void setBudget(std::size_t bytes);

  long spacing() const { return spacing_; }
  std::size_t bytes() const { return bytes_; }
  std::size_t count() const { return frames_.size(); }

 private:
  void thin();

  std::size_t budgetBytes_;
  long spacing_ = kFirstSpacing;
  std::size_t bytes_ = 0;
  std::vector<TrainerState> frames_;  // ascending by step
};

}  // namespace adamscope
