#include "core/regions/layer_values.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "core/regions/row_kernels.h"

namespace adamscope {
namespace {

// Work is cut into pieces of this many rows, whatever the number of workers.
constexpr int kRowsPerTask = 128;
// Values beyond this may have passed through an overflow.
constexpr double kHuge = 1e300;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool isAnySet(const std::uint64_t* words, int count) {
  return std::any_of(words, words + count, [](std::uint64_t word) { return word != 0; });
}

/// Sets the bits of `columns` neurons in each of some rows of words.
void setAllBits(int rows, int columns, std::size_t stride, std::uint64_t* words) {
  for (int r = 0; r < rows; ++r, words += stride) {
    for (int j = 0; j < columns; j += 64) {
      words[j / 64] = columns - j >= 64 ? ~0ULL : (1ULL << (columns - j)) - 1;
    }
  }
}

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

/// What is known about h_{l-1} at a vertex: bounds on the error and on the size of its entries.
struct RowBounds {
  double error = 0.0;
  double largest = 0.0;
};

/// Bounds the errors of rows of z before they are computed, and settles the signs that those leave
/// open.
class RowCertifier {
 public:
  RowCertifier(const LayerContext& context, const LayerBounds& bounds, const LayerValues& below,
               LayerValues& values)
      : context_(context), bounds_(bounds), below_(below), values_(values), exact_(context) {}

  /// Sets the bound on the error of the entries of a vertex's row.
  void bound(int vertex) {
    moveTo(vertex);
    const double bound = bounds_.largestNorm * perNorm_ + bounds_.largestBiasError + denormal_;
    values_.error[static_cast<std::size_t>(vertex)] = bound < kHuge ? bound : kInfinity;
  }

  /// Decides the signs of a computed row that its bound leaves open.
  void certify(int vertex) {
    const auto v = static_cast<std::size_t>(vertex);
    std::uint64_t* up = values_.positiveAt(vertex);
    std::uint64_t* down = values_.negativeAt(vertex);
    const int width = values_.z.columns();
    const bool isCertain = values_.largest[v] < kHuge;
    if (!isCertain) {  // overflow, or a NaN from one: nothing is certain
      values_.error[v] = kInfinity;
      std::fill_n(up, values_.words, 0);
      std::fill_n(down, values_.words, 0);
    }
    for (int w = 0; w < values_.words; ++w) {
      const int count = std::min(64, width - 64 * w);
      const std::uint64_t all = count == 64 ? ~0ULL : (1ULL << count) - 1;
      std::uint64_t open = all & ~(up[w] | down[w]);
      if (open == 0) continue;
      moveTo(vertex);
      if (!isCertain) perNorm_ = kInfinity;
      for (; open != 0; open &= open - 1) {
        const int bit = std::countr_zero(open);
        const double z = settle(vertex, 64 * w + bit);
        if (z > 0.0) up[w] |= 1ULL << bit;
        if (z < 0.0) down[w] |= 1ULL << bit;
      }
    }
  }

 private:
  /// The activation has a slope of at most 1, so it keeps errors; a row of neurons all known to be
  /// off is exactly zero.
  RowBounds boundsBelow(int vertex) const {
    const auto v = static_cast<std::size_t>(vertex);
    const double slope = context_.network.architecture.leakySlope;
    if (below_.layer == 0) return {below_.error[v], below_.largest[v]};
    if (slope == 0.0 && !isAnySet(below_.positiveAt(vertex), below_.words)) return {};
    const double rounding = slope == 0.0 ? 0.0 : 2.0 * kUnitRoundoff * below_.largest[v];
    return {below_.error[v] + rounding, below_.largest[v]};
  }

  void moveTo(int vertex) {
    const RowBounds hidden = boundsBelow(vertex);
    // The slack covers the rounding of the norms.
    perNorm_ = (hidden.error + bounds_.gamma * hidden.largest) * 1.001;
    // Denormal products may lose up to the smallest normal number each.
    denormal_ = hidden.largest == 0.0 ? 0.0 : 1e3 * std::numeric_limits<double>::min();
  }

