// The state of a tessellation while it is split layer by layer, and the parts of one layer's work:
//
//   evaluateLayer   z_l at all vertices, each sign certified or computed exactly (layer_values.h)
//   cutEdges        where each edge is cut, in exact order along it             (edge_cutter.h)
//   FaceSplitter    chords between the cuts, face by face                      (face_splitter.h)
//   extendValues    z_l at the vertices that the layer itself makes             (vertex_rows.h)
//
// Floating-point values carry a bound on their distance to the exact value at the exact vertex. The
// signs of the old vertices are certified; those of new vertices need no arithmetic: they follow
// from the exact order of the cuts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/base/grow_buffer.h"
#include "core/network/network.h"
#include "core/regions/exact_slice.h"
#include "core/regions/input_slice.h"
#include "core/regions/row_block.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// Half a unit in the last place of 1: bound on the relative error of one operation.
inline constexpr double kUnitRoundoff = 0x1.0p-53;

/// How many vertices, edges, faces and corners of loops there are.
struct ComplexSize {
  int vertices = 0;
  int edges = 0;
  int faces = 0;
  int loops = 0;
};

/// The complex after some layers. Vertices only ever get appended. The arrays may be longer than
/// `size` says: setting memory of earlier calls again would take time.
struct SplittingState {
  ComplexSize size;
  std::vector<SlicePoint> points;
  std::vector<VertexRef> refs;
  std::vector<TessellationEdge> edges;
  std::vector<int> edgeParents;  ///< The parent face that names each edge's line.
  /// Loops as in Tessellation.
  std::vector<int> loopStart;
  std::vector<int> loopVertices;
  std::vector<int> loopEdges;
  /// masks.levels[l] are the patterns of this state's faces after l layers.
  LevelMasks masks;

  int vertexCount() const { return size.vertices; }
  int edgeCount() const { return size.edges; }
  int faceCount() const { return size.faces; }
  /// Makes room for a complex of this size.
  void setSize(const ComplexSize& newSize);
  LineRef lineOf(int edge) const {
    const auto e = static_cast<std::size_t>(edge);
    return {edges[e].layer, edges[e].neuron, edgeParents[e]};
  }
};

/// z_l at the vertices, with certified signs: a stored value has the true sign, and a stored 0.0 is
/// a true zero, at the vertices that the layer found; at those that it made the bits alone have the
/// true sign. Layer 0 is the input, all of whose bits are set.
struct LayerValues {
  int layer = 0;
  int words = 0;               ///< Words a vertex in the two bit sets.
  RowBlock z;                  ///< V x m_l.
  GrowBuffer<double> error;    ///< V: bound on the error of each entry of the row.
  GrowBuffer<double> largest;  ///< V: bound on the size of each entry of the row.
  /// V x 2 words: the neurons that are positive, then those that are negative; the latter are set
  /// only at the vertices that the layer found.
  GrowBuffer<std::uint64_t> signs;

  /// For so many vertices of a layer of this width; nothing is set but the layout.
  void reset(int layerNumber, int vertices, int width) {
    layer = layerNumber;
    words = Tessellation::layerMaskWords(width);
    z.reset(vertices, width);
    error.reset(static_cast<std::size_t>(vertices));
    largest.reset(static_cast<std::size_t>(vertices));
    signs.reset(static_cast<std::size_t>(vertices) * signStride());
  }
  /// Adds vertices at the end, nothing of them set.
  void extend(int vertices) {
    z.extend(vertices);
    error.extend(static_cast<std::size_t>(vertices));
    largest.extend(static_cast<std::size_t>(vertices));
    signs.extend(static_cast<std::size_t>(vertices) * signStride());
  }
  const double* row(int vertex) const { return z.row(vertex); }
  /// From the signs of one vertex to those of the next.
  std::size_t signStride() const { return 2 * static_cast<std::size_t>(words); }
  std::uint64_t* positiveAt(int vertex) {
    return signs.data() + static_cast<std::size_t>(vertex) * signStride();
  }
  std::uint64_t* negativeAt(int vertex) { return positiveAt(vertex) + words; }
  const std::uint64_t* positiveAt(int vertex) const {
    return signs.data() + static_cast<std::size_t>(vertex) * signStride();
  }
  const std::uint64_t* negativeAt(int vertex) const { return positiveAt(vertex) + words; }
};

