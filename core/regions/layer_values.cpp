#include "core/regions/layer_values.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/regions/row_kernels.h"

namespace adamscope {
namespace {

// Work is cut into pieces of this many rows, whatever the number of workers.
constexpr int kRowsPerTask = 128;
// Values beyond this may have passed through an overflow.
constexpr double kHuge = 1e300;
// Above this share of a row's size its error bound counts as coarse: then entries that it does not
// separate from zero are computed again, because the layers above may magnify them.
constexpr double kCoarseError = 1e-10;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

int taskCount(int rows) { return (rows + kRowsPerTask - 1) / kRowsPerTask; }

/// Bounds on the weights of one layer, for the error of W h + b.
struct LayerBounds {
  Eigen::ArrayXd rowNorm;    ///< |W_j|_1 for each neuron j.
  Eigen::ArrayXd biasError;  ///< gamma |b_j|.
  double gamma = 0.0;
  double largestNorm = 0.0;
  double largestBiasError = 0.0;
};

LayerBounds boundsOf(const Network& network, int layer) {
  LayerBounds bounds;
  // m products and m sums in any order, plus slack for the rounding of the bound itself.
  bounds.gamma = (network.architecture.width(layer - 1) + 8) * 1.01 * kUnitRoundoff;
  bounds.rowNorm = network.weight(layer).cwiseAbs().rowwise().sum().array();
  bounds.biasError = bounds.gamma * network.bias(layer).cwiseAbs().array();
  bounds.largestNorm = bounds.rowNorm.maxCoeff();
  bounds.largestBiasError = bounds.biasError.maxCoeff();
  return bounds;
}

/// Certifies rows of z, and sets their errors and sign bits.
class RowCertifier {
 public:
  RowCertifier(const LayerContext& context, const LayerBounds& bounds, const HiddenRows& hidden,
               LayerValues& values)
      : context_(context), bounds_(bounds), hidden_(hidden), values_(values), exact_(context) {}

  void certify(int vertex) {
    const auto v = static_cast<std::size_t>(vertex);
    // The slack covers the rounding of the norms.
    perNorm_ = (hidden_.error[v] + bounds_.gamma * hidden_.largest[v]) * 1.001;
    // Denormal products may lose up to the smallest normal number each.
    denormal_ = hidden_.largest[v] == 0.0 ? 0.0 : 1e3 * std::numeric_limits<double>::min();
    double bound = bounds_.largestNorm * perNorm_ + bounds_.largestBiasError + denormal_;
    if (!(bound < kHuge)) bound = kInfinity;
    const int width = values_.z.columns();
    double* z = values_.z.row(vertex);
    double largest = 0.0;
    for (int begin = 0; begin < width; begin += 64) {
      const int count = std::min(64, width - begin);
      SignBits bits = signBits(z + begin, count, bound);
      const std::uint64_t all = count == 64 ? ~0ULL : (1ULL << count) - 1;
      if (!(bits.largest < kHuge)) {  // overflow, or a NaN from one: nothing is certain
        bound = perNorm_ = kInfinity;
        bits.up = bits.down = 0;
      }
      const std::uint64_t open = all & ~(bits.up | bits.down);
      if (open != 0) settle(vertex, begin, open, bits);
      const std::size_t word =
          v * static_cast<std::size_t>(values_.words) + static_cast<std::size_t>(begin / 64);
      values_.positive[word] = bits.up;
      values_.negative[word] = bits.down;
      largest = std::max(largest, bits.largest);
    }
    values_.error[v] = bound;
    values_.largest[v] = largest;
  }

 private:
  /// Decides what the common bound leaves open: by the neuron's own bound, or by its true value.
  void settle(int vertex, int begin, std::uint64_t open, SignBits& bits) {
    for (; open != 0; open &= open - 1) {
      const int bit = std::countr_zero(open);
      const int j = begin + bit;
      double& z = values_.z.row(vertex)[j];
      const double error = bounds_.rowNorm[j] * perNorm_ + bounds_.biasError[j] + denormal_;
      if (!(std::abs(z) > error)) {
        // No error at all: every operand is exactly zero.
        z = error == 0.0 ? 0.0 : trueValue(vertex, j);
      }
      if (z > 0.0) bits.up |= 1ULL << bit;
      if (z < 0.0) bits.down |= 1ULL << bit;
    }
  }

