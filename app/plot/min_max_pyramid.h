// The range of any stretch of a long series in logarithmic time, so that a plot of a million steps
// can ask for each pixel column what is in it and no spike is lost. The values stay with the
// caller; level 1 holds the range of each 16 values, level 2 of each 4 ranges, and so on.
// Append-only.
//
//   level 2   [ .............................. ]
//   level 1   [ .. ][ .. ][ .. ] ... [ .. ][ .. ]     3 bytes a value
//   caller    v v v v v v v v v  ...  v v v v v v
#pragma once

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace adamscope::plot {

/// Reads the value number i of a series, i >= 0.
using ValueAccess = std::function<double(long)>;

/// What a stretch of values holds. min > max if it has no finite value.
struct ValueSummary {
  double min = std::numeric_limits<double>::infinity();  ///< Of the finite values.
  double max = -std::numeric_limits<double>::infinity();
  double leastPositive = std::numeric_limits<double>::infinity();
  bool hasNan = false;
  bool hasPositiveInfinity = false;
  bool hasNegativeInfinity = false;

  bool hasFinite() const { return min <= max; }
  /// Whether there is nothing to draw: no value but NaN.
  bool isGap() const { return !hasFinite() && !hasPositiveInfinity && !hasNegativeInfinity; }
  void add(double value);
  void add(const ValueSummary& other);
  friend bool operator==(const ValueSummary&, const ValueSummary&) = default;
};

class MinMaxPyramid {
 public:
  static constexpr long kBlock = 16;  ///< Values in a range of level 1.
  static constexpr long kFanOut = 4;  ///< Ranges in one of the next level.

  /// The next value; amortised O(1).
  void append(double value);
  long size() const { return size_; }
  void clear();

  /// The values first ... last-1, which `value` reads; 0 <= first, last <= size(). At most 30 reads
  /// and 6 ranges a level.
  ValueSummary summarize(long first, long last, const ValueAccess& value) const;

 private:
  std::vector<std::vector<ValueSummary>> levels_;  ///< [0] is level 1; only complete blocks.
  std::vector<ValueSummary> open_;  ///< The block that is being filled, of each level.
  long size_ = 0;
};

/// The same without a pyramid, in linear time.
ValueSummary summarizeAll(long first, long last, const ValueAccess& value);

}  // namespace adamscope::plot
