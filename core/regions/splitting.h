// The state of a tessellation while it is split layer by layer, and the parts of one layer's work:
//
//   evaluateLayer   z_l at all vertices, each sign certified or computed exactly
//   cutEdges        where each edge is cut, in exact order along it
//   splitFaces      chords between the cuts, face by face (face_splitter.h)
//
// Floating-point values carry a bound on their distance to the exact value at the exact vertex;
// a value whose bound reaches zero is replaced by the exact one (exact_slice.h). So the stored sign
// of a stored value is always the true one, and a stored 0.0 is a true zero.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/network/network.h"
#include "core/regions/exact_slice.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// An edge of the complex, between two vertices; left and right of from -> to a face, or -1.
struct SplittingEdge {
  int from = 0;
  int to = 0;
  int left = -1;
  int right = -1;
  LineRef line;
};

/// The complex after some layers. Vertices only ever get appended.
struct SplittingState {
  std::vector<SlicePoint> points;
  std::vector<VertexRef> refs;
  /// h_l at the vertices (V x m_l, h_0 is the input), and a bound on the error of each row's
  /// entries.
  RowMatrix hidden;
  std::vector<double> hiddenError;

  std::vector<SplittingEdge> edges;
  /// Loops as in Tessellation.
  std::vector<int> loopStart;
  std::vector<int> loopVertices;
  std::vector<int> loopEdges;
  /// masks.levels[l] are the patterns of this state's faces after l layers.
  LevelMasks masks;

  int vertexCount() const { return static_cast<int>(points.size()); }
  int edgeCount() const { return static_cast<int>(edges.size()); }
  int faceCount() const { return static_cast<int>(loopStart.size()) - 1; }
};

/// z_l at the vertices, with certified signs.
struct LayerValues {
  int layer = 0;
  RowMatrix z;                ///< V x m_l.
  std::vector<double> error;  ///< V: bound on the error of each entry of the row.
  int words = 0;              ///< Words a vertex in the two bit sets.
  std::vector<std::uint64_t> positive;
  std::vector<std::uint64_t> negative;

  std::span<const std::uint64_t> positiveAt(int vertex) const {
    return {positive.data() + static_cast<std::size_t>(vertex) * static_cast<std::size_t>(words),
            static_cast<std::size_t>(words)};
  }
  std::span<const std::uint64_t> negativeAt(int vertex) const {
    return {negative.data() + static_cast<std::size_t>(vertex) * static_cast<std::size_t>(words),
            static_cast<std::size_t>(words)};
  }
};

/// A new vertex on the segment between the vertices a and b, at (1 - t) a + t b.
struct CutVertex {
  int a = 0;
  int b = 0;
  double t = 0.0;
  double tError = 0.0;  ///< Bound on |t - exact t|.
  SlicePoint point;
  VertexRef ref;
};

/// The cuts of all edges by one layer. The cut vertices of edge e are
/// [firstCut[e], firstCut[e+1]), ordered from its `from` to its `to`.
struct EdgeCuts {
  std::vector<int> firstCut;
  std::vector<CutVertex> cuts;
  /// Neurons that vanish at cut c and change sign there along the edge, ascending:
  /// neurons [neuronStart[c], neuronStart[c+1]). More than one only in special position.
  std::vector<int> neuronStart;
  std::vector<int> neurons;

  /// Id of edge e's first piece once all edges are cut; its pieces are numbered along it.
  int firstPiece(int edge) const { return edge + firstCut[static_cast<std::size_t>(edge)]; }
  int cutCount(int edge) const {
    return firstCut[static_cast<std::size_t>(edge) + 1] - firstCut[static_cast<std::size_t>(edge)];
  }
};

/// What all parts of one layer's work read.
struct LayerContext {
  const Network& network;
  const InputSlice& slice;
  const SliceDomain& domain;
  const SplittingState& state;
  Executor& executor;

  /// Length of the longer side of the domain.
  double domainSize() const;
};

/// A preactivation at the two ends of a segment.
struct SegmentValues {
  double a = 0.0;
  double b = 0.0;
};

/// Half a unit in the last place of 1: bound on the relative error of one operation.
inline constexpr double kUnitRoundoff = 0x1.0p-53;

/// Bound on the error of (1-t) a + t b for ends with errors up to endError. Rounding: three
/// operations on each product and one sum, so 4 u (|a| + |b|) is ample.
inline double interpolationError(const SegmentValues& z, double endError, double tError) {
  const double size = (z.a < 0 ? -z.a : z.a) + (z.b < 0 ? -z.b : z.b);
  const double span = z.a < z.b ? z.b - z.a : z.a - z.b;
  return endError + tError * (span + 2.0 * endError) + 4.0 * kUnitRoundoff * size;
}

/// z_l at all vertices of the state for layer `layer`.
LayerValues evaluateLayer(const LayerContext& context, int layer);

/// The ends of a segment that a neuron cuts.
struct CutEnds {
  SegmentValues z;        ///< The neuron's values there, of opposite signs.
  double endError = 0.0;  ///< Bound on the error of both.
  VertexRef a;
  VertexRef b;
  SlicePoint pointA;
  SlicePoint pointB;
};

/// The vertex where the neuron vanishes; `lines` are the segment's own line and the neuron's. The
/// ids a and b are left for the caller.
CutVertex makeCut(const CutEnds& ends, const VertexRef& lines, double domainSize,
                  ExactSlice& exact);

/// All cuts of all edges by the layer.
EdgeCuts cutEdges(const LayerContext& context, const LayerValues& values);

/// Fills rows [first, first + cuts.size()) of values.z and values.error for cut vertices whose ends
/// are earlier rows. The rows must exist.
void fillCutRows(const LayerContext& context, std::span<const CutVertex> cuts, int first,
                 LayerValues& values);

}  // namespace adamscope
