// Round tick positions of an axis and their labels, also for very deep zooms.
#pragma once

#include <string>
#include <vector>

namespace adamscope::figure {

struct Tick {
  double value = 0.0;
  std::string label;
};

/// The ticks of one axis. Labels show (value - offset) / 10^exponent.
struct Ticks {
  std::vector<Tick> marks;
  /// What to add to the axis label so that the numbers can be read: " − 0.502 (×10⁻⁶)"; often
  /// empty.
  std::string note;
};

/// About `count` ticks at multiples of 1, 2 or 5 times a power of ten inside [low, high], low <
/// high.
Ticks niceTicks(double low, double high, int count);

/// The number in few characters, with a true minus sign.
std::string formatNumber(double value, int decimals);

/// The least number of the form {1, 1.5, 2, 3, 4, 5, 6, 8} * 10^k that is >= value > 0.
double niceCeiling(double value);

}  // namespace adamscope::figure
