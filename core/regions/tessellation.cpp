#include "core/regions/tessellation.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/check.h"
#include "core/regions/face_splitter.h"
#include "core/regions/splitting.h"

namespace adamscope {

namespace {

// Faces are split in pieces of work of this size, whatever the number of workers.
constexpr int kFacesPerTask = 128;
constexpr int kVerticesPerTask = 256;

/// The exponents e of a scaling z_{l,j} = 2^e[l][j] z'_{l,j}, and the scalings that are ruled out.
struct Scaling {
  std::vector<std::vector<int>> exponents;  ///< [l][j], l = 0..H; the input is not scaled.
  std::vector<std::vector<bool>> isFixed;   ///< [l][j]: the exponent must stay 0.
};

/// Whether x * 2^power loses nothing.
bool isExactScaling(double x, int power) {
  // The usual case without a library call: x and the result far inside the normal numbers.
  const int exponent = static_cast<int>((std::bit_cast<std::uint64_t>(x) >> 52) & 0x7FF) - 1023;
  if (exponent > -1000 && exponent < 1000 && exponent + power > -1000 && exponent + power < 1000) {
    return true;
  }
  const double y = std::ldexp(x, power);
  return std::isfinite(y) && std::ldexp(y, -power) == x;
}

/// 2^power times x, where isExactScaling.
double scaledBy(double x, int power) {
  if (power <= -1000 || power >= 1000) return std::ldexp(x, power);
  return x * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// The least e with |x| < 2^e for a normal x; a bound for a subnormal one.
int exponentOf(double x) {
  return static_cast<int>((std::bit_cast<std::uint64_t>(x) >> 52) & 0x7FF) - 1022;
}

/// Scales row j of layer l, with the factors of its inputs, to weights of about 1. If that would
/// lose bits, fixes one neuron of the two layers and returns false.
bool scaleRow(int layer, int j, Scaling& scaling, Network& scaled) {
  const auto l = static_cast<std::size_t>(layer);
  const std::vector<int>& below = scaling.exponents[l - 1];
  MutableWeightView weight = scaled.weight(layer);
  double& bias = scaled.bias(layer)(j);
  constexpr int kNone = std::numeric_limits<int>::min();
  int exponent = bias == 0.0 ? kNone : exponentOf(bias);
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    if (weight(j, k) == 0.0) continue;
    exponent = std::max(exponent, exponentOf(weight(j, k)) + below[static_cast<std::size_t>(k)]);
  }
  if (exponent == kNone || scaling.isFixed[l][static_cast<std::size_t>(j)]) exponent = 0;
  const auto refuse = [&](std::size_t lost, std::size_t neuron) {
    scaling.isFixed[lost][neuron] = true;
    return false;
  };
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    const int by = below[static_cast<std::size_t>(k)];
    if (isExactScaling(weight(j, k), by - exponent)) continue;
    return by != 0 ? refuse(l - 1, static_cast<std::size_t>(k))
                   : refuse(l, static_cast<std::size_t>(j));
  }
  if (!isExactScaling(bias, -exponent)) return refuse(l, static_cast<std::size_t>(j));
  for (Eigen::Index k = 0; k < weight.cols(); ++k) {
    weight(j, k) = scaledBy(weight(j, k), below[static_cast<std::size_t>(k)] - exponent);
  }
  bias = scaledBy(bias, -exponent);
  scaling.exponents[l][static_cast<std::size_t>(j)] = exponent;
  return true;
}

/// The same hidden neurons, each times a power of two so that its weights are about 1. ReLU and
/// leaky ReLU commute with positive factors, and powers of two are exact, so no region changes; but
/// one error bound per vertex now fits all neurons of a layer, and weights whose products over the
/// layers leave the range of double do no harm. A factor that would not be exact is left out: each
/// attempt below fixes one neuron, and with all of them fixed the network is as it was. The output
/// layer, which no region depends on, stays as it is.
Network equilibrate(const Network& network) {
  const Architecture& shape = network.architecture;
  const int hidden = shape.hiddenLayerCount();
  Scaling scaling;
  for (int layer = 0; layer <= hidden; ++layer) {
    const auto width = static_cast<std::size_t>(shape.width(layer));
    scaling.exponents.emplace_back(width, 0);
    scaling.isFixed.emplace_back(width, false);
  }
  for (int layer = 1; layer <= hidden;) {
    Network scaled = network;
    bool isExact = true;
    for (layer = 1; isExact && layer <= hidden; ++layer) {
      for (int j = 0; isExact && j < shape.width(layer); ++j) {
        isExact = scaleRow(layer, j, scaling, scaled);
      }
    }
    if (isExact) return scaled;
    layer = 1;
  }
  return network;
}

/// Words that one layer's bits take in a pattern; each layer starts a new word.
int layerWords(int width) { return (width + 63) / 64; }

LevelMasks emptyMasks(const Architecture& shape) {
  LevelMasks masks;
  masks.bitOffset.assign(static_cast<std::size_t>(shape.hiddenLayerCount()) + 2, 0);
  for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    masks.bitOffset[l + 1] = masks.bitOffset[l] + 64 * layerWords(shape.width(layer));
  }
  masks.words = Tessellation::maskWordCount(shape);
  masks.levels.emplace_back(static_cast<std::size_t>(masks.words), 0);
  return masks;
}

