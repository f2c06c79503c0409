#include "core/network/dense_product.h"

#include <algorithm>

#include "core/network/product_kernel.h"

namespace adamscope {
namespace {

// Eigen's SIMD vector of this build (4 doubles with AVX), with its explicit fused multiply-add.
using Packet = Eigen::internal::packet_traits<double>::type;
constexpr Eigen::Index kLanes = Eigen::internal::packet_traits<double>::size;
using Eigen::internal::padd;
using Eigen::internal::pcmp_lt;
using Eigen::internal::ploadu;
using Eigen::internal::pmadd;
using Eigen::internal::pmul;
using Eigen::internal::predux;
using Eigen::internal::pselect;
using Eigen::internal::pset1;
using Eigen::internal::pstoreu;

// Terms per packed panel: 128 terms of 32 rows are 32 KiB of stack, a first-level cache.
constexpr Eigen::Index kMaxTerms = 128;
// For so few columns a panel is read where it is: a copy does not pay.
constexpr Eigen::Index kFewColumns = 3;
// From so many inputs and outputs on, turning the inputs around for the weight gradient pays.
constexpr Eigen::Index kManyGradients = 8;
// The weight gradient's block of dW, again 12 sums, and the rows per chunk: what a chunk touches
// at a time stays in the second-level cache for layers of up to a few hundred neurons.
constexpr int kGradientOut = 4;
constexpr int kGradientIn = 3;
constexpr Eigen::Index kGradientRows = 256;

// Copied rows of a factor; aligned, so that no load crosses a cache line.
struct PanelStorage {
  alignas(64) double entries[kPanelRows * kMaxTerms];
};

// Columns in memory: entry (r, j) is data[j * stride + r].
struct Columns {
  const double* data;
  Eigen::Index stride;
  Columns from(Eigen::Index column) const { return {data + column * stride, stride}; }
};

// Copies the panel's rows; the spare ones become 0.
Panel packPanel(const Panel& source, PanelStorage& storage) {
  const double* x = source.data;
  double* copy = storage.entries;
  for (Eigen::Index k = 0; k < source.terms; ++k, x += source.stride, copy += kPanelRows) {
    if (source.rows == kPanelRows) {
      for (Eigen::Index r = 0; r < kPanelRows; r += kLanes) {
        pstoreu(copy + r, ploadu<Packet>(x + r));
      }
    } else {
      std::copy_n(x, source.rows, copy);
      std::fill_n(copy + source.rows, kPanelRows - source.rows, 0.0);
    }
  }
  return {storage.entries, kPanelRows, source.terms, source.rows};
}

// result = x F + 1 bias^T, panel by panel; bias may be null.
void multiply(const Eigen::Ref<const Matrix>& x, Factor factor, const double* bias,
              Matrix& result) {
  PanelStorage storage;  // NOLINT: filled before it is read
  for (Eigen::Index first = 0; first < x.cols(); first += kMaxTerms) {
    const Eigen::Index terms = std::min(kMaxTerms, x.cols() - first);
    for (Eigen::Index row = 0; row < x.rows(); row += kPanelRows) {
      const Eigen::Index rows = std::min(kPanelRows, x.rows() - row);
      Panel panel{x.data() + first * x.outerStride() + row, x.outerStride(), terms, rows};
      if (rows < kPanelRows || result.cols() > kFewColumns) panel = packPanel(panel, storage);
      multiplyPanel(panel, factor, result.cols(),
                    {result.data() + row, result.outerStride(), bias, first == 0});
    }
    factor.data += terms * factor.termStride;
  }
}

// dw(o, i) += sum over the rows of g(., o) x(., i), for a small block of columns of each.
template <int kOut, int kIn>
void addGradientBlock(Columns g, Columns x, Eigen::Index rows, double* dw, Eigen::Index dwStride) {
  Packet sum[kOut][kIn];
  for (int o = 0; o < kOut; ++o) {
    for (int i = 0; i < kIn; ++i) sum[o][i] = pset1<Packet>(0.0);
  }
  const Eigen::Index vectorRows = rows - rows % kLanes;
  for (Eigen::Index r = 0; r < vectorRows; r += kLanes) {
    Packet xs[kIn];
    for (int i = 0; i < kIn; ++i) xs[i] = ploadu<Packet>(x.data + i * x.stride + r);
    for (int o = 0; o < kOut; ++o) {
      const Packet gs = ploadu<Packet>(g.data + o * g.stride + r);
      for (int i = 0; i < kIn; ++i) sum[o][i] = pmadd(gs, xs[i], sum[o][i]);
    }
  }
  for (int o = 0; o < kOut; ++o) {
    for (int i = 0; i < kIn; ++i) {
      double total = predux(sum[o][i]);
      for (Eigen::Index r = vectorRows; r < rows; ++r) {
        total += g.data[o * g.stride + r] * x.data[i * x.stride + r];
      }
      dw[o * dwStride + i] += total;
    }
  }
}

// The same for all `inputs` columns of x.
template <int kOut>
void addGradientRows(Columns g, Columns x, Eigen::Index rows, double* dw, Eigen::Index inputs) {
  Eigen::Index i = 0;
  for (; i + kGradientIn <= inputs; i += kGradientIn) {
    addGradientBlock<kOut, kGradientIn>(g, x.from(i), rows, dw + i, inputs);
  }
  if (inputs - i == 2) addGradientBlock<kOut, 2>(g, x.from(i), rows, dw + i, inputs);
  if (inputs - i == 1) addGradientBlock<kOut, 1>(g, x.from(i), rows, dw + i, inputs);
}

// dw += g^T x for some rows.
void addGradientChunk(Columns g, Columns x, Eigen::Index rows, MutableWeightView& dw) {
  const Eigen::Index inputs = dw.cols();
  Eigen::Index o = 0;
  for (; o + kGradientOut <= dw.rows(); o += kGradientOut) {
    addGradientRows<kGradientOut>(g.from(o), x, rows, dw.data() + o * inputs, inputs);
  }
  double* rest = dw.data() + o * inputs;
  if (dw.rows() - o == 3) addGradientRows<3>(g.from(o), x, rows, rest, inputs);
  if (dw.rows() - o == 2) addGradientRows<2>(g.from(o), x, rows, rest, inputs);
  if (dw.rows() - o == 1) addGradientRows<1>(g.from(o), x, rows, rest, inputs);
}

// dw += g^T x.
void addGradientChunks(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                       MutableWeightView& dw) {
  for (Eigen::Index row = 0; row < g.rows(); row += kGradientRows) {
    const Eigen::Index rows = std::min(kGradientRows, g.rows() - row);
    addGradientChunk({g.data() + row, g.outerStride()}, {x.data() + row, x.outerStride()}, rows,
                     dw);
  }
}

// One kLanes x kLanes block of packTransposed().
void transposeBlock(const double* x, Eigen::Index stride, double* copy) {
  using Block = Eigen::Matrix<double, kLanes, kLanes>;
  using Stride = Eigen::OuterStride<>;
  Block block = Eigen::Map<const Block, 0, Stride>(x, Stride(stride));
  block.transposeInPlace();
  Eigen::Map<Block, 0, Stride>(copy, Stride(kPanelRows)) = block;
}

// Columns of x as the rows of a panel, rows of x as its terms.
Panel packTransposed(Columns x, Eigen::Index columns, Eigen::Index rows, PanelStorage& storage) {
  const Eigen::Index blockColumns = columns - columns % kLanes;
  const Eigen::Index blockRows = rows - rows % kLanes;
  for (Eigen::Index i = 0; i < blockColumns; i += kLanes) {
    for (Eigen::Index r = 0; r < blockRows; r += kLanes) {
      transposeBlock(x.from(i).data + r, x.stride, storage.entries + r * kPanelRows + i);
    }
  }
  for (Eigen::Index r = 0; r < rows; ++r) {
    double* copy = storage.entries + r * kPanelRows;
    const Eigen::Index first = r < blockRows ? blockColumns : 0;
    for (Eigen::Index i = first; i < columns; ++i) copy[i] = x.data[i * x.stride + r];
    std::fill_n(copy + columns, kPanelRows - columns, 0.0);
  }
  return {storage.entries, kPanelRows, rows, columns};
}

// dw = g^T x, as the panels of x^T times g: every entry sums over the samples in order.
void multiplyTransposed(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                        MutableWeightView dw) {
  PanelStorage storage;  // NOLINT: filled before it is read
  const Columns columns{x.data(), x.outerStride()};
  for (Eigen::Index row = 0; row < x.rows(); row += kMaxTerms) {
    const Eigen::Index terms = std::min(kMaxTerms, x.rows() - row);
    for (Eigen::Index i = 0; i < x.cols(); i += kPanelRows) {
      const Columns source{columns.from(i).data + row, x.outerStride()};
      const Panel panel =
          packTransposed(source, std::min(kPanelRows, x.cols() - i), terms, storage);
      multiplyPanel(panel, {g.data() + row, 1, g.outerStride()}, dw.rows(),
                    {dw.data() + i, dw.cols(), nullptr, row == 0});
    }
  }
}

double columnSum(const double* column, Eigen::Index rows) {
  Packet sums[4] = {pset1<Packet>(0.0), pset1<Packet>(0.0), pset1<Packet>(0.0), pset1<Packet>(0.0)};
  Eigen::Index r = 0;
  for (; r + 4 * kLanes <= rows; r += 4 * kLanes) {
    for (int s = 0; s < 4; ++s) sums[s] = padd(sums[s], ploadu<Packet>(column + r + s * kLanes));
  }
  double total = predux(padd(padd(sums[0], sums[1]), padd(sums[2], sums[3])));
  for (; r < rows; ++r) total += column[r];
  return total;
}

}  // namespace

void affineProduct(const Eigen::Ref<const Matrix>& x, const WeightView& w, const BiasView& b,
                   Matrix& z) {
  ADAMSCOPE_CHECK(x.cols() == w.cols() && b.size() == w.rows(), "X W^T + b: the widths differ");
  z.resize(x.rows(), w.rows());
  multiply(x, {w.data(), 1, w.cols()}, b.data(), z);
}

void pullBack(const Eigen::Ref<const Matrix>& g, const WeightView& w, Matrix& result) {
  ADAMSCOPE_CHECK(g.cols() == w.rows(), "G W: the widths differ");
  result.resize(g.rows(), w.cols());
  multiply(g, {w.data(), w.cols(), 1}, nullptr, result);
}

// The panels are strips of W, turned round: W's columns are the rows, its rows the terms.
void pullBackRows(const RowMatrix& g, const WeightView& w, RowMatrix& result) {
  ADAMSCOPE_CHECK(g.cols() == w.rows(), "G W: the widths differ");
  result.resize(g.rows(), w.cols());
  PanelStorage storage;  // NOLINT: filled before it is read
  for (Eigen::Index k = 0; k < w.rows(); k += kMaxTerms) {
    const Eigen::Index terms = std::min(kMaxTerms, w.rows() - k);
    for (Eigen::Index i = 0; i < w.cols(); i += kPanelRows) {
      const Eigen::Index rows = std::min(kPanelRows, w.cols() - i);
      const Panel panel = packPanel({w.data() + k * w.cols() + i, w.cols(), terms, rows}, storage);
      multiplyPanel(panel, {g.data() + k, 1, g.cols()}, g.rows(),
                    {result.data() + i, result.cols(), nullptr, k == 0});
    }
  }
}

void transposedProduct(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                       MutableWeightView result) {
  ADAMSCOPE_CHECK(g.rows() == x.rows() && g.rows() > 0 && result.rows() == g.cols() &&
                      result.cols() == x.cols(),
                  "G^T X: the shapes differ");
  multiplyTransposed(g, x, result);
}

void weightGradient(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                    MutableWeightView dw, MutableBiasView db) {
  ADAMSCOPE_CHECK(g.rows() == x.rows() && dw.rows() == g.cols() && dw.cols() == x.cols() &&
                      db.size() == g.cols(),
                  "G^T X: the shapes differ");
  dw.setZero();
  if (std::min(dw.rows(), dw.cols()) >= kManyGradients) {
    multiplyTransposed(g, x, dw);
  } else {
    addGradientChunks(g, x, dw);
  }
  for (Eigen::Index o = 0; o < g.cols(); ++o) {
    db(o) = columnSum(g.data() + o * g.outerStride(), g.rows());
  }
}

// Eigen 3.4 does not vectorise select(), hence by hand.
void multiplyByActivationSlope(const Matrix& z, double slope, Matrix& g) {
  ADAMSCOPE_CHECK(z.rows() == g.rows() && z.cols() == g.cols(), "G act'(Z): the shapes differ");
  const Packet zeros = pset1<Packet>(0.0);
  const Packet slopes = pset1<Packet>(slope);
  const Eigen::Index size = g.size();
  const Eigen::Index vectorSize = size - size % kLanes;
  for (Eigen::Index i = 0; i < vectorSize; i += kLanes) {
    const Packet entry = ploadu<Packet>(g.data() + i);
    const Packet isActive = pcmp_lt(zeros, ploadu<Packet>(z.data() + i));
    pstoreu(g.data() + i, pselect(isActive, entry, pmul(slopes, entry)));
  }
  for (Eigen::Index i = vectorSize; i < size; ++i) {
    if (!(z.data()[i] > 0.0)) g.data()[i] *= slope;
  }
}

}  // namespace adamscope
