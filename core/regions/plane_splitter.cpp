#include "core/regions/plane_splitter.h"

#include <algorithm>
#include <atomic>
#include <span>
#include <utility>

#include "core/regions/vertex_rows.h"

namespace adamscope {
namespace {

// Faces are split in pieces of work of this size, whatever the number of workers.
constexpr int kFacesPerTask = 64;

/// Where a chunk's vertices, edges, faces and loops begin in the next state.
struct ChunkOffsets {
  int vertices = 0;
  int edges = 0;
  int faces = 0;
  int loops = 0;
};

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

/// Ids of a chunk as ids of the next state: `before` is what comes before the chunk's own.
void translate(const GrowBuffer<int>& ids, int before, int* target) {
  const int* source = ids.data();
  const auto count = static_cast<std::ptrdiff_t>(ids.size());
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const int own = before + ~source[i];
    target[i] = source[i] >= 0 ? source[i] : own;
  }
}

void placeEdges(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  const auto vertexId = [&](int id) { return id >= 0 ? id : offset.vertices + ~id; };
  TessellationEdge* target = next.edges.data() + offset.edges;
  for (const TessellationEdge& edge : chunk.edges) {
    *target++ = {vertexId(edge.from),           vertexId(edge.to), edge.leftFace + offset.faces,
                 edge.rightFace + offset.faces, edge.layer,        edge.neuron};
  }
  std::copy(chunk.edgeParents.begin(), chunk.edgeParents.end(),
            next.edgeParents.begin() + offset.edges);
  TessellationEdge* edges = next.edges.data();
  for (const FaceChunk::Side& side : chunk.sides) {
    TessellationEdge& edge = edges[side.edge];
    (side.isLeft ? edge.leftFace : edge.rightFace) = side.face + offset.faces;
  }
}

/// Writes a chunk to its place. Two chunks write different fields of an edge between them.
void placeChunk(const FaceChunk& chunk, const ChunkOffsets& offset, SplittingState& next) {
  SlicePoint* point = next.points.data() + offset.vertices;
  VertexRef* ref = next.refs.data() + offset.vertices;
  for (const CutVertex& vertex : chunk.vertices) {
    *point++ = vertex.point;
    *ref++ = vertex.ref;
  }
  placeEdges(chunk, offset, next);
  std::copy(chunk.masks.begin(), chunk.masks.end(),
            next.masks.levels[static_cast<std::size_t>(next.masks.top)].begin() +
                static_cast<std::ptrdiff_t>(offset.faces) * next.masks.words);
  int loop = offset.loops;
  int* loopStart = next.loopStart.data() + offset.faces;
  for (const int length : chunk.loopLengths) *loopStart++ = std::exchange(loop, loop + length);
  translate(chunk.loopVertices, offset.vertices, next.loopVertices.data() + offset.loops);
  translate(chunk.loopEdges, offset.edges, next.loopEdges.data() + offset.loops);
}

/// Makes `next` the state after a layer, from the pieces of all faces; takes what it can of
/// `state`.
void assemble(SplittingState& state, const EdgeCuts& cuts, std::span<const FaceChunk> chunks,
              Executor& executor, SplittingState& next) {
  const int oldVertices = state.vertexCount();
  next.points.swap(state.points);
  next.refs.swap(state.refs);
  std::swap(next.masks, state.masks);
  const std::vector<ChunkOffsets> offsets =
      offsetsOf(chunks, oldVertices + cuts.cutCount(), state.edgeCount() + cuts.cutCount());
  const ChunkOffsets& total = offsets.back();
  next.points.resize(static_cast<std::size_t>(total.vertices));
  next.refs.resize(static_cast<std::size_t>(total.vertices));
  next.edges.resize(static_cast<std::size_t>(total.edges));
  next.edgeParents.resize(static_cast<std::size_t>(total.edges));
  next.loopStart.resize(static_cast<std::size_t>(total.faces) + 1);
  next.loopStart.back() = total.loops;
  next.loopVertices.resize(static_cast<std::size_t>(total.loops));
  next.loopEdges.resize(static_cast<std::size_t>(total.loops));
  const auto level = static_cast<std::size_t>(++next.masks.top);
  next.masks.levels[level].resize(static_cast<std::size_t>(total.faces) *
                                  static_cast<std::size_t>(next.masks.words));
  splitEdges(state, cuts, oldVertices, executor, next);
  executor.forEach(static_cast<int>(chunks.size()), [&](int task) {
    const auto c = static_cast<std::size_t>(task);
    placeChunk(chunks[c], offsets[c], next);
  });
}

/// Empties as many chunks as there are tasks, each with its splitter.
void prepareChunks(int tasks, PlaneWorkspace& work) {
  const auto count = static_cast<std::size_t>(tasks);
  if (work.chunks.size() < count) work.chunks.resize(count);
  for (FaceChunk& chunk : work.chunks) chunk.clear();
  while (work.splitters.size() < count) work.splitters.push_back(std::make_unique<FaceSplitter>());
}

/// Splits all faces at once; false, with useless chunks, if there are more than maxRegions.
bool splitFacesTogether(const LayerJob& job, std::size_t maxRegions, PlaneWorkspace& work) {
  const int faces = job.context.state.faceCount();
  const int tasks = (faces + kFacesPerTask - 1) / kFacesPerTask;
  prepareChunks(tasks, work);
  std::atomic<std::size_t> total = 0;
  job.context.executor.forEach(tasks, [&](int task) {
    FaceSplitter& splitter = *work.splitters[static_cast<std::size_t>(task)];
    FaceChunk& chunk = work.chunks[static_cast<std::size_t>(task)];
    splitter.begin(job);
    const int end = std::min(faces, (task + 1) * kFacesPerTask);
    for (int f = task * kFacesPerTask; f < end && total <= maxRegions; ++f) {
      const int before = chunk.faceCount();
      const bool isComplete = splitter.split(f, maxRegions, chunk);
      total += isComplete ? static_cast<std::size_t>(chunk.faceCount() - before) : maxRegions + 1;
    }
  });
  return total <= maxRegions;
}

/// Splits the faces one after the other until there are maxRegions; the rest stays whole.
void splitFacesUpTo(const LayerJob& job, std::size_t maxRegions, PlaneWorkspace& work) {
  const auto faces = static_cast<std::size_t>(job.context.state.faceCount());
  prepareChunks(1, work);
  FaceChunk& chunk = work.chunks[0];
  FaceSplitter& splitter = *work.splitters[0];
  splitter.begin(job);
  for (std::size_t f = 0; f < faces; ++f) {
    const std::size_t others = static_cast<std::size_t>(chunk.faceCount()) + (faces - f - 1);
    const std::size_t budget = maxRegions > others ? maxRegions - others : 1;
    splitter.split(static_cast<int>(f), std::max<std::size_t>(1, budget), chunk);
  }
}

}  // namespace

bool splitPlane(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                std::size_t maxRegions, Executor& executor, PlaneWorkspace& work) {
  const int layers = network.architecture.hiddenLayerCount();
  setInputRows(slice, work.state.points, work.below);
  for (int layer = 1; layer <= layers; ++layer) {
    const LayerContext context{network, slice, domain, work.state, executor};
    evaluateLayer(context, layer, work.below, work.product, work.values);
    cutEdges(context, work.values, work.cutChunks, work.cuts);
    const LayerJob job{context, work.values, work.cuts};
    const bool isComplete = splitFacesTogether(job, maxRegions, work);
    if (!isComplete) splitFacesUpTo(job, maxRegions, work);
    if (isComplete && layer < layers) {
      extendValues(context, work.cuts, work.chunks, work.values);
      std::swap(work.below, work.values);
    }
    assemble(work.state, work.cuts, work.chunks, executor, work.next);
    std::swap(work.state, work.next);
    if (!isComplete) return false;
  }
  return true;
}

}  // namespace adamscope
