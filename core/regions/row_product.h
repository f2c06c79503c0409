// The tessellation's products z = W h + b: a row a vertex, with the signs found on the way.
//
// A ReLU leaves about half of h at zero, and which entries those are is known from their certified
// signs, so only the columns of W of the others are added up. 64 outputs are summed in registers,
// while a block of 64 x 64 weights stays in the first-level cache for a whole tile of rows.
//
//        terms k (bits)          outputs j
//   row [ 1 0 1 1 0 ]  x  [ w(k, 0) ... w(k, 63) ]  ->  z(0 .. 63), bits z > bound, z < -bound
//
// Each sum is one chain from the bias over the terms in order, so its bits do not depend on the
// width of the vectors.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/network/network.h"
#include "core/network/product_kernel.h"
#include "core/regions/row_block.h"

namespace adamscope {

/// Consecutive rows of a product and where the result goes.
struct RowTile {
  int rows = 0;
  const double* h = nullptr;  ///< Rows of terms.
  std::ptrdiff_t hStride = 0;
  const std::uint64_t* terms = nullptr;  ///< A set of bits a row: the terms that are not zero.
  std::ptrdiff_t termWords = 0;          ///< From one row's set to the next.
  double* z = nullptr;                   ///< Rows of outputs, on whole lines (RowBlock).
  std::ptrdiff_t zStride = 0;
  const double* bounds = nullptr;  ///< One a row, >= 0.
  std::uint64_t* up = nullptr;     ///< A set of bits a row: outputs > bound.
  std::uint64_t* down = nullptr;   ///< Outputs < -bound. A NaN is neither.
  std::ptrdiff_t signWords = 0;    ///< From one row's sets to the next.
  double* largest = nullptr;       ///< One a row: max |z|, but for a NaN.
};

/// One layer's weights, laid out for the products.
class RowProduct {
 public:
  /// Copies W (out x in) and b.
  void set(const WeightView& weight, const BiasView& bias);
  /// Sets the tile's outputs. May be called by several threads.
  void multiply(const RowTile& tile, KernelWidth width = KernelWidth::kWidest) const;

 private:
  int inputs_ = 0;
  int outputs_ = 0;
  /// Blocks of up to 64 outputs; in each, for every term, its weights to them.
  LineBuffer weights_;
  LineBuffer bias_;
};

}  // namespace adamscope
