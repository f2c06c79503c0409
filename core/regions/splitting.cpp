#include "core/regions/splitting.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/check.h"

namespace adamscope {

namespace {

// Work is cut into pieces of this many rows or edges, whatever the number of workers.
constexpr int kRowsPerTask = 256;
constexpr int kEdgesPerTask = 1024;
// A cut whose position is known less well than this share of the domain is placed exactly instead,
// so that errors cannot build up along a chain of ill-conditioned cuts.
constexpr double kWorstPositionError = 1e-6;

int taskCount(int items, int perTask) { return (items + perTask - 1) / perTask; }

/// Bounds on the weights of one layer, for the error of W h + b.
struct LayerBounds {
  Vector rowNorm;  ///< |W_j|_1 for each neuron j.
  Vector bias;     ///< |b_j|.
  double gamma = 0.0;
};

LayerBounds boundsOf(const Network& network, int layer) {
  LayerBounds bounds;
  bounds.rowNorm = network.weight(layer).cwiseAbs().rowwise().sum();
  bounds.bias = network.bias(layer).cwiseAbs();
  // m products and m sums in any order, plus slack for the rounding of the bound itself.
  bounds.gamma = (network.architecture.width(layer - 1) + 8) * 1.01 * kUnitRoundoff;
  return bounds;
}

/// The exact evaluator of one task, made when it is first needed.
class LazyExact {
 public:
  explicit LazyExact(const LayerContext& context) : context_(context) {}
  ExactSlice& get() {
    if (!exact_) {
      exact_.emplace(context_.network, context_.slice, context_.domain, context_.state.masks);
    }
    return *exact_;
  }

 private:
  const LayerContext& context_;
  std::optional<ExactSlice> exact_;
};

/// Certifies one row of z in place, and sets its error and its sign bits.
void certifyRow(const LayerContext& context, const LayerBounds& bounds, int vertex,
                LayerValues& values, LazyExact& exact) {
  const auto v = static_cast<std::size_t>(vertex);
  const double largest = context.state.hidden.row(vertex).cwiseAbs().maxCoeff();
  // Denormal products may lose up to the smallest normal number each.
  const double perNorm = context.state.hiddenError[v] + bounds.gamma * largest;
  const double denormal = largest == 0.0 ? 0.0 : 1e3 * std::numeric_limits<double>::min();
  const int width = static_cast<int>(values.z.cols());
  double* z = &values.z(vertex, 0);
  std::uint64_t* positive = &values.positive[v * static_cast<std::size_t>(values.words)];
  std::uint64_t* negative = &values.negative[v * static_cast<std::size_t>(values.words)];
  double worst = 0.0;
  for (int begin = 0; begin < width; begin += 64) {
    const int end = std::min(width, begin + 64);
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    for (int j = begin; j < end; ++j) {
      const double error = bounds.rowNorm(j) * perNorm + bounds.gamma * bounds.bias(j) + denormal;
      worst = std::max(worst, error);
      up |= static_cast<std::uint64_t>(z[j] > error) << (j - begin);
      down |= static_cast<std::uint64_t>(z[j] < -error) << (j - begin);
    }
    const std::uint64_t all = end - begin == 64 ? ~0ULL : (1ULL << (end - begin)) - 1;
    for (std::uint64_t open = ~(up | down) & all; open != 0; open &= open - 1) {
      const int bit = std::countr_zero(open);
      const int j = begin + bit;
      const double error = bounds.rowNorm(j) * perNorm + bounds.gamma * bounds.bias(j) + denormal;
      if (error == 0.0) {
        z[j] = 0.0;  // every operand is exactly zero
        continue;
      }
      z[j] = exact.get().valueAt(values.layer, j, context.state.refs[v]);
      up |= static_cast<std::uint64_t>(z[j] > 0.0) << bit;
      down |= static_cast<std::uint64_t>(z[j] < 0.0) << bit;
    }
    positive[begin / 64] = up;
    negative[begin / 64] = down;
  }
  values.error[v] = worst;
}

/// The exact order of the cuts by neurons j and k along an edge, through one exact sign: is k's
/// value at j's cut still that at the edge's beginning?
int compareCuts(const LayerValues& values, const SplittingEdge& edge, const VertexRef& cutOfJ,
                int k, ExactSlice& exact) {
  const int atJ = exact.signAt(values.layer, k, cutOfJ);
  if (atJ == 0) return 0;
  const bool startsPositive = values.z(edge.from, k) > 0.0;
  return (atJ > 0) == startsPositive ? -1 : 1;  // k vanishes later: j comes first
}

/// A cut with the neuron that makes it, while an edge's cuts are sorted.
struct NeuronCut {
  int neuron = 0;
  CutVertex vertex;
};

/// The rows of values at the two ends of a segment.
struct SegmentRow {
  Eigen::Map<const Eigen::ArrayXd> a;
  Eigen::Map<const Eigen::ArrayXd> b;
};

/// The cuts of the edges of one task.
struct CutChunk {
  std::vector<int> cutsPerEdge;
  std::vector<CutVertex> cuts;
  std::vector<int> neuronsPerCut;
  std::vector<int> neurons;
};

class EdgeCutter {
 public:
  EdgeCutter(const LayerContext& context, const LayerValues& values, CutChunk& chunk)
      : context_(context),
        values_(values),
        chunk_(chunk),
        exact_(context),
        size_(context.domainSize()) {}

