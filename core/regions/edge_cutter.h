// Where the neurons of a layer cut the edges of the complex, in exact order along each edge.
#pragma once

#include "core/regions/splitting.h"

namespace adamscope {

/// The cuts of consecutive edges; memory for cutEdges.
struct CutChunk {
  GrowBuffer<int> cutsPerEdge;
  GrowBuffer<CutVertex> cuts;
  GrowBuffer<int> neuronsPerCut;
  GrowBuffer<int> neurons;
  GrowBuffer<std::uint64_t> positive;

  void clear();
};

/// Sets `cuts` to all cuts of all edges by the layer.
void cutEdges(const LayerContext& context, const LayerValues& values, std::vector<CutChunk>& chunks,
              EdgeCuts& cuts);

/// Writes the pieces of all edges, without their faces, and the vertices between them to `next`,
/// whose arrays have room: edge e's pieces from cuts.firstPiece(e), cut c to vertex firstVertex +
/// c.
void splitEdges(const SplittingState& state, const EdgeCuts& cuts, int firstVertex,
                Executor& executor, SplittingState& next);

}  // namespace adamscope
