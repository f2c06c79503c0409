// Where the neurons of a layer cut the edges of the complex, in exact order along each edge.
#pragma once

#include "core/regions/splitting.h"

namespace adamscope {

/// The cuts of consecutive edges; memory for cutEdges.
struct CutChunk {
  std::vector<int> cutsPerEdge;
  std::vector<CutVertex> cuts;
  std::vector<int> neuronsPerCut;
  std::vector<int> neurons;
  std::vector<std::uint64_t> positive;

  void clear();
};

/// Sets `cuts` to all cuts of all edges by the layer.
void cutEdges(const LayerContext& context, const LayerValues& values, std::vector<CutChunk>& chunks,
              EdgeCuts& cuts);

/// The complex's edges after the cuts, without their faces, into `next`.
void splitEdges(const SplittingState& state, const EdgeCuts& cuts, SplittingState& next);

/// Appends the vertices that cut the edges.
void appendVertices(const EdgeCuts& cuts, SplittingState& next);

}  // namespace adamscope