/// h_0, the input, at the vertices, with bounds on its rounding error.
void setInputs(const InputSlice& slice, SplittingState& state) {
  const Eigen::Index inputs = slice.origin.size();
  state.hidden.resize(state.vertexCount(), inputs);
  for (int v = 0; v < state.vertexCount(); ++v) {
    const SlicePoint p = state.points[static_cast<std::size_t>(v)];
    double worst = 0.0;
    for (Eigen::Index i = 0; i < inputs; ++i) {
      const double along = slice.directions(i, 0) * p.x;
      const double across = slice.dimension() == 2 ? slice.directions(i, 1) * p.y : 0.0;
      state.hidden(v, i) = slice.origin(i) + along + across;
      worst = std::max(worst, std::abs(slice.origin(i)) + std::abs(along) + std::abs(across));
    }
    state.hiddenError.push_back(8.0 * kUnitRoundoff * worst);
  }
}

SplittingState rectangle(const Architecture& shape, const InputSlice& slice,
                         const SliceDomain& domain) {
  SplittingState state;
  state.points = {{domain.xMin, domain.yMin},
                  {domain.xMax, domain.yMin},
                  {domain.xMax, domain.yMax},
                  {domain.xMin, domain.yMax}};
  const auto side = [](int index) { return LineRef{0, index, 0}; };
  state.refs = {{side(3), side(0)}, {side(0), side(1)}, {side(1), side(2)}, {side(2), side(3)}};
  for (int k = 0; k < 4; ++k) state.edges.push_back({k, (k + 1) % 4, 0, -1, side(k)});
  state.loopStart = {0, 4};
  state.loopVertices = {0, 1, 2, 3};
  state.loopEdges = {0, 1, 2, 3};
  state.masks = emptyMasks(shape);
  setInputs(slice, state);
  return state;
}

/// In one dimension the "edges" of the state are the regions themselves, on the line t = 0.
SplittingState interval(const Architecture& shape, const InputSlice& slice,
                        const SliceDomain& domain) {
  SplittingState state;
  state.points = {{domain.xMin, 0.0}, {domain.xMax, 0.0}};
  const LineRef bottom{0, 0, 0};
  state.refs = {{bottom, {0, 3, 0}}, {bottom, {0, 1, 0}}};
  state.edges.push_back({0, 1, 0, -1, bottom});
  state.masks = emptyMasks(shape);
  setInputs(slice, state);
  return state;
}

/// Appends the vertices that cut the edges, and makes room for their rows in `values`.
void appendVertices(const std::vector<CutVertex>& cuts, SplittingState& next) {
  for (const CutVertex& cut : cuts) {
    next.points.push_back(cut.point);
    next.refs.push_back(cut.ref);
  }
}

/// Replaces every edge by its pieces between the cuts.
void splitEdges(const SplittingState& state, const EdgeCuts& cuts, SplittingState& next) {
  next.edges.reserve(state.edges.size() + cuts.cuts.size());
  for (int e = 0; e < state.edgeCount(); ++e) {
    const SplittingEdge& edge = state.edges[static_cast<std::size_t>(e)];
    int from = edge.from;
    for (int i = 0; i < cuts.cutCount(e); ++i) {
      const int to = state.vertexCount() + cuts.firstCut[static_cast<std::size_t>(e)] + i;
      next.edges.push_back({from, to, -1, -1, edge.line});
      from = to;
    }
    next.edges.push_back({from, edge.to, -1, -1, edge.line});
  }
}

