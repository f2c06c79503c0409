#include "core/regions/interval_splitter.h"

#include <algorithm>
#include <utility>

#include "core/regions/edge_cutter.h"
#include "core/regions/layer_values.h"
#include "core/regions/vertex_rows.h"

namespace adamscope {
namespace {

/// Patterns of the intervals between the cuts of one layer: a neuron is on where it is positive at
/// an end.
void extendMasks(const LayerValues& values, const SplittingState& before, const EdgeCuts& cuts,
                 SplittingState& next) {
  const auto words = static_cast<std::size_t>(next.masks.words);
  const auto layer = static_cast<std::size_t>(values.layer);
  const std::size_t offset = static_cast<std::size_t>(next.masks.bitOffset[layer]) / 64;
  const std::vector<std::uint64_t>& below = next.masks.levels[layer - 1];
  const auto positiveAt = [&](int vertex) {
    const std::ptrdiff_t cut = vertex - before.vertexCount();
    return cut < 0 ? values.positiveAt(vertex) : cuts.positive.data() + cut * values.words;
  };
  std::vector<std::uint64_t> masks(next.edges.size() * words);
  for (int parent = 0; parent < before.edgeCount(); ++parent) {
    for (int i = 0; i <= cuts.cutCount(parent); ++i) {
      const auto piece = static_cast<std::size_t>(cuts.firstPiece(parent) + i);
      std::uint64_t* mask = masks.data() + piece * words;
      std::copy_n(below.data() + static_cast<std::size_t>(parent) * words, words, mask);
      const std::uint64_t* atFrom = positiveAt(next.edges[piece].from);
      const std::uint64_t* atTo = positiveAt(next.edges[piece].to);
      for (int w = 0; w < values.words; ++w) {
        mask[offset + static_cast<std::size_t>(w)] = atFrom[w] | atTo[w];
      }
    }
  }
  next.masks.levels[static_cast<std::size_t>(++next.masks.top)] = std::move(masks);
}

}  // namespace

bool splitInterval(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                   std::size_t maxRegions, Executor& executor, SplittingState& state) {
  LayerValues below;
  LayerValues values;
  RowProduct product;
  std::vector<CutChunk> chunks;
  EdgeCuts cuts;
  setInputRows(slice, state.points, below);
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    const LayerContext context{network, slice, domain, state, executor};
    evaluateLayer(context, layer, below, product, values);
    cutEdges(context, values, chunks, cuts);
    if (state.edges.size() + cuts.cuts.size() > maxRegions) return false;
    extendValues(context, cuts, {}, values);
    SplittingState next;
    const auto cutCount = static_cast<std::size_t>(cuts.cutCount());
    next.points = state.points;
    next.points.resize(state.points.size() + cutCount);
    next.refs = state.refs;
    next.refs.resize(state.refs.size() + cutCount);
    next.edges.resize(state.edges.size() + cutCount);
    next.edgeParents.resize(next.edges.size());
    next.size = {static_cast<int>(next.points.size()), static_cast<int>(next.edges.size())};
    next.masks = std::move(state.masks);
    splitEdges(state, cuts, state.vertexCount(), executor, next);
    for (std::size_t e = 0; e < next.edges.size(); ++e) {
      next.edges[e].leftFace = static_cast<int>(e);
    }
    extendMasks(values, state, cuts, next);
    state = std::move(next);
    std::swap(below, values);
  }
  return true;
}

}  // namespace adamscope
