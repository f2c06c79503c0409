// Where an axis has its marks and what they say: round numbers on a linear axis, powers of ten on a
// logarithmic one, and there, too, round numbers as soon as less than a decade or two is seen.
#pragma once

#include <string>
#include <vector>

#include "app/plot/axis.h"

namespace adamscope::plot {

struct AxisTick {
  double coordinate = 0.0;
  std::string label;  ///< Empty: a small mark.
};

struct AxisTicks {
  std::vector<AxisTick> marks;  ///< In increasing order, inside the view; labels differ.
  /// How to read the labels: " − 0.502 (×10⁻⁶)"; mostly empty.
  std::string note;
};

/// Marks for a view, with at least 2 labels and about `mostLabels` at most (never more than 2
/// over).
AxisTicks axisTicks(const AxisScale& scale, const Interval& view, int mostLabels);

}  // namespace adamscope::plot