/// Turns the ids of a chunk (negative: local) into those of the next state.
struct ChunkOffsets {
  int vertices = 0;
  int edges = 0;
  int faces = 0;
  int loops = 0;
};

std::vector<ChunkOffsets> offsetsOf(const std::vector<FaceChunk>& chunks, int firstVertex,
                                    int firstEdge) {
  std::vector<ChunkOffsets> offsets;
  ChunkOffsets at{firstVertex, firstEdge, 0, 0};
  for (const FaceChunk& chunk : chunks) {
    offsets.push_back(at);
    at.vertices += static_cast<int>(chunk.vertices.size());
    at.edges += static_cast<int>(chunk.edges.size());
    at.faces += static_cast<int>(chunk.faceCount());
    at.loops += static_cast<int>(chunk.loopVertices.size());
  }
  offsets.push_back(at);
  return offsets;
}

/// h_l = relu(z_l) row by row, with the error bound of each row.
void activate(const LayerContext& context, const LayerValues& values, int vertex,
              SplittingState& next) {
  const double slope = context.network.architecture.leakySlope;
  const auto v = static_cast<std::size_t>(vertex);
  next.hidden.row(vertex) = values.z.row(vertex).cwiseMax(slope * values.z.row(vertex));
  if ((next.hidden.row(vertex).array() == 0.0).all()) {
    next.hiddenError[v] = 0.0;  // true zeros: the next layer's values are exactly its biases
    return;
  }
  const double rounding =
      slope == 0.0 ? 0.0 : 2.0 * kUnitRoundoff * values.z.row(vertex).cwiseAbs().maxCoeff();
  next.hiddenError[v] = values.error[v] + rounding;
}

/// h_l for all vertices of `next`, from z_l at the `oldCount` vertices before this layer.
void advanceHidden(const LayerContext& context, const EdgeCuts& cuts,
                   const std::vector<FaceChunk>& chunks, LayerValues& values,
                   SplittingState& next) {
  const int oldCount = static_cast<int>(values.z.rows());
  values.z.conservativeResize(next.vertexCount(), Eigen::NoChange);
  values.error.resize(static_cast<std::size_t>(next.vertexCount()));
  const auto cutCount = cuts.cuts.size();
  const int cutTasks = static_cast<int>((cutCount + kVerticesPerTask - 1) / kVerticesPerTask);
  context.executor.forEach(cutTasks, [&](int task) {
    const std::size_t begin = static_cast<std::size_t>(task) * kVerticesPerTask;
    const std::size_t count = std::min<std::size_t>(kVerticesPerTask, cutCount - begin);
    fillCutRows(context, std::span(cuts.cuts).subspan(begin, count),
                oldCount + static_cast<int>(begin), values);
  });
  const std::vector<ChunkOffsets> first =
      offsetsOf(chunks, oldCount + static_cast<int>(cutCount), 0);
  context.executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    const auto c = static_cast<std::size_t>(task);
    fillCutRows(context, chunks[c].vertices, first[c].vertices, values);
  });
  next.hidden.resize(values.z.rows(), values.z.cols());
  next.hiddenError.resize(static_cast<std::size_t>(next.vertexCount()));
  const int tasks = (next.vertexCount() + kVerticesPerTask - 1) / kVerticesPerTask;
  context.executor.forEach(tasks, [&](int task) {
    const int end = std::min((task + 1) * kVerticesPerTask, next.vertexCount());
    for (int v = task * kVerticesPerTask; v < end; ++v) activate(context, values, v, next);
  });
}