  double trueValue(int vertex, int j) {
    const VertexRef& ref = context_.state.refs[static_cast<std::size_t>(vertex)];
    return exact_.get().valueAt(values_.layer, j, ref).value;
  }

  const LayerContext& context_;
  const LayerBounds& bounds_;
  const HiddenRows& hidden_;
  LayerValues& values_;
  LazyExact exact_;
  double perNorm_ = 0.0;
  double denormal_ = 0.0;
};

bool isAnySet(const std::uint64_t* words, int count) {
  return std::any_of(words, words + count, [](std::uint64_t word) { return word != 0; });
}

/// Computes rows of h_l = relu(z_l) from rows of z_l and from pairs of them.
class HiddenFiller {
 public:
  HiddenFiller(const LayerContext& context, const LayerValues& values, HiddenRows& cutRows,
               HiddenRows& next)
      : slope_(context.network.architecture.leakySlope),
        values_(values),
        cuts_(cutRows),
        next_(next) {}

  void fillOld(int vertex) {
    const auto v = static_cast<std::size_t>(vertex);
    activate({values_.row(vertex), values_.error[v], values_.largest[v]}, vertex,
             values_.positiveAt(vertex));
  }

  /// The row of a cut of an edge.
  void fillCut(const CutVertex& cut, int index, const std::uint64_t* positive, LazyExact& exact) {
    const auto i = static_cast<std::size_t>(index);
    const Row row = between(cut, cuts_.h.row(index), exact);
    cuts_.error[i] = row.error;
    cuts_.largest[i] = row.largest;
    activate(row, values_.z.rows() + index, positive);
  }

  /// The row of a vertex inside a face.
  void fillInner(const CutVertex& cut, int vertex, const std::uint64_t* positive,
                 LazyExact& exact) {
    double* z = next_.h.row(vertex);
    activate(between(cut, z, exact), vertex, positive);
  }

 private:
  struct Row {
    const double* z = nullptr;
    double error = 0.0;
    double largest = 0.0;
  };

  Row rowOf(int vertex) const {
    const int old = values_.z.rows();
    const auto v = static_cast<std::size_t>(vertex);
    if (vertex < old) return {values_.row(vertex), values_.error[v], values_.largest[v]};
    const auto cut = static_cast<std::size_t>(vertex - old);
    return {cuts_.h.row(vertex - old), cuts_.error[cut], cuts_.largest[cut]};
  }

  Row between(const CutVertex& cut, double* z, LazyExact& exact) const {
    const Row a = rowOf(cut.a);
    const Row b = rowOf(cut.b);
    const int width = values_.z.columns();
    const double span =
        interpolateRow({a.z, width}, {b.z, width}, cut.t, MutableRowArray(z, width));
    z[cut.ref.second.neuron] = 0.0;
    if (cut.ref.first.layer == values_.layer) z[cut.ref.first.neuron] = 0.0;
    // Rounding: three operations on each product and one sum, so 4 u (|a| + |b|) is ample.
    const double endError = std::max(a.error, b.error);
    const double error = (endError + cut.tError * (span + 2.0 * endError) +
                          4.0 * kUnitRoundoff * (a.largest + b.largest)) *
                         (1.0 + 8.0 * kUnitRoundoff);
    const double largest = std::max(a.largest, b.largest);
    for (int j = 0; error > kCoarseError * largest && j < width; ++j) {
      const bool isZero = z[j] == 0.0 && a.z[j] == 0.0 && b.z[j] == 0.0;
      if (std::abs(z[j]) > error || isZero || isLine(cut, j)) continue;
      z[j] = exact.get().valueAt(values_.layer, j, cut.ref).value;
    }
    return {z, error, largest};
  }

  /// Whether neuron j of this layer vanishes at the cut by definition.
  bool isLine(const CutVertex& cut, int j) const {
    const LineRef& first = cut.ref.first;
    return j == cut.ref.second.neuron || (first.layer == values_.layer && j == first.neuron);
  }

  /// Sets a row of h. The true sign of each entry is known, so a row of no positive neurons is
  /// zero.
  void activate(const Row& row, int vertex, const std::uint64_t* positive) {
    const auto v = static_cast<std::size_t>(vertex);
    MutableRowArray h(next_.h.row(vertex), next_.h.columns());
    if (slope_ == 0.0 && !isAnySet(positive, values_.words)) {
      h.setZero();
      next_.error[v] = next_.largest[v] = 0.0;
      return;
    }
    const RowArray z(row.z, next_.h.columns());
    if (slope_ == 0.0) {
      h = z.max(0.0);
    } else {
      h = z.max(slope_ * z);
    }
    next_.error[v] = slope_ == 0.0 ? row.error : row.error + 2.0 * kUnitRoundoff * row.largest;
    next_.largest[v] = row.largest;
  }

