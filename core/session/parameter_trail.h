// Where a run has been in parameter space: theta after each of the last steps, and after ever rarer
// steps before that, so that memory stays bounded however long the run is.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// theta_t, or theta(tau) on the way to it. The vector never changes.
struct TrailEntry {
  long step = 0;
  std::shared_ptr<const Vector> parameters{};
  double tau = 1.0;  ///< Below 1 for the last entry of a trail that ends inside a step.
};

/// Ascending by step.
using ParameterTrail = std::vector<TrailEntry>;

/// Records one run; a value.
class TrailRecorder {
 public:
  /// Keeps every one of the last `recent` steps (at least 2) and at most as many of those before.
  explicit TrailRecorder(std::size_t recent = 256) : recent_(recent < 2 ? 2 : recent) {}

  /// theta after the given step; steps come in ascending order, one by one.
  void add(long step, const Vector& parameters);
  ParameterTrail trail() const;

 private:
  std::size_t recent_;
  std::deque<TrailEntry> last_;
  std::deque<TrailEntry> rare_;  // steps before those, multiples of stride_
  long stride_ = 1;
};

}  // namespace adamscope
