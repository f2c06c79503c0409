// Splits a rectangle by all layers of a network.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/regions/edge_cutter.h"
#include "core/regions/face_splitter.h"
#include "core/regions/layer_values.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// What splitting a plane needs in memory; may be used again and again, by one call at a time.
struct PlaneWorkspace {
  SplittingState state;
  SplittingState next;
  LayerValues values;
  LayerValues below;  ///< Those of the layer below.
  RowProduct product;
  EdgeCuts cuts;
  std::vector<CutChunk> cutChunks;
  std::vector<FaceChunk> chunks;
  std::size_t chunkCount = 0;  ///< Of the layer; the others are spare memory.
  std::vector<std::unique_ptr<FaceSplitter>> splitters;  ///< Those not in use.

  std::span<const FaceChunk> usedChunks() const { return std::span(chunks).first(chunkCount); }
};

/// Splits `work.state`, a rectangle with the patterns' layout set, by all layers; stops when there
/// would be more than maxRegions faces and returns whether nothing was left out.
bool splitPlane(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                std::size_t maxRegions, Executor& executor, PlaneWorkspace& work);

}  // namespace adamscope
