#include "core/regions/edge_cutter.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/regions/row_kernels.h"

namespace adamscope {
namespace {

// Work is cut into pieces of this many edges, whatever the number of workers.
constexpr int kEdgesPerTask = 128;

// Up to this many cuts of an edge, insertion is faster than std::sort.
constexpr std::size_t kFewCuts = 12;

int taskCount(int edges) { return (edges + kEdgesPerTask - 1) / kEdgesPerTask; }

/// Where a neuron cuts the edge.
struct NeuronCut {
  int neuron = 0;
  Fraction at;
};

/// Cuts consecutive edges.
class EdgeCutter {
 public:
  EdgeCutter(const LayerContext& context, const LayerValues& values, CutChunk& chunk)
      : state_(context.state),
        values_(values),
        chunk_(chunk),
        exact_(context),
        words_(static_cast<std::size_t>(values.words)),
        worstPosition_(context.worstPositionError(values.layer)) {}

  /// The edges begin .. end - 1. First finds what cuts them and asks for the values there, which
  /// lie anywhere in memory; when they are used they have come.
  void cut(int begin, int end) {
    crossings_.clear();
    for (int e = begin; e < end; ++e) findCrossings(e);
    const Crossing* crossing = crossings_.begin();
    for (int e = begin; e < end; ++e) {
      chunk_.cutsPerEdge.push(0);
      if (crossing == crossings_.end() || crossing->edge != e) continue;
      id_ = e;
      edge_ = state_.edges[static_cast<std::size_t>(e)];
      found_.clear();
      for (; crossing < crossings_.end() && crossing->edge == e; ++crossing) {
        found_.push({crossing->neuron, locate(crossing->neuron)});
      }
      if (found_.size() > 1) sort();
      append();
    }
  }

 private:
  struct Crossing {
    int edge = 0;
    int neuron = 0;
  };

  void findCrossings(int edgeId) {
    const TessellationEdge& edge = state_.edges[static_cast<std::size_t>(edgeId)];
    const std::uint64_t* from = values_.positiveAt(edge.from);
    const std::uint64_t* to = values_.positiveAt(edge.to);
    for (std::size_t w = 0; w < words_; ++w) {
      std::uint64_t crossing = (from[w] & to[words_ + w]) | (from[words_ + w] & to[w]);
      for (; crossing != 0; crossing &= crossing - 1) {
        const int neuron = static_cast<int>(64 * w) + std::countr_zero(crossing);
        prefetch(values_.row(edge.from) + neuron);
        prefetch(values_.row(edge.to) + neuron);
        crossings_.push({edgeId, neuron});
      }
    }
  }

  Fraction locate(int neuron) {
    const auto from = static_cast<std::size_t>(edge_.from);
    const auto to = static_cast<std::size_t>(edge_.to);
    const Fraction at = Fraction::between(std::abs(values_.row(edge_.from)[neuron]),
                                          std::abs(values_.row(edge_.to)[neuron]),
                                          std::max(values_.error[from], values_.error[to]));
    const double length = lengthOf(state_.points[from], state_.points[to]);
    if (at.error * length <= worstPosition_) return at;
    return Fraction::exactly(lineBy(neuron), state_.refs[from], state_.refs[to], exact_.get());
  }

  LineRef lineBy(int neuron) const {
    return {values_.layer, neuron, edge_.leftFace >= 0 ? edge_.leftFace : edge_.rightFace};
  }

  /// The exact order along the edge; 0 for cuts at one point.
  int order(const NeuronCut& j, const NeuronCut& k) {
    if (std::abs(j.at.t - k.at.t) > j.at.error + k.at.error) return j.at.t < k.at.t ? -1 : 1;
    // Through one exact sign: is k's value at j's cut still that at the edge's beginning?
    const VertexRef atCut{state_.lineOf(id_), lineBy(j.neuron)};
    const int atJ = exact_.get().signAt(values_.layer, k.neuron, atCut);
    if (atJ == 0) return 0;
    const bool startsPositive = values_.row(edge_.from)[k.neuron] > 0.0;
    return (atJ > 0) == startsPositive ? -1 : 1;  // k vanishes later: j comes first
  }

  bool isBefore(const NeuronCut& j, const NeuronCut& k) {
    const int by = order(j, k);
    return by != 0 ? by < 0 : j.neuron < k.neuron;
  }

  void sort() {
    if (found_.size() > kFewCuts) {
      std::sort(found_.begin(), found_.end(),
                [&](const NeuronCut& j, const NeuronCut& k) { return isBefore(j, k); });
      return;
    }
    for (NeuronCut* i = found_.begin() + 1; i < found_.end(); ++i) {
      const NeuronCut moved = *i;
      NeuronCut* hole = i;
      for (; hole > found_.begin() && isBefore(moved, hole[-1]); --hole) *hole = hole[-1];
      *hole = moved;
    }
  }

  /// The found cuts, those at one point as one.
  void append() {
    startPositive();
    const NeuronCut* last = found_.end();
    for (const NeuronCut* i = found_.begin(); i < last;) {
      const NeuronCut* begin = i;
      do {
        ++i;
      } while (i < last && order(i[-1], *i) == 0);
      chunk_.cuts.push(vertexAt(*begin));
      chunk_.neuronsPerCut.push(static_cast<int>(i - begin));
      ++chunk_.cutsPerEdge[chunk_.cutsPerEdge.size() - 1];
      std::uint64_t* atCut = chunk_.positive.extend(words_);
      for (std::size_t w = 0; w < words_; ++w) atCut[w] = positive_[w];
      for (const NeuronCut* k = begin; k < i; ++k) {
        chunk_.neurons.push(k->neuron);
        const auto word = static_cast<std::size_t>(k->neuron / 64);
        const std::uint64_t bit = 1ULL << (k->neuron % 64);
        atCut[word] &= ~bit;
        positive_[word] ^= bit;
      }
    }
  }

