#include "core/regions/edge_cutter.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace adamscope {
namespace {

// Work is cut into pieces of this many edges, whatever the number of workers.
constexpr int kEdgesPerTask = 512;

/// A cut with the neuron that makes it, while an edge's cuts are sorted.
struct NeuronCut {
  int neuron = 0;
  CutVertex vertex;
};

class EdgeCutter {
 public:
  EdgeCutter(const LayerContext& context, const LayerValues& values, CutChunk& chunk)
      : context_(context),
        values_(values),
        chunk_(chunk),
        exact_(context),
        worstPosition_(context.worstPositionError(values.layer)),
        positive_(static_cast<std::size_t>(values.words)) {}

  void cut(int edgeId) {
    found_.clear();
    collect(edgeId);
    if (found_.size() > 1) sort();
    append(edgeId);
  }

 private:
  void collect(int edgeId) {
    const TessellationEdge& edge = context_.state.edges[static_cast<std::size_t>(edgeId)];
    const std::uint64_t* upFrom = values_.positiveAt(edge.from);
    const std::uint64_t* upTo = values_.positiveAt(edge.to);
    const std::uint64_t* downFrom = values_.negativeAt(edge.from);
    const std::uint64_t* downTo = values_.negativeAt(edge.to);
    for (int w = 0; w < values_.words; ++w) {
      std::uint64_t crossing = (upFrom[w] & downTo[w]) | (downFrom[w] & upTo[w]);
      for (; crossing != 0; crossing &= crossing - 1) {
        const int neuron = w * 64 + std::countr_zero(crossing);
        found_.push_back({neuron, cutBy(neuron, edgeId)});
      }
    }
  }

  CutVertex cutBy(int neuron, int edgeId) {
    const SplittingState& state = context_.state;
    const TessellationEdge& edge = state.edges[static_cast<std::size_t>(edgeId)];
    const auto from = static_cast<std::size_t>(edge.from);
    const auto to = static_cast<std::size_t>(edge.to);
    const LineRef line{values_.layer, neuron, edge.leftFace >= 0 ? edge.leftFace : edge.rightFace};
    const SlicePoint& start = state.points[from];
    const SlicePoint& end = state.points[to];
    Fraction at = Fraction::between(std::abs(values_.row(edge.from)[neuron]),
                                    std::abs(values_.row(edge.to)[neuron]),
                                    std::max(values_.error[from], values_.error[to]));
    if (!(at.error * lengthOf(start, end) <= worstPosition_)) {
      at = Fraction::exactly(line, state.refs[from], state.refs[to], exact_.get());
    }
    return {edge.from,
            edge.to,
            at.t,
            at.error,
            pointBetween(start, end, at.t),
            {state.lineOf(edgeId), line}};
  }

  /// The exact order along the edge; 0 for cuts at one point.
  int order(const NeuronCut& j, const NeuronCut& k) {
    if (std::abs(j.vertex.t - k.vertex.t) > j.vertex.tError + k.vertex.tError) {
      return j.vertex.t < k.vertex.t ? -1 : 1;
    }
    // Through one exact sign: is k's value at j's cut still that at the edge's beginning?
    const int atJ = exact_.get().signAt(values_.layer, k.neuron, j.vertex.ref);
    if (atJ == 0) return 0;
    const bool startsPositive = values_.row(j.vertex.a)[k.neuron] > 0.0;
    return (atJ > 0) == startsPositive ? -1 : 1;  // k vanishes later: j comes first
  }

  void sort() {
    std::sort(found_.begin(), found_.end(), [&](const NeuronCut& j, const NeuronCut& k) {
      const int by = order(j, k);
      return by != 0 ? by < 0 : j.neuron < k.neuron;
    });
  }

  void append(int edgeId) {
    chunk_.cutsPerEdge.push_back(0);
    if (found_.empty()) return;
    startPositive(edgeId);
    const auto flip = [](std::vector<std::uint64_t>& words, int neuron) {
      words[static_cast<std::size_t>(neuron / 64)] ^= 1ULL << (neuron % 64);
    };
    std::size_t i = 0;
    while (i < found_.size()) {
      const std::size_t begin = i;
      do {
        ++i;
      } while (i < found_.size() && order(found_[i - 1], found_[i]) == 0);
      chunk_.cuts.push_back(found_[begin].vertex);
      chunk_.neuronsPerCut.push_back(static_cast<int>(i - begin));
      ++chunk_.cutsPerEdge.back();
      chunk_.positive.insert(chunk_.positive.end(), positive_.begin(), positive_.end());
      for (std::size_t k = begin; k < i; ++k) {
        const int neuron = found_[k].neuron;
        chunk_.neurons.push_back(neuron);
        std::uint64_t* atCut = chunk_.positive.data() + chunk_.positive.size() - values_.words;
        atCut[neuron / 64] &= ~(1ULL << (neuron % 64));
        flip(positive_, neuron);
      }
    }
  }

