// The range of values that an axis shows while the data behind it changes thirty times a second:
// it stays as it is as long as the data fit well enough, and glides to a new range when not.
#pragma once

namespace adamscope {

/// An axis range with hysteresis. Give it the data's range once a frame.
class RangeFollower {
 public:
  /// Takes the data's range [low, high] (nothing happens if it is not finite) and goes on for
  /// `deltaSeconds` towards the range it wants. The first call jumps there. True while it moves:
  /// then another frame is due.
  bool follow(double low, double high, double deltaSeconds);
  /// The next call jumps.
  void reset() { isSet_ = false; }

  /// What to show; low() < high() always.
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  void chooseGoal(double low, double high);

  bool isSet_ = false;
  double low_ = -1.0;
  double high_ = 1.0;
  double goalLow_ = -1.0;
  double goalHigh_ = 1.0;
};

}  // namespace adamscope
