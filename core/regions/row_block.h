// Rows of numbers for vector instructions: each begins on a cache line and is filled up to whole
// lines, so that no load crosses one and no row has an odd end.
#pragma once

#include <cstddef>

#include "core/base/grow_buffer.h"

namespace adamscope {

/// Numbers of one cache line; as many as the widest vector holds.
inline constexpr int kLineNumbers = 8;

/// `count` rounded up to whole lines.
inline int wholeLines(int count) {
  return (count + kLineNumbers - 1) / kLineNumbers * kLineNumbers;
}

/// A growing array of lines.
class LineBuffer {
 public:
  /// Forgets everything and takes `numbers` that are not yet set, a multiple of kLineNumbers.
  double* reset(std::size_t numbers) { return lines_.reset(numbers / kLineNumbers)->numbers; }
  /// The first of so many more, not yet set.
  double* extend(std::size_t numbers) { return lines_.extend(numbers / kLineNumbers)->numbers; }
  double* data() { return lines_.data()->numbers; }
  const double* data() const { return lines_.data()->numbers; }

 private:
  struct alignas(kLineNumbers * sizeof(double)) Line {
    double numbers[kLineNumbers];
  };

  GrowBuffer<Line> lines_;
};

/// A row a vertex. Keeps its memory when it shrinks, and sets nothing when it grows.
class RowBlock {
 public:
  void reset(int rows, int columns) {
    rows_ = rows;
    columns_ = columns;
    stride_ = wholeLines(columns);
    lines_.reset(size(rows));
  }
  /// Adds rows at the end; the others stay, but may move.
  void extend(int rows) {
    rows_ += rows;
    lines_.extend(size(rows));
  }
  int rows() const { return rows_; }
  int columns() const { return columns_; }
  /// From one row to the next; the numbers of a row from columns() on are 0 once the row is set.
  int stride() const { return stride_; }
  double* row(int i) { return lines_.data() + static_cast<std::ptrdiff_t>(i) * stride_; }
  const double* row(int i) const {
    return lines_.data() + static_cast<std::ptrdiff_t>(i) * stride_;
  }

 private:
  std::size_t size(int rows) const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(stride_);
  }

  LineBuffer lines_;
  int rows_ = 0;
  int columns_ = 0;
  int stride_ = 0;
};

}  // namespace adamscope