  double slope_;
  const LayerValues& values_;
  HiddenRows& cuts_;  ///< z_l at the cuts of the edges, of which others are made.
  HiddenRows& next_;
};

}  // namespace

void setInputRows(const InputSlice& slice, const std::vector<SlicePoint>& points,
                  HiddenRows& rows) {
  const Eigen::Index inputs = slice.origin.size();
  rows.resize(static_cast<int>(points.size()), static_cast<int>(inputs));
  for (std::size_t v = 0; v < points.size(); ++v) {
    double worst = 0.0;
    for (Eigen::Index i = 0; i < inputs; ++i) {
      const double along = slice.directions(i, 0) * points[v].x;
      const double across = slice.dimension() == 2 ? slice.directions(i, 1) * points[v].y : 0.0;
      rows.h.row(static_cast<int>(v))[i] = slice.origin(i) + along + across;
      worst = std::max(worst, std::abs(slice.origin(i)) + std::abs(along) + std::abs(across));
    }
    rows.error[v] = 8.0 * kUnitRoundoff * worst;
    rows.largest[v] = worst * (1.0 + 8.0 * kUnitRoundoff);
  }
}

void evaluateLayer(const LayerContext& context, int layer, const HiddenRows& hidden,
                   LayerValues& values) {
  const int vertices = context.state.vertexCount();
  const auto count = static_cast<std::size_t>(vertices);
  const int width = context.network.architecture.width(layer);
  values.layer = layer;
  values.words = Tessellation::layerMaskWords(width);
  values.z.resize(vertices, width);
  values.error.resize(count);
  values.largest.resize(count);
  values.positive.resize(count * static_cast<std::size_t>(values.words));
  values.negative.resize(values.positive.size());
  const LayerBounds bounds = boundsOf(context.network, layer);
  const WeightView weight = context.network.weight(layer);
  const BiasView bias = context.network.bias(layer);
  context.executor.forEach(taskCount(vertices), [&](int task) {
    const int begin = task * kRowsPerTask;
    const int rows = std::min(kRowsPerTask, vertices - begin);
    RowBlock::Map z = values.z.middleRows(begin, rows);
    z.rowwise() = bias.transpose();
    z.noalias() += hidden.h.middleRows(begin, rows) * weight.transpose();
    RowCertifier certifier(context, bounds, hidden, values);
    for (int v = begin; v < begin + rows; ++v) certifier.certify(v);
  });
}

void advanceHidden(const LayerJob& job, std::span<const FaceChunk> chunks, HiddenRows& cutRows,
                   HiddenRows& hidden) {
  const LayerValues& values = job.values;
  const int old = values.z.rows();
  const int cutCount = static_cast<int>(job.cuts.cuts.size());
  std::vector<int> first{old + cutCount};
  for (const FaceChunk& chunk : chunks) {
    first.push_back(first.back() + static_cast<int>(chunk.vertices.size()));
  }
  hidden.resize(first.back(), values.z.columns());
  cutRows.resize(cutCount, values.z.columns());
  HiddenFiller filler(job.context, values, cutRows, hidden);
  job.context.executor.forEach(taskCount(old + cutCount), [&](int task) {
    LazyExact exact(job.context);
    const int end = std::min(old + cutCount, (task + 1) * kRowsPerTask);
    for (int v = task * kRowsPerTask; v < end; ++v) {
      if (v < old) {
        filler.fillOld(v);
        continue;
      }
      const std::ptrdiff_t cut = v - old;
      filler.fillCut(job.cuts.cuts[static_cast<std::size_t>(cut)], v - old,
                     job.cuts.positive.data() + cut * values.words, exact);
    }
  });
  job.context.executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    const FaceChunk& chunk = chunks[static_cast<std::size_t>(task)];
    const int begin = first[static_cast<std::size_t>(task)];
    const std::uint64_t* positive = chunk.positive.data();
    LazyExact exact(job.context);
    for (std::size_t i = 0; i < chunk.vertices.size(); ++i, positive += values.words) {
      filler.fillInner(chunk.vertices[i], begin + static_cast<int>(i), positive, exact);
    }
  });
}

}  // namespace adamscope
