#include "app/views/range_follower.h"

#include <algorithm>
#include <cmath>

namespace adamscope {

namespace {

/// Room on each side of a new range, as a share of the data's: growth up to it changes nothing.
constexpr double kAir = 0.06;
/// The data may shrink to this share of the range before it follows.
constexpr double kLeastUse = 0.6;
/// Time in which the way to the goal falls to a third.
constexpr double kGlideSeconds = 0.12;
/// Nearer than this share of the range is there.
constexpr double kArrived = 1e-3;

}  // namespace

void RangeFollower::chooseGoal(double low, double high) {
  // A constant gets a range around it, so that it does not look like noise.
  const double least = 1e-6 * std::max({1.0, std::abs(low), std::abs(high)});
  if (high - low < least) {
    const double middle = 0.5 * (low + high);
    const double half = 0.5 * std::max(1.0, std::abs(middle));
    low = middle - half;
    high = middle + half;
  }
  const double span = high - low;
  const bool fits = low >= goalLow_ && high <= goalHigh_;
  if (isSet_ && fits && span >= kLeastUse * (goalHigh_ - goalLow_)) return;
  goalLow_ = low - kAir * span;
  goalHigh_ = high + kAir * span;
}

bool RangeFollower::follow(double low, double high, double deltaSeconds) {
  if (!std::isfinite(low) || !std::isfinite(high) || low > high || !std::isfinite(high - low)) {
    return false;
  }
  chooseGoal(low, high);
  const double near = kArrived * (goalHigh_ - goalLow_);
  const double share = 1.0 - std::exp(-std::max(0.0, deltaSeconds) / kGlideSeconds);
  low_ += share * (goalLow_ - low_);
  high_ += share * (goalHigh_ - high_);
  const bool arrived = std::abs(goalLow_ - low_) <= near && std::abs(goalHigh_ - high_) <= near;
  if (arrived || !isSet_) {
    low_ = goalLow_;
    high_ = goalHigh_;
    isSet_ = true;
    return false;
  }
  return true;
}

}  // namespace adamscope
