#include "core/regions/vertex_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/regions/row_kernels.h"

namespace adamscope {
namespace {

// Work is cut into pieces of this many rows, whatever the number of workers.
constexpr int kRowsPerTask = 64;
// Above this share of a row's size its error bound counts as coarse: then entries that it does not
// separate from zero are computed again, because the layers above may magnify them.
constexpr double kCoarseError = 1e-10;

/// Sets rows of z_l from pairs of them.
class RowFiller {
 public:
  RowFiller(const LayerContext& context, LayerValues& values) : values_(values), exact_(context) {}

  /// The row of the vertex at `cut`, where the neurons `positive` are positive.
  void fill(const CutVertex& cut, int vertex, const std::uint64_t* positive) {
    const auto v = static_cast<std::size_t>(vertex);
    std::copy_n(positive, values_.words, values_.positiveAt(vertex));
    const auto a = static_cast<std::size_t>(cut.a);
    const auto b = static_cast<std::size_t>(cut.b);
    double* z = values_.z.row(vertex);
    const double span =
        interpolateRow(values_.row(cut.a), values_.row(cut.b), cut.t, values_.z.stride(), z);
    z[cut.ref.second.neuron] = 0.0;
    if (cut.ref.first.layer == values_.layer) z[cut.ref.first.neuron] = 0.0;
    // Rounding: three operations on each product and one sum, so 4 u (|a| + |b|) is ample.
    const double endError = std::max(values_.error[a], values_.error[b]);
    const double ends = values_.largest[a] + values_.largest[b];
    values_.error[v] =
        (endError + cut.tError * (span + 2.0 * endError) + 4.0 * kUnitRoundoff * ends) *
        (1.0 + 8.0 * kUnitRoundoff);
    values_.largest[v] = std::max(values_.largest[a], values_.largest[b]);
    if (values_.error[v] > kCoarseError * values_.largest[v]) refine(cut, vertex);
  }

  /// Asks for the rows that the next call of fill needs.
  void prepare(const CutVertex& cut) const {
    const double* a = values_.row(cut.a);
    const double* b = values_.row(cut.b);
    for (int j = 0; j < values_.z.stride(); j += kLineNumbers) {
      prefetch(a + j);
      prefetch(b + j);
    }
  }

 private:
  void refine(const CutVertex& cut, int vertex) {
    double* z = values_.z.row(vertex);
    const double* a = values_.row(cut.a);
    const double* b = values_.row(cut.b);
    const double error = values_.error[static_cast<std::size_t>(vertex)];
    for (int j = 0; j < values_.z.columns(); ++j) {
      const bool isZero = z[j] == 0.0 && a[j] == 0.0 && b[j] == 0.0;
      if (std::abs(z[j]) > error || isZero || isLine(cut, j)) continue;
      z[j] = exact_.get().valueAt(values_.layer, j, cut.ref).value;
    }
  }

  /// Whether neuron j of this layer vanishes at the cut by definition.
  bool isLine(const CutVertex& cut, int j) const {
    const LineRef& first = cut.ref.first;
    return j == cut.ref.second.neuron || (first.layer == values_.layer && j == first.neuron);
  }

  LayerValues& values_;
  LazyExact exact_;
};

/// Some vertices inside the faces of one chunk.
struct InnerRange {
  const FaceChunk* chunk = nullptr;
  int begin = 0;  ///< In the chunk.
  int count = 0;
  int vertex = 0;  ///< Id of the first.
  int nextVertex() const { return vertex + count; }
};

std::vector<InnerRange> innerRanges(std::span<const FaceChunk> chunks, int firstVertex) {
  std::vector<InnerRange> ranges;
  for (const FaceChunk& chunk : chunks) {
    const int vertices = static_cast<int>(chunk.vertices.size());
    for (int begin = 0; begin < vertices; begin += kRowsPerTask) {
      ranges.push_back({&chunk, begin, std::min(kRowsPerTask, vertices - begin), firstVertex});
      firstVertex = ranges.back().nextVertex();
    }
  }
  return ranges;
}

}  // namespace

void extendValues(const LayerContext& context, const EdgeCuts& cuts,
                  std::span<const FaceChunk> chunks, LayerValues& values) {
  const int old = values.z.rows();
  const int cutCount = cuts.cutCount();
  const std::vector<InnerRange> ranges = innerRanges(chunks, old + cutCount);
  values.extend((ranges.empty() ? old + cutCount : ranges.back().nextVertex()) - old);
  context.executor.forEach((cutCount + kRowsPerTask - 1) / kRowsPerTask, [&](int task) {
    RowFiller filler(context, values);
    const int end = std::min(cutCount, (task + 1) * kRowsPerTask);
    for (int i = task * kRowsPerTask; i < end; ++i) {
      if (i + 1 < end) filler.prepare(cuts.cuts[i + 1]);
      filler.fill(cuts.cuts[i], old + i,
                  cuts.positive.data() + static_cast<std::ptrdiff_t>(i) * values.words);
    }
  });
  context.executor.forEach(static_cast<int>(ranges.size()), [&](int task) {
    const InnerRange& range = ranges[static_cast<std::size_t>(task)];
    RowFiller filler(context, values);
    for (int i = 0; i < range.count; ++i) {
      const std::ptrdiff_t inner = range.begin + i;
      if (i + 1 < range.count) filler.prepare(range.chunk->vertices[range.begin + i + 1]);
      filler.fill(range.chunk->vertices[range.begin + i], range.vertex + i,
                  range.chunk->positive.data() + inner * values.words);
    }
  });
}

}  // namespace adamscope