void placeChunk(FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next,
                std::vector<std::uint64_t>& masks) {
  const auto vertexId = [&](int id) { return id >= 0 ? id : offset.vertices + ~id; };
  const auto edgeId = [&](int id) { return id >= 0 ? id : offset.edges + ~id; };
  for (std::size_t i = 0; i < chunk.vertices.size(); ++i) {
    const auto v = static_cast<std::size_t>(offset.vertices) + i;
    chunk.vertices[i].a = vertexId(chunk.vertices[i].a);
    chunk.vertices[i].b = vertexId(chunk.vertices[i].b);
    next.points[v] = chunk.vertices[i].point;
    next.refs[v] = chunk.vertices[i].ref;
  }
  for (std::size_t i = 0; i < chunk.edges.size(); ++i) {
    const FaceChunk::NewEdge& edge = chunk.edges[i];
    next.edges[static_cast<std::size_t>(offset.edges) + i] = {vertexId(edge.from),
                                                              vertexId(edge.to), -1, -1, edge.line};
  }
  std::copy(chunk.masks.begin(), chunk.masks.end(),
            masks.begin() + static_cast<std::ptrdiff_t>(offset.faces) * next.masks.words);
  int loop = offset.loops;
  for (std::size_t f = 0; f < chunk.faceCount(); ++f) {
    next.loopStart[static_cast<std::size_t>(offset.faces) + f] = loop;
    loop += chunk.loopLengths[f];
  }
  for (std::size_t k = 0; k < chunk.loopVertices.size(); ++k) {
    const auto at = static_cast<std::size_t>(offset.loops) + k;
    next.loopVertices[at] = vertexId(chunk.loopVertices[k]);
    next.loopEdges[at] = edgeId(chunk.loopEdges[k]);
  }
}

/// Every edge learns its faces; an edge's two faces write different fields.
void linkFaces(SplittingState& state, Executor& executor) {
  executor.forEach((state.faceCount() + 1023) / 1024, [&](int task) {
    const int end = std::min(state.faceCount(), (task + 1) * 1024);
    for (int face = task * 1024; face < end; ++face) {
      const auto f = static_cast<std::size_t>(face);
      for (int k = state.loopStart[f]; k < state.loopStart[f + 1]; ++k) {
        const auto i = static_cast<std::size_t>(k);
        SplittingEdge& edge = state.edges[static_cast<std::size_t>(state.loopEdges[i])];
        (edge.from == state.loopVertices[i] ? edge.left : edge.right) = face;
      }
    }
  });
}

/// The state after a layer, from the pieces of all faces.
SplittingState assemble(SplittingState& state, const EdgeCuts& cuts, std::vector<FaceChunk>& chunks,
                        Executor& executor) {
  SplittingState next;
  splitEdges(state, cuts, next);
  next.points = std::move(state.points);
  next.refs = std::move(state.refs);
  next.masks = std::move(state.masks);
  appendVertices(cuts.cuts, next);
  const std::vector<ChunkOffsets> offsets =
      offsetsOf(chunks, static_cast<int>(next.points.size()), static_cast<int>(next.edges.size()));
  const ChunkOffsets& total = offsets.back();
  next.points.resize(static_cast<std::size_t>(total.vertices));
  next.refs.resize(static_cast<std::size_t>(total.vertices));
  next.edges.resize(static_cast<std::size_t>(total.edges));
  next.loopStart.resize(static_cast<std::size_t>(total.faces) + 1);
  next.loopStart.back() = total.loops;
  next.loopVertices.resize(static_cast<std::size_t>(total.loops));
  next.loopEdges.resize(static_cast<std::size_t>(total.loops));
  std::vector<std::uint64_t> masks(static_cast<std::size_t>(total.faces) *
                                   static_cast<std::size_t>(next.masks.words));
  executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    const auto c = static_cast<std::size_t>(task);
    placeChunk(chunks[c], offsets[c], next, masks);
  });
  next.masks.levels.push_back(std::move(masks));
  linkFaces(next, executor);
  return next;
}

/// Splits all faces at once; false, with useless chunks, if there are more than maxRegions.
bool splitFacesTogether(const LayerContext& context, const LayerValues& values,
                        const EdgeCuts& cuts, std::size_t maxRegions,
                        std::vector<FaceChunk>& chunks) {
  const int faces = context.state.faceCount();
  chunks.assign(static_cast<std::size_t>((faces + kFacesPerTask - 1) / kFacesPerTask), {});
  std::atomic<std::size_t> total = 0;
  context.executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    FaceSplitter splitter(context, values, cuts);
    const int end = std::min(faces, (task + 1) * kFacesPerTask);
    FaceChunk& chunk = chunks[static_cast<std::size_t>(task)];
    for (int f = task * kFacesPerTask; f < end && total <= maxRegions; ++f) {
      const std::size_t before = chunk.faceCount();
      const bool complete = splitter.split(f, maxRegions, chunk);
      total += complete ? chunk.faceCount() - before : maxRegions + 1;
    }
  });
  return total <= maxRegions;
}

