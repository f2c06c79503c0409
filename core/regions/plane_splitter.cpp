#include "core/regions/plane_splitter.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <span>
#include <utility>

#include "core/regions/vertex_rows.h"

namespace adamscope {
namespace {

// Faces are split in pieces of work of this size, whatever the number of workers.
constexpr int kFacesPerTask = 32;

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
  next.setSize({total.vertices, total.edges, total.faces, total.loops});
  next.loopStart[static_cast<std::size_t>(total.faces)] = total.loops;
  const auto level = static_cast<std::size_t>(++next.masks.top);
  ensureSize(static_cast<std::size_t>(total.faces) * static_cast<std::size_t>(next.masks.words),
             next.masks.levels[level]);
  splitEdges(state, cuts, oldVertices, executor, next);
  executor.forEach(2 * static_cast<int>(chunks.size()), [&](int task) {
    const auto c = static_cast<std::size_t>(task / 2);
    task % 2 == 0 ? placeEdgesAndLoops(chunks[c], offsets[c], next)
                  : placeVerticesAndMasks(chunks[c], offsets[c], next);
  });
}

/// Splitters for as many tasks as run at one time; their memory stays in the caches.
class SplitterPool {
 public:
  SplitterPool(const LayerJob& job, Executor* helpers,
               std::vector<std::unique_ptr<FaceSplitter>>& spare)
      : job_(job), helpers_(helpers), spare_(spare) {}

  std::unique_ptr<FaceSplitter> take() {
    std::unique_ptr<FaceSplitter> splitter;
    {
      const std::lock_guard lock(mutex_);
      if (!spare_.empty()) {
        splitter = std::move(spare_.back());
        spare_.pop_back();
      }
    }
    if (!splitter) splitter = std::make_unique<FaceSplitter>();
    splitter->begin(job_, helpers_);
    return splitter;
  }
  void giveBack(std::unique_ptr<FaceSplitter> splitter) {
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(splitter));
  }

 private:
  const LayerJob& job_;
  Executor* helpers_;
  std::vector<std::unique_ptr<FaceSplitter>>& spare_;
  std::mutex mutex_;
};

/// Splits all faces at once; false, with useless chunks, if there are more than maxRegions.
bool splitFacesTogether(const LayerJob& job, std::size_t maxRegions, PlaneWorkspace& work) {
  const int faces = job.context.state.faceCount();
  const int tasks = (faces + kFacesPerTask - 1) / kFacesPerTask;
  work.chunks.resize(std::max(work.chunks.size(), static_cast<std::size_t>(tasks)));
  work.chunkCount = static_cast<std::size_t>(tasks);
  Executor& executor = job.context.executor;
  SplitterPool pool(job, tasks == 1 ? &executor : nullptr, work.splitters);
  std::atomic<std::size_t> total = 0;
  const auto splitSome = [&](int task) {
    FaceChunk& chunk = work.chunks[static_cast<std::size_t>(task)];
    chunk.begin(task * kFacesPerTask);
    std::unique_ptr<FaceSplitter> splitter = pool.take();
    const int end = std::min(faces, (task + 1) * kFacesPerTask);
    bool isComplete = true;
    for (int f = chunk.firstParent; f < end && isComplete; ++f) {
      isComplete = splitter->split(f, maxRegions, chunk) &&
                   total + static_cast<std::size_t>(chunk.faceCount()) <= maxRegions;
    }
    total += isComplete ? static_cast<std::size_t>(chunk.faceCount()) : maxRegions + 1;
    pool.giveBack(std::move(splitter));
  };
  // A single task is none, so that it may use the threads itself.
  tasks == 1 ? splitSome(0) : executor.forEach(tasks, splitSome);
  return total <= maxRegions;
}

/// Splits the faces one after the other until there are maxRegions; the rest stays whole.
void splitFacesUpTo(const LayerJob& job, std::size_t maxRegions, PlaneWorkspace& work) {
  const auto faces = static_cast<std::size_t>(job.context.state.faceCount());
  work.chunkCount = 1;
  FaceChunk& chunk = work.chunks[0];
  chunk.begin(0);
  FaceSplitter& splitter = *work.splitters[0];
  splitter.begin(job, nullptr);
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
  setInputRows(slice, std::span(work.state.points).first(4), work.below);
  for (int layer = 1; layer <= layers; ++layer) {
    const LayerContext context{network, slice, domain, work.state, executor};
    evaluateLayer(context, layer, work.below, work.product, work.values);
    cutEdges(context, work.values, work.cutChunks, work.cuts);
    const LayerJob job{context, work.values, work.cuts};
    const bool isComplete = splitFacesTogether(job, maxRegions, work);
    if (!isComplete) splitFacesUpTo(job, maxRegions, work);
    if (isComplete && layer < layers) {
      extendValues(context, work.cuts, work.usedChunks(), work.values);
      std::swap(work.below, work.values);
    }
    assemble(work.state, work.cuts, work.usedChunks(), executor, work.next);
    std::swap(work.state, work.next);
    if (!isComplete) return false;
  }
  return true;
}

}  // namespace adamscope
