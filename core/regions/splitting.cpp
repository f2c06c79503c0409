#include "core/regions/splitting.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/check.h"
#include "core/regions/row_kernels.h"

namespace adamscope {

namespace {

// Work is cut into pieces of this many rows or edges, whatever the number of workers.
constexpr int kRowsPerTask = 256;
constexpr int kEdgesPerTask = 1024;
// A cut whose position is known less well than this share of the domain is placed exactly instead,
// so that errors cannot build up along a chain of ill-conditioned cuts.
constexpr double kWorstPositionError = 1e-5;

int taskCount(int items, int perTask) { return (items + perTask - 1) / perTask; }

/// Bounds on the weights of one layer, for the error of W h + b.
struct LayerBounds {
  Eigen::ArrayXd rowNorm;    ///< |W_j|_1 for each neuron j.
  Eigen::ArrayXd biasError;  ///< gamma |b_j|.
  double gamma = 0.0;
};

LayerBounds boundsOf(const Network& network, int layer) {
  LayerBounds bounds;
  // m products and m sums in any order, plus slack for the rounding of the bound itself.
  bounds.gamma = (network.architecture.width(layer - 1) + 8) * 1.01 * kUnitRoundoff;
  bounds.rowNorm = network.weight(layer).cwiseAbs().rowwise().sum().array();
  bounds.biasError = bounds.gamma * network.bias(layer).cwiseAbs().array();
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

/// Certifies rows of z, and sets their errors and sign bits.
class RowCertifier {
 public:
  RowCertifier(const LayerContext& context, const LayerBounds& bounds, LayerValues& values)
      : context_(context), bounds_(bounds), values_(values), exact_(context) {}

  void certify(int vertex) {
    const auto v = static_cast<std::size_t>(vertex);
    const double largest = context_.state.hidden.row(vertex).cwiseAbs().maxCoeff();
    const double perNorm = context_.state.hiddenError[v] + bounds_.gamma * largest;
    // Denormal products may lose up to the smallest normal number each.
    const double denormal = largest == 0.0 ? 0.0 : 1e3 * std::numeric_limits<double>::min();
    error_ = bounds_.rowNorm * perNorm + bounds_.biasError + denormal;
    values_.error[v] = error_.maxCoeff();
    MutableRowArray z(&values_.z(vertex, 0), values_.z.cols());
    // A sum shows a NaN or an infinity, from values beyond the range of double; a minimum may not.
    const bool finite = std::isfinite(values_.error[v]) && std::isfinite(z.sum());
    if (!finite || !((z.abs() - error_).minCoeff() > 0.0)) settle(vertex, z);
    setBits(v, z);
  }

 private:
  /// Replaces what the bound leaves open by the true value.
  void settle(int vertex, MutableRowArray& z) {
    for (Eigen::Index j = 0; j < z.size(); ++j) {
      if (std::abs(z[j]) > error_[j]) continue;
      // No error at all: every operand is exactly zero.
      z[j] = error_[j] == 0.0 ? 0.0
                              : exact_.get()
                                    .valueAt(values_.layer, static_cast<int>(j),
                                             context_.state.refs[static_cast<std::size_t>(vertex)])
                                    .value;
    }
  }

  void setBits(std::size_t vertex, const MutableRowArray& z) {
    const int width = static_cast<int>(z.size());
    std::uint64_t* positive = &values_.positive[vertex * static_cast<std::size_t>(values_.words)];
    std::uint64_t* negative = &values_.negative[vertex * static_cast<std::size_t>(values_.words)];
    for (int begin = 0; begin < width; begin += 64) {
      const int count = std::min(64, width - begin);
      const double* part = z.data() + begin;
      const std::uint64_t all = count == 64 ? ~0ULL : (1ULL << count) - 1;
      const std::uint64_t up = positiveBits(part, count);
      std::uint64_t down = ~up & all;
      for (std::uint64_t rest = down; rest != 0; rest &= rest - 1) {
        const int bit = std::countr_zero(rest);
        if (part[bit] == 0.0) down &= ~(1ULL << bit);
      }
      positive[begin / 64] = up;
      negative[begin / 64] = down;
    }
  }

  const LayerContext& context_;
  const LayerBounds& bounds_;
  LayerValues& values_;
  LazyExact exact_;
  Eigen::ArrayXd error_;
};

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
  RowArray a;
  RowArray b;
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
    RowCertifier certifier(context, bounds, values);
    for (int v = begin; v < begin + rows; ++v) certifier.certify(v);
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
    const CertifiedValue fraction = exact.fractionAt(line.layer, line.neuron, ends.a, ends.b);
    cut.t = fraction.value;
    cut.tError = fraction.relativeError + 32.0 * kUnitRoundoff;
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
/// their true values.
void settleRow(const SegmentRow& ends, double endError, const CutVertex& cut, LazyExact& exact,
               int layer, MutableRowArray& z) {
  for (Eigen::Index j = 0; j < z.size(); ++j) {
    const SegmentValues segment{ends.a[j], ends.b[j]};
    if (std::abs(z[j]) > interpolationError(segment, endError, cut.tError)) continue;
    const bool vanishes = (segment.a == 0.0 && segment.b == 0.0) || j == cut.ref.second.neuron;
    z[j] = vanishes ? 0.0 : exact.get().valueAt(layer, static_cast<int>(j), cut.ref).value;
  }
}

}  // namespace

void fillCutRows(const LayerContext& context, std::span<const CutVertex> cuts, int first,
                 LayerValues& values) {
  LazyExact exact(context);
  const Eigen::Index width = values.z.cols();
  Eigen::ArrayXd scratch(width);
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const CutVertex& cut = cuts[i];
    const auto row = static_cast<std::size_t>(first) + i;
    const SegmentRow ends{{&values.z(cut.a, 0), width}, {&values.z(cut.b, 0), width}};
    MutableRowArray z(&values.z(static_cast<Eigen::Index>(row), 0), width);
    const double endError = std::max(values.error[static_cast<std::size_t>(cut.a)],
                                     values.error[static_cast<std::size_t>(cut.b)]);
    const int zero = cut.ref.second.neuron;
    const LineRef& through = cut.ref.first;  // of this layer too if the cut is inside a face
    const int otherZero = through.layer == values.layer ? through.neuron : zero;
    const InterpolatedRow filled =
        interpolateRow(ends.a, ends.b, cut, endError, zero, otherZero, scratch, z);
    values.error[row] = filled.error;
    if (!filled.certain) settleRow(ends, endError, cut, exact, values.layer, z);
  }
}

}  // namespace adamscope