/// Splits the faces one after the other until there are maxRegions; the rest stays whole.
void splitFacesUpTo(const LayerContext& context, const LayerValues& values, const EdgeCuts& cuts,
                    std::size_t maxRegions, std::vector<FaceChunk>& chunks) {
  const auto faces = static_cast<std::size_t>(context.state.faceCount());
  chunks.assign(1, {});
  FaceSplitter splitter(context, values, cuts);
  for (std::size_t f = 0; f < faces; ++f) {
    const std::size_t others = chunks[0].faceCount() + (faces - f - 1);
    const std::size_t budget = maxRegions > others ? maxRegions - others : 1;
    splitter.split(static_cast<int>(f), std::max<std::size_t>(1, budget), chunks[0]);
  }
}

/// Splits a rectangle by all layers; returns whether nothing was left out.
bool splitPlane(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                std::size_t maxRegions, Executor& executor, SplittingState& state) {
  const int layers = network.architecture.hiddenLayerCount();
  for (int layer = 1; layer <= layers; ++layer) {
    const LayerContext context{network, slice, domain, state, executor};
    LayerValues values = evaluateLayer(context, layer);
    const EdgeCuts cuts = cutEdges(context, values);
    std::vector<FaceChunk> chunks;
    const bool complete = splitFacesTogether(context, values, cuts, maxRegions, chunks);
    if (!complete) splitFacesUpTo(context, values, cuts, maxRegions, chunks);
    SplittingState next = assemble(state, cuts, chunks, executor);
    if (!complete || layer == layers) {
      state = std::move(next);
      return complete;
    }
    advanceHidden({network, slice, domain, next, executor}, cuts, chunks, values, next);
    state = std::move(next);
  }
  return true;
}

/// Patterns of the intervals between the cuts of one layer.
void extendIntervalMasks(const LayerValues& values, const SplittingState& before,
                         const EdgeCuts& cuts, SplittingState& next) {
  const auto words = static_cast<std::size_t>(next.masks.words);
  const auto layer = static_cast<std::size_t>(values.layer);
  const auto offset = static_cast<std::size_t>(next.masks.bitOffset[layer]);
  const std::vector<std::uint64_t>& below = next.masks.levels[layer - 1];
  std::vector<std::uint64_t> masks(next.edges.size() * words);
  for (int parent = 0; parent < before.edgeCount(); ++parent) {
    for (int i = 0; i <= cuts.cutCount(parent); ++i) {
      const auto piece = static_cast<std::size_t>(cuts.firstPiece(parent) + i);
      const auto source =
          below.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(parent) * words);
      std::copy(source, source + static_cast<std::ptrdiff_t>(words),
                masks.begin() + static_cast<std::ptrdiff_t>(piece * words));
      const SplittingEdge& edge = next.edges[piece];
      for (Eigen::Index j = 0; j < values.z.cols(); ++j) {
        if (values.z(edge.from, j) <= 0.0 && values.z(edge.to, j) <= 0.0) continue;
        const std::size_t bit = offset + static_cast<std::size_t>(j);
        masks[piece * words + bit / 64] |= 1ULL << (bit % 64);
      }
    }
  }
  next.masks.levels.push_back(std::move(masks));
}

/// Splits an interval by all layers; returns whether nothing was left out.
bool splitInterval(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                   std::size_t maxRegions, Executor& executor, SplittingState& state) {
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    const LayerContext context{network, slice, domain, state, executor};
    LayerValues values = evaluateLayer(context, layer);
    const EdgeCuts cuts = cutEdges(context, values);
    if (state.edges.size() + cuts.cuts.size() > maxRegions) return false;
    SplittingState next;
    splitEdges(state, cuts, next);
    next.points = state.points;
    next.refs = state.refs;
    next.masks = state.masks;
    appendVertices(cuts.cuts, next);
    for (std::size_t e = 0; e < next.edges.size(); ++e) next.edges[e].left = static_cast<int>(e);
    advanceHidden(context, cuts, {}, values, next);
    extendIntervalMasks(values, state, cuts, next);
    state = std::move(next);
  }
  return true;
}

