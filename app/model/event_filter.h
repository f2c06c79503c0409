// Which rows of the crossing table are shown, as people type it:
//
//   layer:2 neuron:3,7 sample:10-20 step:100-200 direction:on
//
// Words are joined by "and", the parts of one word by "or".
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/session/run_history.h"

namespace adamscope {

/// Whole numbers from first to last, both included.
struct NumberSpan {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();

  friend bool operator==(const NumberSpan&, const NumberSpan&) = default;
};

/// Numbers that a column may have; none named: any.
struct NumberSet {
  std::vector<NumberSpan> spans;

  bool contains(std::int64_t number) const {
    if (spans.empty()) return true;
    for (const NumberSpan& span : spans) {
      if (span.first <= number && number <= span.last) return true;
    }
    return false;
  }
  friend bool operator==(const NumberSet&, const NumberSet&) = default;
};

/// What a row must be to be shown. As it is made, everything passes.
struct EventFilter {
  NumberSet steps;
  NumberSet layers;
  NumberSet neurons;
  NumberSet samples;
  int direction = 0;  ///< 1 on, -1 off, 0 either.

  bool passesAll() const { return *this == EventFilter(); }
  bool passes(const EventRow& row) const {
    return steps.contains(row.step) && layers.contains(row.layer) && neurons.contains(row.neuron) &&
           samples.contains(row.sample) && (direction == 0 || direction == row.direction);
  }
  friend bool operator==(const EventFilter&, const EventFilter&) = default;
};

/// Reads "layer:2 step:100-200". Columns: step, layer, neuron, sample with numbers "3", "1,4",
/// "100-200", "500-" (and above), "-20" (and below); direction (or dir) with on or off. Any case,
/// any order, each once. Empty: everything passes. Error: a sentence ready to stand below the box.
Result<EventFilter> parseEventFilter(std::string_view text);

/// The same filter in its shortest form; parseEventFilter reads it back.
std::string describe(const EventFilter& filter);

}  // namespace adamscope