  void cut(int edgeId) {
    const SplittingEdge& edge = context_.state.edges[static_cast<std::size_t>(edgeId)];
    found_.clear();
    collect(edge);
    if (found_.size() > 1) sort(edge);
    append(edge);
  }

 private:
  void collect(const SplittingEdge& edge) {
    const auto upFrom = values_.positiveAt(edge.from);
    const auto upTo = values_.positiveAt(edge.to);
    const auto downFrom = values_.negativeAt(edge.from);
    const auto downTo = values_.negativeAt(edge.to);
    for (int word = 0; word < values_.words; ++word) {
      const auto w = static_cast<std::size_t>(word);
      std::uint64_t crossing = (upFrom[w] & downTo[w]) | (downFrom[w] & upTo[w]);
      for (; crossing != 0; crossing &= crossing - 1) {
        const int neuron = word * 64 + std::countr_zero(crossing);
        found_.push_back({neuron, makeCutOf(edge, neuron)});
      }
    }
  }

  CutVertex makeCutOf(const SplittingEdge& edge, int neuron) {
    const auto from = static_cast<std::size_t>(edge.from);
    const auto to = static_cast<std::size_t>(edge.to);
    const SplittingState& state = context_.state;
    const LineRef line{values_.layer, neuron, edge.left >= 0 ? edge.left : edge.right};
    const CutEnds ends{.z = {values_.z(edge.from, neuron), values_.z(edge.to, neuron)},
                       .endError = std::max(values_.error[from], values_.error[to]),
                       .a = state.refs[from],
                       .b = state.refs[to],
                       .pointA = state.points[from],
                       .pointB = state.points[to]};
    CutVertex cut = makeCut(ends, {edge.line, line}, size_, exact_.get());
    cut.a = edge.from;
    cut.b = edge.to;
    return cut;
  }

  int order(const SplittingEdge& edge, const NeuronCut& j, const NeuronCut& k) {
    if (std::abs(j.vertex.t - k.vertex.t) > j.vertex.tError + k.vertex.tError) {
      return j.vertex.t < k.vertex.t ? -1 : 1;
    }
    return compareCuts(values_, edge, j.vertex.ref, k.neuron, exact_.get());
  }

  void sort(const SplittingEdge& edge) {
    std::sort(found_.begin(), found_.end(), [&](const NeuronCut& j, const NeuronCut& k) {
      const int by = order(edge, j, k);
      return by != 0 ? by < 0 : j.neuron < k.neuron;
    });
  }

  void append(const SplittingEdge& edge) {
    int cuts = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      chunk_.neurons.push_back(found_[i].neuron);
      if (i > 0 && order(edge, found_[i - 1], found_[i]) == 0) {
        ++chunk_.neuronsPerCut.back();
        continue;
      }
      chunk_.cuts.push_back(found_[i].vertex);
      chunk_.neuronsPerCut.push_back(1);
      ++cuts;
    }
    chunk_.cutsPerEdge.push_back(cuts);
  }

  const LayerContext& context_;
  const LayerValues& values_;
  CutChunk& chunk_;
  LazyExact exact_;
  double size_;
  std::vector<NeuronCut> found_;
};

EdgeCuts joinChunks(const std::vector<CutChunk>& chunks, int edgeCount) {
  EdgeCuts all;
  all.firstCut.reserve(static_cast<std::size_t>(edgeCount) + 1);
  all.firstCut.push_back(0);
  all.neuronStart.push_back(0);
  for (const CutChunk& chunk : chunks) {
    for (const int cuts : chunk.cutsPerEdge) all.firstCut.push_back(all.firstCut.back() + cuts);
    all.cuts.insert(all.cuts.end(), chunk.cuts.begin(), chunk.cuts.end());
    for (const int n : chunk.neuronsPerCut) all.neuronStart.push_back(all.neuronStart.back() + n);
    all.neurons.insert(all.neurons.end(), chunk.neurons.begin(), chunk.neurons.end());
  }
  return all;
}

}  // namespace

LayerValues evaluateLayer(const LayerContext& context, int layer) {
  const SplittingState& state = context.state;
  const int vertices = state.vertexCount();
  const int width = context.network.architecture.width(layer);
  LayerValues values;
  values.layer = layer;
  values.words = (width + 63) / 64;
  values.z.resize(vertices, width);
  values.error.resize(static_cast<std::size_t>(vertices));
  values.positive.resize(static_cast<std::size_t>(vertices) *
                         static_cast<std::size_t>(values.words));
  values.negative.resize(values.positive.size());
  const LayerBounds bounds = boundsOf(context.network, layer);
  const WeightView weight = context.network.weight(layer);
  const BiasView bias = context.network.bias(layer);
  context.executor.forEach(taskCount(vertices, kRowsPerTask), [&](int task) {
    const int begin = task * kRowsPerTask;
    const int rows = std::min(kRowsPerTask, vertices - begin);
    values.z.middleRows(begin, rows).noalias() =
        state.hidden.middleRows(begin, rows) * weight.transpose();
    values.z.middleRows(begin, rows).rowwise() += bias.transpose();
    LazyExact exact(context);
    for (int v = begin; v < begin + rows; ++v) certifyRow(context, bounds, v, values, exact);
  });
  return values;
}