  /// The neurons that are positive on the edge just behind its beginning.
  void startPositive(int edgeId) {
    const TessellationEdge& edge = context_.state.edges[static_cast<std::size_t>(edgeId)];
    const std::uint64_t* upFrom = values_.positiveAt(edge.from);
    const std::uint64_t* downFrom = values_.negativeAt(edge.from);
    const std::uint64_t* upTo = values_.positiveAt(edge.to);
    for (int w = 0; w < values_.words; ++w) {
      positive_[static_cast<std::size_t>(w)] = upFrom[w] | (upTo[w] & ~downFrom[w]);
    }
  }

  const LayerContext& context_;
  const LayerValues& values_;
  CutChunk& chunk_;
  LazyExact exact_;
  double worstPosition_;
  std::vector<NeuronCut> found_;
  std::vector<std::uint64_t> positive_;
};

void joinChunks(std::span<const CutChunk> chunks, EdgeCuts& all) {
  all.firstCut.assign(1, 0);
  all.neuronStart.assign(1, 0);
  all.cuts.clear();
  all.neurons.clear();
  all.positive.clear();
  for (const CutChunk& chunk : chunks) {
    for (const int count : chunk.cutsPerEdge) all.firstCut.push_back(all.firstCut.back() + count);
    all.cuts.insert(all.cuts.end(), chunk.cuts.begin(), chunk.cuts.end());
    for (const int n : chunk.neuronsPerCut) all.neuronStart.push_back(all.neuronStart.back() + n);
    all.neurons.insert(all.neurons.end(), chunk.neurons.begin(), chunk.neurons.end());
    all.positive.insert(all.positive.end(), chunk.positive.begin(), chunk.positive.end());
  }
}

}  // namespace

void CutChunk::clear() {
  cutsPerEdge.clear();
  cuts.clear();
  neuronsPerCut.clear();
  neurons.clear();
  positive.clear();
}

void cutEdges(const LayerContext& context, const LayerValues& values, std::vector<CutChunk>& chunks,
              EdgeCuts& cuts) {
  const int edges = context.state.edgeCount();
  const int tasks = (edges + kEdgesPerTask - 1) / kEdgesPerTask;
  const auto count = static_cast<std::size_t>(tasks);
  if (chunks.size() < count) chunks.resize(count);
  context.executor.forEach(tasks, [&](int task) {
    CutChunk& chunk = chunks[static_cast<std::size_t>(task)];
    chunk.clear();
    EdgeCutter cutter(context, values, chunk);
    const int end = std::min(edges, (task + 1) * kEdgesPerTask);
    for (int e = task * kEdgesPerTask; e < end; ++e) cutter.cut(e);
  });
  joinChunks(std::span<const CutChunk>(chunks).first(count), cuts);
}

void splitEdges(const SplittingState& state, const EdgeCuts& cuts, SplittingState& next) {
  next.edges.clear();
  next.edgeParents.clear();
  next.edges.reserve(state.edges.size() + cuts.cuts.size());
  next.edgeParents.reserve(state.edges.size() + cuts.cuts.size());
  for (int e = 0; e < state.edgeCount(); ++e) {
    TessellationEdge piece = state.edges[static_cast<std::size_t>(e)];
    const int to = piece.to;
    piece.leftFace = piece.rightFace = -1;
    for (int i = 0; i < cuts.cutCount(e); ++i) {
      piece.to = state.vertexCount() + cuts.firstCut[static_cast<std::size_t>(e)] + i;
      next.edges.push_back(piece);
      piece.from = piece.to;
    }
    piece.to = to;
    next.edges.push_back(piece);
    next.edgeParents.resize(next.edges.size(), state.edgeParents[static_cast<std::size_t>(e)]);
  }
}

void appendVertices(const EdgeCuts& cuts, SplittingState& next) {
  for (const CutVertex& cut : cuts.cuts) {
    next.points.push_back(cut.point);
    next.refs.push_back(cut.ref);
  }
}

}  // namespace adamscope
