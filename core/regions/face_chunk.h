// The pieces of consecutive faces, on the way from the thread that split them to their place in the
// next state: only what cannot be found again, in numbers that count from the chunk's beginning.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/grow_buffer.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// New vertices, edges and faces of consecutive parent faces. Ids of vertices and edges: >= 0 is an
/// id of the next state (an old vertex, an edge cut, a piece of an old edge); negative is ~(index
/// in this chunk).
struct FaceChunk {
  /// An edge on the line of a neuron of the layer.
  struct Edge {
    int from = 0;
    int to = 0;
    int neuron = 0;
  };
  /// What a parent was split into.
  struct Pieces {
    int faces = 0;
    int edges = 0;
  };
  int firstParent = 0;
  GrowBuffer<Pieces> pieces;  ///< Of the parents from the first one on.
  GrowBuffer<CutVertex> vertices;
  /// The neurons positive at each new vertex.
  GrowBuffer<std::uint64_t> positive;
  GrowBuffer<Edge> edges;
  GrowBuffer<int> loopLengths;
  GrowBuffer<int> loopVertices;
  GrowBuffer<int> loopEdges;
  GrowBuffer<std::uint64_t> masks;  ///< The layer's words of each face's pattern.

  int faceCount() const { return static_cast<int>(loopLengths.size()); }
  /// Forgets everything.
  void begin(int parent);
};

/// Where a chunk's vertices, edges, faces and loops begin in the next state.
struct ChunkOffsets {
  int vertices = 0;
  int edges = 0;
  int faces = 0;
  int loops = 0;
};

/// Of all chunks, and at the end where they end.
std::vector<ChunkOffsets> offsetsOf(std::span<const FaceChunk> chunks, int firstVertex,
                                    int firstEdge);

/// The two halves of writing a chunk to its place in `next`, which has room for it and has the
/// pieces of the old edges already. All halves of all chunks may be written at the same time: two
/// chunks write different fields of an edge between them.
void placeEdgesAndLoops(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next);
void placeVerticesAndMasks(const FaceChunk& chunk, const ChunkOffsets& offset,
                           SplittingState& next);

}  // namespace adamscope