  /// By the neuron's own bound, or by its true value.
  double settle(int vertex, int j) {
    double& z = values_.z.row(vertex)[j];
    const double error = bounds_.rowNorm[j] * perNorm_ + bounds_.biasError[j] + denormal_;
    if (!(std::abs(z) > error)) {
      // No error at all: every operand is exactly zero.
      z = error == 0.0 ? 0.0 : trueValue(vertex, j);
    }
    return z;
  }

  double trueValue(int vertex, int j) {
    const VertexRef& ref = context_.state.refs[static_cast<std::size_t>(vertex)];
    return exact_.get().valueAt(values_.layer, j, ref).value;
  }

  const LayerContext& context_;
  const LayerBounds& bounds_;
  const LayerValues& below_;
  LayerValues& values_;
  LazyExact exact_;
  double perNorm_ = 0.0;
  double denormal_ = 0.0;
};

/// The activations of some rows, for a leaky network: there every term counts.
struct LeakyRows {
  LineBuffer h;
  std::vector<std::uint64_t> terms;

  void set(const LayerValues& below, int begin, int count, double slope) {
    const auto numbers = static_cast<std::ptrdiff_t>(count) * below.z.stride();
    const RowArray z(below.row(begin), numbers);
    MutableRowArray(h.reset(static_cast<std::size_t>(numbers)), numbers) = z.max(slope * z);
    terms.resize(static_cast<std::size_t>(count) * below.signStride());
    setAllBits(count, below.z.columns(), below.signStride(), terms.data());
  }
};

}  // namespace

void setInputRows(const InputSlice& slice, std::span<const SlicePoint> points,
                  LayerValues& inputs) {
  const Eigen::Index count = slice.origin.size();
  const int vertices = static_cast<int>(points.size());
  inputs.reset(0, vertices, static_cast<int>(count));
  setAllBits(vertices, static_cast<int>(count), inputs.signStride(), inputs.positiveAt(0));
  for (std::size_t v = 0; v < points.size(); ++v) {
    double worst = 0.0;
    double* row = inputs.z.row(static_cast<int>(v));
    for (Eigen::Index i = 0; i < count; ++i) {
      const double along = slice.directions(i, 0) * points[v].x;
      const double across = slice.dimension() == 2 ? slice.directions(i, 1) * points[v].y : 0.0;
      row[i] = slice.origin(i) + along + across;
      worst = std::max(worst, std::abs(slice.origin(i)) + std::abs(along) + std::abs(across));
    }
    inputs.error[v] = 8.0 * kUnitRoundoff * worst;
    inputs.largest[v] = worst * (1.0 + 8.0 * kUnitRoundoff);
  }
}

void evaluateLayer(const LayerContext& context, int layer, const LayerValues& below,
                   RowProduct& product, LayerValues& values) {
  const int vertices = context.state.vertexCount();
  const double slope = context.network.architecture.leakySlope;
  values.reset(layer, vertices, context.network.architecture.width(layer));
  const LayerBounds bounds = boundsOf(context.network, layer);
  product.set(context.network.weight(layer), context.network.bias(layer));
  context.executor.forEach((vertices + kRowsPerTask - 1) / kRowsPerTask, [&](int task) {
    const int begin = task * kRowsPerTask;
    const int rows = std::min(kRowsPerTask, vertices - begin);
    const auto first = static_cast<std::size_t>(begin);
    RowCertifier certifier(context, bounds, below, values);
    for (int v = begin; v < begin + rows; ++v) certifier.bound(v);
    RowTile tile{.rows = rows,
                 .h = below.row(begin),
                 .hStride = below.z.stride(),
                 .terms = below.positiveAt(begin),
                 .termWords = static_cast<std::ptrdiff_t>(below.signStride()),
                 .z = values.z.row(begin),
                 .zStride = values.z.stride(),
                 .bounds = values.error.data() + first,
                 .up = values.positiveAt(begin),
                 .down = values.negativeAt(begin),
                 .signWords = static_cast<std::ptrdiff_t>(values.signStride()),
                 .largest = values.largest.data() + first};
    LeakyRows leaky;
    if (slope != 0.0 && layer > 1) {
      leaky.set(below, begin, rows, slope);
      tile.h = leaky.h.data();
      tile.terms = leaky.terms.data();
    }
    product.multiply(tile);
    for (int v = begin; v < begin + rows; ++v) certifier.certify(v);
  });
}

}  // namespace adamscope
