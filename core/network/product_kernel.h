// The inner loop of the dense products: a panel of up to kPanelRows contiguous rows times columns.
//
//        terms k                        columns j
//   rows [ . . . . . ]  x  terms k [ factor(k, j) ]  ->  rows [ sums(r, j) ]
//
// Each sum is one chain of fused multiply-adds over the terms in order. So its bits do not depend
// on how many rows are computed side by side, and the kernel may use the widest vectors that the
// machine has: with AVX-512 it gives the same bytes as with AVX2.
#pragma once

#include "core/network/network.h"

namespace adamscope {

inline constexpr Eigen::Index kPanelRows = 32;

/// Rows of a factor: term k is the `rows` contiguous entries from data + k * stride, followed by
/// spare ones up to kPanelRows, which may be read.
struct Panel {
  const double* data;
  Eigen::Index stride;
  Eigen::Index terms;
  Eigen::Index rows;  ///< 1 to kPanelRows.
};

/// A factor in memory: entry (k, j) is data[k * termStride + j * columnStride].
struct Factor {
  const double* data;
  Eigen::Index termStride;
  Eigen::Index columnStride;
};

/// Where a panel's product goes, column j to the contiguous rows from data + j * stride, and what
/// its sums start from: the bias or zero (bias null) for the first terms, what is there already for
/// later ones.
struct Target {
  double* data;
  Eigen::Index stride;
  const double* bias;
  bool isFirst;
};

/// Which instructions a product may use; the results are the same, bit for bit.
enum class KernelWidth {
  kWidest,  ///< The widest vectors that this machine has.
  kBase,    ///< Those that this build requires of every machine.
};

/// target = start + panel * factor, for `columns` columns. Touches panel.rows rows of the target.
void multiplyPanel(const Panel& panel, const Factor& factor, Eigen::Index columns,
                   const Target& target, KernelWidth width = KernelWidth::kWidest);

}  // namespace adamscope
