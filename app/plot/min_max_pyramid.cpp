#include "app/plot/min_max_pyramid.h"

#include <algorithm>

#include "core/base/check.h"

namespace adamscope::plot {

void ValueSummary::add(double value) {
  if (std::isfinite(value)) {
    min = std::min(min, value);
    max = std::max(max, value);
    if (value > 0.0) leastPositive = std::min(leastPositive, value);
  } else if (std::isnan(value)) {
    hasNan = true;
  } else {
    (value > 0.0 ? hasPositiveInfinity : hasNegativeInfinity) = true;
  }
}

void ValueSummary::add(const ValueSummary& other) {
  // Without branches: a frame adds some hundred thousand of these.
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  leastPositive = std::min(leastPositive, other.leastPositive);
  hasNan |= other.hasNan;
  hasPositiveInfinity |= other.hasPositiveInfinity;
  hasNegativeInfinity |= other.hasNegativeInfinity;
}

void MinMaxPyramid::append(double value) {
  if (open_.empty()) {
    open_.emplace_back();
    levels_.emplace_back();
  }
  open_[0].add(value);
  ++size_;
  if (size_ % kBlock != 0) return;
  long blocks = size_ / kBlock;
  // A range is complete; it may complete one of the next level, and so on.
  for (std::size_t level = 0;; ++level, blocks /= kFanOut) {
    const ValueSummary complete = open_[level];
    levels_[level].push_back(complete);
    open_[level] = {};
    if (level + 1 == open_.size()) {
      open_.emplace_back();
      levels_.emplace_back();
    }
    open_[level + 1].add(complete);
    if (blocks % kFanOut != 0) return;
  }
}

void MinMaxPyramid::clear() { *this = {}; }

ValueSummary MinMaxPyramid::summarize(long first, long last, const ValueAccess& value) const {
  ADAMSCOPE_CHECK(first >= 0 && last <= size_, "the pyramid has no such values");
  ValueSummary summary;
  while (first < last && first % kBlock != 0) summary.add(value(first++));
  while (first < last && last % kBlock != 0) summary.add(value(--last));
  // From here on whole blocks; what is not a whole block of the next level is read at this one.
  first /= kBlock;
  last /= kBlock;
  for (const std::vector<ValueSummary>& level : levels_) {
    if (first >= last) break;
    const auto block = [&](long i) -> const ValueSummary& {
      return level[static_cast<std::size_t>(i)];
    };
    while (first < last && first % kFanOut != 0) summary.add(block(first++));
    while (first < last && last % kFanOut != 0) summary.add(block(--last));
    first /= kFanOut;
    last /= kFanOut;
  }
  return summary;
}

ValueSummary summarizeAll(long first, long last, const ValueAccess& value) {
  ValueSummary summary;
  for (long i = first; i < last; ++i) summary.add(value(i));
  return summary;
}

}  // namespace adamscope::plot