/// A new vertex on the segment between the vertices a and b, at (1 - t) a + t b.
struct CutVertex {
  int a = 0;
  int b = 0;
  double t = 0.0;
  double tError = 0.0;  ///< Bound on |t - exact t|.
  SlicePoint point;
  VertexRef ref;  ///< The segment's own line, and that of the neuron that cuts it.
};

/// The cuts of all edges by one layer. The cut vertices of edge e are
/// [firstCut[e], firstCut[e+1]), ordered from its `from` to its `to`.
struct EdgeCuts {
  GrowBuffer<int> firstCut;
  GrowBuffer<CutVertex> cuts;
  /// Neurons that vanish at cut c and change sign there along the edge, ascending:
  /// neurons [neuronStart[c], neuronStart[c+1]). More than one only in special position.
  GrowBuffer<int> neuronStart;
  GrowBuffer<int> neurons;
  /// The neurons that are positive at the cut: as many words a cut as LayerValues has.
  GrowBuffer<std::uint64_t> positive;

  int cutCount() const { return static_cast<int>(cuts.size()); }
  /// Id of edge e's first piece once all edges are cut; its pieces are numbered along it.
  int firstPiece(int edge) const { return edge + firstCut[edge]; }
  int cutCount(int edge) const { return firstCut[edge + 1] - firstCut[edge]; }
};

/// What all parts of one layer's work read.
struct LayerContext {
  const Network& network;
  const InputSlice& slice;
  const SliceDomain& domain;
  const SplittingState& state;
  Executor& executor;

  /// A cut by this layer that is not known to be placed better than this (a length) is placed
  /// exactly, so that errors cannot build up along a chain of ill-conditioned cuts.
  double worstPositionError(int layer) const;
};

/// Makes the array at least so long.
template <class T>
void ensureSize(std::size_t count, std::vector<T>& array) {
  if (array.size() < count) array.resize(count);
}

/// What splitting the faces reads.
struct LayerJob {
  const LayerContext& context;
  const LayerValues& values;
  const EdgeCuts& cuts;
};

/// The exact evaluator of one task, made when it is first needed.
class LazyExact {
 public:
  LazyExact() = default;
  explicit LazyExact(const LayerContext& context) { begin(context); }
  /// The context must live while `get` is used.
  void begin(const LayerContext& context) {
    context_ = &context;
    exact_.reset();
  }
  ExactSlice& get() {
    if (!exact_) {
      exact_.emplace(context_->network, context_->slice, context_->domain, context_->state.masks);
    }
    return *exact_;
  }

 private:
  const LayerContext* context_ = nullptr;
  std::optional<ExactSlice> exact_;
};

/// A position on a segment: its share of the way, and a bound on its error.
struct Fraction {
  double t = 0.0;
  double error = 1.0;

  /// Where an affine function vanishes that has the sizes A and B at the two ends, both known up to
  /// `endError`, and opposite signs: A / (A + B).
  static Fraction between(double sizeA, double sizeB, double endError) {
    // With exact sizes A, B: |t - A/(A+B)| <= endError / (A + B), and A + B >= sizes - 2 endError.
    const double least = sizeA + sizeB - 2.0 * endError;
    if (!(least > 0.0 && least < 1e300)) return {};
    return {sizeA / (sizeA + sizeB), endError / least + 8.0 * kUnitRoundoff};
  }
  static Fraction exactly(const LineRef& line, const VertexRef& a, const VertexRef& b,
                          ExactSlice& exact) {
    const CertifiedValue fraction = exact.fractionAt(line.layer, line.neuron, a, b);
    return {fraction.value, fraction.relativeError + 32.0 * kUnitRoundoff};
  }
};

/// |dx| + |dy|.
inline double lengthOf(const SlicePoint& from, const SlicePoint& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  return (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
}
inline SlicePoint pointBetween(const SlicePoint& from, const SlicePoint& to, double t) {
  return {from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
}

}  // namespace adamscope