/// Regions, separators and patterns of a split interval, from left to right.
void publishInterval(const SplittingState& state, Tessellation& result) {
  result.loopStart = {0};
  for (int e = 0; e < state.edgeCount(); ++e) {
    const SplittingEdge& piece = state.edges[static_cast<std::size_t>(e)];
    result.loopVertices.push_back(piece.from);
    result.loopVertices.push_back(piece.to);
    result.loopStart.push_back(static_cast<int>(result.loopVertices.size()));
    // The vertex's second line is the neuron (or the side) that separates here.
    const auto separator = [&](int vertex, int left, int right) {
      const LineRef& line = state.refs[static_cast<std::size_t>(vertex)].second;
      result.edges.push_back({vertex, vertex, left, right, line.layer, line.neuron});
    };
    if (e == 0) separator(piece.from, -1, 0);
    separator(piece.to, e, e + 1 < state.edgeCount() ? e + 1 : -1);
  }
  for (int e = 0; e < state.edgeCount(); ++e) {  // region e lies between separators e and e+1
    result.loopEdges.push_back(e);
    result.loopEdges.push_back(e + 1);
  }
}

void publishPlane(SplittingState& state, Executor& executor, Tessellation& result) {
  result.loopStart = std::move(state.loopStart);
  result.loopVertices = std::move(state.loopVertices);
  result.loopEdges = std::move(state.loopEdges);
  result.edges.resize(state.edges.size());
  const int edges = state.edgeCount();
  executor.forEach((edges + 4095) / 4096, [&](int task) {
    const int end = std::min(edges, (task + 1) * 4096);
    for (int i = task * 4096; i < end; ++i) {
      const auto e = static_cast<std::size_t>(i);
      const SplittingEdge& edge = state.edges[e];
      result.edges[e] = {edge.from,  edge.to,         edge.left,
                         edge.right, edge.line.layer, edge.line.neuron};
    }
  });
}

}  // namespace

int Tessellation::maskWordCount(const Architecture& architecture) {
  int words = 0;
  for (int l = 1; l <= architecture.hiddenLayerCount(); ++l) {
    words += layerWords(architecture.width(l));
  }
  return std::max(1, words);
}

int Tessellation::maskBit(int layer, int neuron) const {
  int bit = neuron;
  for (int l = 1; l < layer; ++l) bit += 64 * layerWords(architecture.width(l));
  return bit;
}

bool Tessellation::isActive(int face, int layer, int neuron) const {
  const auto bit = static_cast<std::size_t>(maskBit(layer, neuron));
  return ((mask(face)[bit / 64] >> (bit % 64)) & 1U) != 0;
}

std::span<const std::uint64_t> Tessellation::mask(int face) const {
  const auto words = static_cast<std::size_t>(maskWords);
  return {masks.data() + static_cast<std::size_t>(face) * words, words};
}

std::span<const int> Tessellation::faceVertices(int face) const {
  const auto f = static_cast<std::size_t>(face);
  const auto begin = static_cast<std::size_t>(loopStart[f]);
  return {loopVertices.data() + begin, static_cast<std::size_t>(loopStart[f + 1]) - begin};
}

std::span<const int> Tessellation::faceEdges(int face) const {
  const auto f = static_cast<std::size_t>(face);
  const auto begin = static_cast<std::size_t>(loopStart[f]);
  return {loopEdges.data() + begin, static_cast<std::size_t>(loopStart[f + 1]) - begin};
}

std::size_t Tessellation::reportedEdgeCount() const {
  return slice.dimension() == 1 ? static_cast<std::size_t>(faceCount()) : edges.size();
}

Tessellation tessellate(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                        const TessellationOptions& options) {
  ADAMSCOPE_CHECK(slice.origin.size() == network.architecture.inputCount(),
                  "the slice must lie in the network's input space");
  ADAMSCOPE_CHECK(network.parameters.allFinite(), "all parameters must be finite");
  ADAMSCOPE_CHECK(domain.validate().ok(), "the domain must be a finite rectangle");
  SerialExecutor serial;
  Executor& executor = options.executor != nullptr ? *options.executor : serial;
  const Network scaled = equilibrate(network);
  const std::size_t cap = std::max<std::size_t>(1, options.maxRegions);
  const bool flat = slice.dimension() == 1;
  SplittingState state = flat ? interval(network.architecture, slice, domain)
                              : rectangle(network.architecture, slice, domain);
  Tessellation result{.architecture = network.architecture, .slice = slice, .domain = domain};
  result.exact = flat ? splitInterval(scaled, slice, domain, cap, executor, state)
                      : splitPlane(scaled, slice, domain, cap, executor, state);
  if (flat) {
    publishInterval(state, result);
  } else {
    publishPlane(state, executor, result);
  }
  result.vertices = std::move(state.points);
  result.maskWords = state.masks.words;
  result.masks = std::move(state.masks.levels.back());
  return result;
}

}  // namespace adamscope
