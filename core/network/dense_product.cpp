#include "core/network/dense_product.h"

#include <algorithm>

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

// A panel is a few vectors of rows; times a few columns that makes 12 sums in flight, which hides
// the latency of the multiply-add and fits the 16 registers of AVX2.
constexpr int kPanelVectors = 4;
constexpr int kColumnBlock = 12 / kPanelVectors;
constexpr Eigen::Index kPanelRows = kPanelVectors * kLanes;
// Terms per packed panel: 256 terms of 16 rows are 32 KiB of stack, a first-level cache.
constexpr Eigen::Index kMaxTerms = 256;
// The weight gradient's block of dW, again 12 sums, and the rows per chunk: what a chunk touches
// at a time stays in the second-level cache for layers of up to a few hundred neurons.
constexpr int kGradientOut = 4;
constexpr int kGradientIn = 3;
constexpr Eigen::Index kGradientRows = 256;

// Copied rows of a factor; aligned, so that no load crosses a cache line.
struct PanelStorage {
  alignas(64) double entries[kPanelRows * kMaxTerms];
};

// kPanelRows rows of a factor: term k is the contiguous rows from data + k * stride.
struct Panel {
  const double* data;
  Eigen::Index stride;
  Eigen::Index terms;
};

// A factor in memory: entry (k, j) is data[k * termStride + j * columnStride].
struct Factor {
  const double* data;
  Eigen::Index termStride;
  Eigen::Index columnStride;
};

// Columns in memory: entry (r, j) is data[j * stride + r].
struct Columns {
  const double* data;
  Eigen::Index stride;
  Columns from(Eigen::Index column) const { return {data + column * stride, stride}; }
};

// Where a panel's product goes, and what its sums start from: the bias or zero (bias null) for the
// first terms, what is there already for later ones.
struct Target {
  double* data;
  Eigen::Index stride;
  const double* bias;
  bool isFirst;

  void skipColumns(Eigen::Index count) {
    data += count * stride;
    if (bias != nullptr) bias += count;
  }
};

// Copies `rows` rows of the source (at most kPanelRows; the missing ones are 0).
Panel packPanel(const Panel& source, Eigen::Index rows, PanelStorage& storage) {
  const double* x = source.data;
  double* copy = storage.entries;
  for (Eigen::Index k = 0; k < source.terms; ++k, x += source.stride, copy += kPanelRows) {
    if (rows == kPanelRows) {
      for (int v = 0; v < kPanelVectors; ++v) {
        pstoreu(copy + v * kLanes, ploadu<Packet>(x + v * kLanes));
      }
    } else {
      for (Eigen::Index r = 0; r < kPanelRows; ++r) copy[r] = r < rows ? x[r] : 0.0;
    }
  }
  return {storage.entries, kPanelRows, source.terms};
}

// kColumns columns of start + panel * factor.
template <int kColumns>
void multiplyColumns(const Panel& panel, const Factor& factor, const Target& target) {
  Packet sum[kColumns][kPanelVectors];
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kPanelVectors; ++v) {
      sum[c][v] = target.isFirst ? pset1<Packet>(target.bias != nullptr ? target.bias[c] : 0.0)
                                 : ploadu<Packet>(target.data + c * target.stride + v * kLanes);
    }
  }
  const double* x = panel.data;
  const double* w = factor.data;
  const Eigen::Index columnStride = factor.columnStride;
  for (Eigen::Index k = 0; k < panel.terms; ++k, x += panel.stride, w += factor.termStride) {
    Packet xs[kPanelVectors];
    for (int v = 0; v < kPanelVectors; ++v) xs[v] = ploadu<Packet>(x + v * kLanes);
    for (int c = 0; c < kColumns; ++c) {
      const Packet weight = pset1<Packet>(w[c * columnStride]);
      for (int v = 0; v < kPanelVectors; ++v) sum[c][v] = pmadd(weight, xs[v], sum[c][v]);
    }
  }
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kPanelVectors; ++v) {
      pstoreu(target.data + c * target.stride + v * kLanes, sum[c][v]);
    }
  }
}

void multiplyPanel(const Panel& panel, Factor factor, Eigen::Index columns, Target target) {
  while (columns > 0) {
    // Two blocks of 2 rather than 3 + 1: a single column does not hide the latency.
    const Eigen::Index block =
        columns == kColumnBlock + 1 ? 2 : std::min<Eigen::Index>(columns, kColumnBlock);
    if (block == kColumnBlock) multiplyColumns<kColumnBlock>(panel, factor, target);
    if (block == 2) multiplyColumns<2>(panel, factor, target);
    if (block == 1) multiplyColumns<1>(panel, factor, target);
    columns -= block;
    factor.data += block * factor.columnStride;
    target.skipColumns(block);
  }
}

// The rows that do not fill a panel: the same arithmetic on a copy with spare rows.
void multiplyPartialPanel(const Panel& panel, Factor factor, Eigen::Index rows,
                          Eigen::Index columns, Target target) {
  for (Eigen::Index j = 0; j < columns; ++j, factor.data += factor.columnStride) {
    double column[kPanelRows] = {};
    std::copy_n(target.data, rows, column);
    multiplyColumns<1>(panel, factor, {column, kPanelRows, target.bias, target.isFirst});
    std::copy_n(column, rows, target.data);
    target.skipColumns(1);
  }
}

// result = x F + 1 bias^T, panel by panel; bias may be null.
void multiply(const Eigen::Ref<const Matrix>& x, Factor factor, const double* bias,
              Matrix& result) {
  PanelStorage storage;  // NOLINT: filled before it is read
  for (Eigen::Index first = 0; first < x.cols(); first += kMaxTerms) {
    const Eigen::Index terms = std::min(kMaxTerms, x.cols() - first);
    for (Eigen::Index row = 0; row < x.rows(); row += kPanelRows) {
      const Eigen::Index rows = std::min(kPanelRows, x.rows() - row);
      const Panel source{x.data() + first * x.outerStride() + row, x.outerStride(), terms};
      const Target target{result.data() + row, result.outerStride(), bias, first == 0};
      if (rows < kPanelRows) {
        multiplyPartialPanel(packPanel(source, rows, storage), factor, rows, result.cols(), target);
      } else if (result.cols() <= kColumnBlock) {
        multiplyPanel(source, factor, result.cols(), target);  // read once: a copy does not pay
      } else {
        multiplyPanel(packPanel(source, rows, storage), factor, result.cols(), target);
      }
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

void weightGradient(const Eigen::Ref<const Matrix>& g, const Eigen::Ref<const Matrix>& x,
                    MutableWeightView dw, MutableBiasView db) {
  ADAMSCOPE_CHECK(g.rows() == x.rows() && dw.rows() == g.cols() && dw.cols() == x.cols() &&
                      db.size() == g.cols(),
                  "G^T X: the shapes differ");
  dw.setZero();
  for (Eigen::Index row = 0; row < g.rows(); row += kGradientRows) {
    const Eigen::Index rows = std::min(kGradientRows, g.rows() - row);
    addGradientChunk({g.data() + row, g.outerStride()}, {x.data() + row, x.outerStride()}, rows,
                     dw);
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