  CutVertex vertexAt(const NeuronCut& cut) const {
    const SlicePoint& start = state_.points[static_cast<std::size_t>(edge_.from)];
    const SlicePoint& end = state_.points[static_cast<std::size_t>(edge_.to)];
    return {edge_.from,
            edge_.to,
            cut.at.t,
            cut.at.error,
            pointBetween(start, end, cut.at.t),
            {state_.lineOf(id_), lineBy(cut.neuron)}};
  }

  /// The neurons that are positive on the edge just behind its beginning.
  void startPositive() {
    const std::uint64_t* from = values_.positiveAt(edge_.from);
    const std::uint64_t* to = values_.positiveAt(edge_.to);
    positive_.reset(words_);
    for (std::size_t w = 0; w < words_; ++w) positive_[w] = from[w] | (to[w] & ~from[words_ + w]);
  }

  const SplittingState& state_;
  const LayerValues& values_;
  CutChunk& chunk_;
  LazyExact exact_;
  std::size_t words_;
  double worstPosition_;
  int id_ = 0;
  TessellationEdge edge_;
  GrowBuffer<Crossing> crossings_;
  GrowBuffer<NeuronCut> found_;
  GrowBuffer<std::uint64_t> positive_;
};

/// Where a chunk's parts begin in the whole.
struct CutOffsets {
  std::size_t cuts = 0;
  std::size_t neurons = 0;
};

void placeChunk(const CutChunk& chunk, CutOffsets at, int firstEdge, std::size_t words,
                EdgeCuts& all) {
  std::copy(chunk.cuts.begin(), chunk.cuts.end(), all.cuts.begin() + at.cuts);
  std::copy(chunk.neurons.begin(), chunk.neurons.end(), all.neurons.begin() + at.neurons);
  std::copy(chunk.positive.begin(), chunk.positive.end(), all.positive.begin() + at.cuts * words);
  int* neuronStart = all.neuronStart.begin() + at.cuts;
  int neuron = static_cast<int>(at.neurons);
  for (const int count : chunk.neuronsPerCut)
    *neuronStart++ = std::exchange(neuron, neuron + count);
  int* firstCut = all.firstCut.begin() + firstEdge;
  int cut = static_cast<int>(at.cuts);
  for (const int count : chunk.cutsPerEdge) *firstCut++ = std::exchange(cut, cut + count);
}

void joinChunks(std::span<const CutChunk> chunks, int edges, std::size_t words, Executor& executor,
                EdgeCuts& all) {
  std::vector<CutOffsets> offsets;
  CutOffsets total;
  for (const CutChunk& chunk : chunks) {
    offsets.push_back(total);
    total.cuts += chunk.cuts.size();
    total.neurons += chunk.neurons.size();
  }
  all.cuts.reset(total.cuts);
  all.neurons.reset(total.neurons);
  all.positive.reset(total.cuts * words);
  all.neuronStart.reset(total.cuts + 1)[total.cuts] = static_cast<int>(total.neurons);
  all.firstCut.reset(static_cast<std::size_t>(edges) + 1)[edges] = static_cast<int>(total.cuts);
  executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    const auto c = static_cast<std::size_t>(task);
    placeChunk(chunks[c], offsets[c], task * kEdgesPerTask, words, all);
  });
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
  const auto count = static_cast<std::size_t>(taskCount(edges));
  if (chunks.size() < count) chunks.resize(count);
  context.executor.forEach(taskCount(edges), [&](int task) {
    CutChunk& chunk = chunks[static_cast<std::size_t>(task)];
    chunk.clear();
    EdgeCutter cutter(context, values, chunk);
    cutter.cut(task * kEdgesPerTask, std::min(edges, (task + 1) * kEdgesPerTask));
  });
  joinChunks(std::span<const CutChunk>(chunks).first(count), edges,
             static_cast<std::size_t>(values.words), context.executor, cuts);
}

void splitEdges(const SplittingState& state, const EdgeCuts& cuts, int firstVertex,
                Executor& executor, SplittingState& next) {
  const int edges = state.edgeCount();
  executor.forEach(taskCount(edges), [&](int task) {
    const int end = std::min(edges, (task + 1) * kEdgesPerTask);
    for (int e = task * kEdgesPerTask; e < end; ++e) {
      const auto parent = static_cast<std::size_t>(e);
      auto piece = static_cast<std::size_t>(cuts.firstPiece(e));
      TessellationEdge edge = state.edges[parent];
      const int to = edge.to;
      edge.leftFace = edge.rightFace = -1;
      for (int c = cuts.firstCut[e]; c < cuts.firstCut[e + 1]; ++c, ++piece) {
        const auto vertex = static_cast<std::size_t>(firstVertex + c);
        next.points[vertex] = cuts.cuts[c].point;
        next.refs[vertex] = cuts.cuts[c].ref;
        edge.to = firstVertex + c;
        next.edges[piece] = edge;
        next.edgeParents[piece] = state.edgeParents[parent];
        edge.from = edge.to;
      }
      edge.to = to;
      next.edges[piece] = edge;
      next.edgeParents[piece] = state.edgeParents[parent];
    }
  });
}

}  // namespace adamscope
