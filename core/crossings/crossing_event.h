// What the crossing detector reports (theory D5).
#pragma once

#include <cstdint>

namespace adamscope {

/// One change of the mask bit (layer, neuron, sample) on the straight segment of a training step.
struct CrossingEvent {
  /// Position on the segment, in [0, 1]: within a few units in the last place of the exact root.
  /// 0 only if the preactivation vanishes at the start and is positive right after; 1 only if it
  /// vanishes at the end and was positive right before.
  double tau = 0.0;
  int layer = 0;      ///< From 1.
  int neuron = 0;     ///< From 0.
  int sample = 0;     ///< From 0.
  int direction = 0;  ///< 1 on, -1 off.
  /// Number of the exact instant within the segment, from 0: two events have the same instant if
  /// and only if their exact tau are equal. Then tau is the same double, too.
  int instant = 0;

  friend bool operator==(const CrossingEvent&, const CrossingEvent&) = default;
};

/// Verdicts on the preactivation of one hidden neuron over a whole segment.
enum class NeuronVerdict : std::int8_t {
  kOff = -1,       ///< Never above zero, both ends included: no event.
  kUndecided = 0,  ///< May have events.
  kOn = 1,         ///< Always above zero, both ends included: no event.
};

}  // namespace adamscope
