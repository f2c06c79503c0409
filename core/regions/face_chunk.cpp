#include "core/regions/face_chunk.h"

#include <algorithm>
#include <utility>

namespace adamscope {
namespace {

void placeVertices(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  SlicePoint* point = next.points.data() + offset.vertices;
  VertexRef* ref = next.refs.data() + offset.vertices;
  for (const CutVertex& vertex : chunk.vertices) {
    *point++ = vertex.point;
    *ref++ = vertex.ref;
  }
}

/// All of the new edges but their faces.
void placeEdges(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  const auto vertexId = [&](int id) { return id >= 0 ? id : offset.vertices + ~id; };
  TessellationEdge* target = next.edges.data() + offset.edges;
  for (const FaceChunk::Edge& edge : chunk.edges) {
    *target++ = {vertexId(edge.from), vertexId(edge.to), -1, -1, next.masks.top, edge.neuron};
  }
  int* parents = next.edgeParents.data() + offset.edges;
  int parent = chunk.firstParent;
  for (const FaceChunk::Pieces& pieces : chunk.pieces) {
    parents = std::fill_n(parents, pieces.edges, parent++);
  }
}

// The side of an edge where a loop's face is: a loop has its face to the left. A table, because a
// branch would go either way half of the time.
constexpr int TessellationEdge::*kSides[] = {&TessellationEdge::rightFace,
                                             &TessellationEdge::leftFace};

/// Ids of a chunk as ids of the next state: `before` is what comes before the chunk's own.
void translate(const GrowBuffer<int>& ids, int before, int* target) {
  const int* source = ids.data();
  const auto count = static_cast<std::ptrdiff_t>(ids.size());
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const int own = before + ~source[i];
    target[i] = source[i] >= 0 ? source[i] : own;
  }
}

/// The loops, and the faces of the edges in them.
void placeLoops(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  const int* vertex = next.loopVertices.data() + offset.loops;
  const int* id = next.loopEdges.data() + offset.loops;
  translate(chunk.loopVertices, offset.vertices, next.loopVertices.data() + offset.loops);
  translate(chunk.loopEdges, offset.edges, next.loopEdges.data() + offset.loops);
  TessellationEdge* edges = next.edges.data();
  int* loopStart = next.loopStart.data() + offset.faces;
  int loop = offset.loops;
  int face = offset.faces;
  for (const int length : chunk.loopLengths) {
    *loopStart++ = std::exchange(loop, loop + length);
    for (const int* end = id + length; id < end; ++id, ++vertex) {
      TessellationEdge& edge = edges[*id];
      edge.*kSides[edge.from == *vertex ? 1 : 0] = face;
    }
    ++face;
  }
}

/// The patterns: what the parent has, and the layer's own words.
void placeMasks(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  LevelMasks& masks = next.masks;
  const auto layer = static_cast<std::size_t>(masks.top);
  const auto stride = static_cast<std::size_t>(masks.words);
  const auto ownBegin = static_cast<std::size_t>(masks.bitOffset[layer] / 64);
  const auto ownEnd = static_cast<std::size_t>(masks.bitOffset[layer + 1] / 64);
  const std::uint64_t* own = chunk.masks.data();
  const std::uint64_t* below =
      masks.levels[layer - 1].data() + static_cast<std::size_t>(chunk.firstParent) * stride;
  std::uint64_t* mask =
      masks.levels[layer].data() + static_cast<std::size_t>(offset.faces) * stride;
  for (const FaceChunk::Pieces& pieces : chunk.pieces) {
    for (int face = 0; face < pieces.faces; ++face, mask += stride) {
      for (std::size_t w = 0; w < stride; ++w) mask[w] = below[w];
      for (std::size_t w = ownBegin; w < ownEnd; ++w) mask[w] = *own++;
    }
    below += stride;
  }
}

}  // namespace

void FaceChunk::begin(int parent) {
  firstParent = parent;
  pieces.clear();
  vertices.clear();
  positive.clear();
  edges.clear();
  loopLengths.clear();
  loopVertices.clear();
  loopEdges.clear();
  masks.clear();
}

std::vector<ChunkOffsets> offsetsOf(std::span<const FaceChunk> chunks, int firstVertex,
                                    int firstEdge) {
  std::vector<ChunkOffsets> offsets;
  ChunkOffsets at{firstVertex, firstEdge, 0, 0};
  for (const FaceChunk& chunk : chunks) {
    offsets.push_back(at);
    at.vertices += static_cast<int>(chunk.vertices.size());
    at.edges += static_cast<int>(chunk.edges.size());
    at.faces += chunk.faceCount();
    at.loops += static_cast<int>(chunk.loopVertices.size());
  }
  offsets.push_back(at);
  return offsets;
}

void placeEdgesAndLoops(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  placeEdges(chunk, offset, next);
  placeLoops(chunk, offset, next);
}

void placeVerticesAndMasks(const FaceChunk& chunk, const ChunkOffsets& offset,
                           SplittingState& next) {
  placeVertices(chunk, offset, next);
  placeMasks(chunk, offset, next);
}

}  // namespace adamscope
