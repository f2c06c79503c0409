// The matrix products of a dense layer, for batches whose columns are contiguous (n x width):
//   affine map   Z  = X W^T + 1 b^T      pull-back  G_in = G W      weight gradient  dW = G^T X
// Batches are tall and thin, so Eigen's general product spends its time on packing; here a panel of
// a few rows is copied once, and each entry is one chain of fused multiply-adds in registers.
// One row's result never depends on n nor on the row's place: a sample gives the same bits in a
// mini-batch as in the full batch.
#pragma once

#include "core/network/network.h"

namespace adamscope {

/// Z = X W^T + 1 b^T. X: n x in (any column stride), W: out x in, b: out, Z: n x out (resized; must
/// not alias X). Each entry is b_j followed by the terms k = 0, 1, ... in order.
void affineProduct(const Eigen::Ref<const Matrix>& x, const WeightView& w, const BiasView& b,
                   Matrix& z);

/// G_in = G W. G: n x out, W: out x in, result: n x in (resized; must not alias G).
void pullBack(const Eigen::Ref<const Matrix>& g, const WeightView& w, Matrix& result);

/// The same for rows that are contiguous: G: n x out, result: n x in (resized; must not alias G).
void pullBackRows(const RowMatrix& g, const WeightView& w, RowMatrix& result);

/// result = G^T X, overwritten. G: n x out, X: n x in, n > 0, result: out x in. Each entry is one
/// chain over the rows in order: its bits depend on its two columns alone.
void transposedProduct(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                       MutableWeightView result);

/// dW = G^T X and db = G^T 1, overwritten. G: n x out, X: n x in, dW: out x in, db: out. The sums
/// over n run in chunks and lanes: fixed for a given n, but not in sample order.
void weightGradient(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                    MutableWeightView dw, MutableBiasView db);

/// G = G * act'(Z), entry by entry: G stays where Z > 0 and is multiplied by `slope` elsewhere, at
/// exactly 0 too. G and Z: n x m.
void multiplyByActivationSlope(const Matrix& z, double slope, Matrix& g);

}  // namespace adamscope