double LayerContext::domainSize() const {
  const double width = domain.xMax - domain.xMin;
  return slice.dimension() == 1 ? width : std::max(width, domain.yMax - domain.yMin);
}

CutVertex makeCut(const CutEnds& ends, const VertexRef& lines, double domainSize,
                  ExactSlice& exact) {
  const double sizeA = std::abs(ends.z.a);
  const double sizeB = std::abs(ends.z.b);
  const double dx = ends.pointB.x - ends.pointA.x;
  const double dy = ends.pointB.y - ends.pointA.y;
  CutVertex cut;
  cut.ref = lines;
  cut.t = sizeA / (sizeA + sizeB);
  // With exact sizes A, B: |t - A/(A+B)| <= endError / (A + B), and A + B >= sizes - 2 endError.
  const double least = sizeA + sizeB - 2.0 * ends.endError;
  const bool isUsable = least > 0.0 && std::isfinite(least);
  cut.tError = isUsable ? ends.endError / least + 8.0 * kUnitRoundoff : 1.0;
  const double positionError = cut.tError * (std::abs(dx) + std::abs(dy));
  if (!std::isfinite(cut.t) || !(positionError <= kWorstPositionError * domainSize)) {
    const LineRef& line = lines.second;
    cut.t = exact.fractionAt(line.layer, line.neuron, ends.a, ends.b);
    cut.tError = 32.0 * kUnitRoundoff;
  }
  cut.point = {ends.pointA.x + cut.t * dx, ends.pointA.y + cut.t * dy};
  return cut;
}

EdgeCuts cutEdges(const LayerContext& context, const LayerValues& values) {
  const int edges = context.state.edgeCount();
  std::vector<CutChunk> chunks(static_cast<std::size_t>(taskCount(edges, kEdgesPerTask)));
  context.executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    EdgeCutter cutter(context, values, chunks[static_cast<std::size_t>(task)]);
    const int end = std::min(edges, (task + 1) * kEdgesPerTask);
    for (int e = task * kEdgesPerTask; e < end; ++e) cutter.cut(e);
  });
  return joinChunks(chunks, edges);
}

namespace {

/// Settles the entries of a row that its error bound does not: true zeros become 0.0, the others
/// their exact values.
void settleRow(const SegmentRow& ends, double endError, const CutVertex& cut, LazyExact& exact,
               int layer, Eigen::Map<Eigen::ArrayXd>& z) {
  for (Eigen::Index j = 0; j < z.size(); ++j) {
    const SegmentValues segment{ends.a[j], ends.b[j]};
    if (std::abs(z[j]) > interpolationError(segment, endError, cut.tError)) continue;  // not NaN
    const bool vanishes = (segment.a == 0.0 && segment.b == 0.0) || j == cut.ref.second.neuron;
    z[j] = vanishes ? 0.0 : exact.get().valueAt(layer, static_cast<int>(j), cut.ref);
  }
}

}  // namespace

void fillCutRows(const LayerContext& context, std::span<const CutVertex> cuts, int first,
                 LayerValues& values) {
  LazyExact exact(context);
  const Eigen::Index width = values.z.cols();
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const CutVertex& cut = cuts[i];
    const auto row = static_cast<std::size_t>(first) + i;
    const SegmentRow ends{{&values.z(cut.a, 0), width}, {&values.z(cut.b, 0), width}};
    Eigen::Map<Eigen::ArrayXd> z(&values.z(static_cast<Eigen::Index>(row), 0), width);
    const double endError = std::max(values.error[static_cast<std::size_t>(cut.a)],
                                     values.error[static_cast<std::size_t>(cut.b)]);
    z = (1.0 - cut.t) * ends.a + cut.t * ends.b;
    // Monotone in |a - b| and |a| + |b|, so the largest of each bounds the whole row.
    const double span = (ends.a - ends.b).abs().maxCoeff();
    const double size = (ends.a.abs() + ends.b.abs()).maxCoeff();
    const double worst =
        endError + cut.tError * (span + 2.0 * endError) + 4.0 * kUnitRoundoff * size;
    values.error[row] = worst;
    z[cut.ref.second.neuron] = 0.0;
    // Counted this way round because a NaN (from values beyond the range of double) is not settled.
    if ((z.abs() > worst).count() + 1 < width)
      settleRow(ends, endError, cut, exact, values.layer, z);
  }
}

}  // namespace adamscope
