#include "core/regions/tessellation.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/regions/crew.h"
#include "core/regions/equilibrate.h"
#include "core/regions/interval_splitter.h"
#include "core/regions/plane_splitter.h"
#include "core/regions/splitting.h"

namespace adamscope {

namespace {

void setMasks(const Architecture& shape, LevelMasks& masks) {
  const auto layers = static_cast<std::size_t>(shape.hiddenLayerCount());
  masks.bitOffset.assign(layers + 2, 0);
  for (std::size_t l = 1; l <= layers; ++l) {
    const int words = Tessellation::layerMaskWords(shape.width(static_cast<int>(l)));
    masks.bitOffset[l + 1] = masks.bitOffset[l] + 64 * words;
  }
  masks.words = Tessellation::maskWordCount(shape);
  masks.levels.resize(layers + 1);
  masks.levels[0].assign(static_cast<std::size_t>(masks.words), 0);
  masks.top = 0;
}

void setRectangle(const Architecture& shape, const SliceDomain& domain, SplittingState& state) {
  state.setSize({4, 4, 1, 4});
  const SlicePoint corners[] = {{domain.xMin, domain.yMin},
                                {domain.xMax, domain.yMin},
                                {domain.xMax, domain.yMax},
                                {domain.xMin, domain.yMax}};
  for (int k = 0; k < 4; ++k) {
    const auto i = static_cast<std::size_t>(k);
    state.points[i] = corners[k];
    state.refs[i] = {{0, (k + 3) % 4, 0}, {0, k, 0}};
    state.edges[i] = {k, (k + 1) % 4, 0, -1, 0, k};
    state.edgeParents[i] = 0;
    state.loopVertices[i] = state.loopEdges[i] = k;
  }
  state.loopStart[0] = 0;
  state.loopStart[1] = 4;
  setMasks(shape, state.masks);
}

void setInterval(const Architecture& shape, const SliceDomain& domain, SplittingState& state) {
  state.points = {{domain.xMin, 0.0}, {domain.xMax, 0.0}};
  const LineRef bottom{0, 0, 0};
  state.refs = {{bottom, {0, 3, 0}}, {bottom, {0, 1, 0}}};
  state.edges = {{0, 1, 0, -1, 0, 0}};
  state.edgeParents.assign(1, 0);
  state.size = {2, 1};
  setMasks(shape, state.masks);
}

/// The first `count` elements, without those that are memory of earlier calls.
template <class T>
std::vector<T> taken(std::vector<T>& array, int count) {
  array.resize(static_cast<std::size_t>(count));
  return std::move(array);
}

void publishPlane(SplittingState& state, Tessellation& result) {
  const ComplexSize& size = state.size;
  result.edges = taken(state.edges, size.edges);
  result.loopStart = taken(state.loopStart, size.faces + 1);
  result.loopVertices = taken(state.loopVertices, size.loops);
  result.loopEdges = taken(state.loopEdges, size.loops);
}

/// Regions, separators and patterns of a split interval, from left to right.
void publishInterval(const SplittingState& state, Tessellation& result) {
  result.loopStart = {0};
  for (int e = 0; e < state.edgeCount(); ++e) {
    const TessellationEdge& piece = state.edges[static_cast<std::size_t>(e)];
    result.loopVertices.push_back(piece.from);
    result.loopVertices.push_back(piece.to);
    result.loopStart.push_back(static_cast<int>(result.loopVertices.size()));
    // The vertex's second line is the neuron (or the side) that separates here.
    const auto separator = [&](int vertex, int left, int right) {
      const LineRef& line = state.refs[static_cast<std::size_t>(vertex)].second;
      result.edges.push_back({vertex, vertex, left, right, line.layer, line.neuron});
    };
    if (e == 0) separator(piece.from, -1, 0);
    separator(piece.to, e, e + 1 < state.edgeCount() ? e + 1 : -1);
  }
  for (int e = 0; e < state.edgeCount(); ++e) {  // region e lies between separators e and e+1
    result.loopEdges.push_back(e);
    result.loopEdges.push_back(e + 1);
  }
}

}  // namespace

int Tessellation::maskWordCount(const Architecture& architecture) {
  int words = 0;
  for (int l = 1; l <= architecture.hiddenLayerCount(); ++l) {
    words += layerMaskWords(architecture.width(l));
  }
  return std::max(1, words);
}

int Tessellation::maskBit(int layer, int neuron) const {
  int bit = neuron;
  for (int l = 1; l < layer; ++l) bit += 64 * layerMaskWords(architecture.width(l));
  return bit;
}

bool Tessellation::isActive(int face, int layer, int neuron) const {
  const auto bit = static_cast<std::size_t>(maskBit(layer, neuron));
  return ((mask(face)[bit / 64] >> (bit % 64)) & 1U) != 0;
}

std::span<const std::uint64_t> Tessellation::mask(int face) const {
  const auto words = static_cast<std::size_t>(maskWords);
  return {masks.data() + static_cast<std::size_t>(face) * words, words};
}

std::span<const int> Tessellation::faceVertices(int face) const {
  const auto f = static_cast<std::size_t>(face);
  const auto begin = static_cast<std::size_t>(loopStart[f]);
  return {loopVertices.data() + begin, static_cast<std::size_t>(loopStart[f + 1]) - begin};
}

std::span<const int> Tessellation::faceEdges(int face) const {
  const auto f = static_cast<std::size_t>(face);
  const auto begin = static_cast<std::size_t>(loopStart[f]);
  return {loopEdges.data() + begin, static_cast<std::size_t>(loopStart[f + 1]) - begin};
}

std::size_t Tessellation::reportedEdgeCount() const {
  return slice.dimension() == 1 ? static_cast<std::size_t>(faceCount()) : edges.size();
}

struct TessellationWorkspace::Impl {
  PlaneWorkspace plane;
};

/// Opens the workspace to this file.
struct WorkspaceAccess {
  static PlaneWorkspace& of(TessellationWorkspace& workspace) { return workspace.impl_->plane; }
};

TessellationWorkspace::TessellationWorkspace() : impl_(std::make_unique<Impl>()) {}
TessellationWorkspace::TessellationWorkspace(TessellationWorkspace&&) noexcept = default;
TessellationWorkspace& TessellationWorkspace::operator=(TessellationWorkspace&&) noexcept = default;
TessellationWorkspace::~TessellationWorkspace() = default;

void TessellationWorkspace::recycle(Tessellation&& old) {
  PlaneWorkspace& plane = impl_->plane;
  // States alternate from layer to layer; these arrays are to be those of the last one again.
  const bool isOdd = old.architecture.hiddenLayerCount() % 2 != 0;
  SplittingState& last = isOdd ? plane.next : plane.state;
  last.edges = std::move(old.edges);
  last.loopStart = std::move(old.loopStart);
  last.loopVertices = std::move(old.loopVertices);
  last.loopEdges = std::move(old.loopEdges);
  plane.state.points = std::move(old.vertices);
  LevelMasks& masks = plane.state.masks;
  if (!masks.levels.empty()) masks.levels.back() = std::move(old.masks);
}

Tessellation tessellate(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                        const TessellationOptions& options) {
  ADAMSCOPE_CHECK(slice.origin.size() == network.architecture.inputCount(),
                  "the slice must lie in the network's input space");
  ADAMSCOPE_CHECK(network.parameters.allFinite(), "all parameters must be finite");
  ADAMSCOPE_CHECK(domain.validate().ok(), "the domain must be a finite rectangle");
  SerialExecutor serial;
  Executor& executor = options.executor != nullptr ? *options.executor : serial;
  const Network scaled = equilibrate(network);
  const std::size_t cap = std::max<std::size_t>(1, options.maxRegions);
  const bool flat = slice.dimension() == 1;
  TessellationWorkspace ownWorkspace;
  PlaneWorkspace& work =
      WorkspaceAccess::of(options.workspace != nullptr ? *options.workspace : ownWorkspace);
  SplittingState& state = work.state;
  if (flat) {
    setInterval(network.architecture, domain, state);
  } else {
    setRectangle(network.architecture, domain, state);
  }
  Tessellation result{.architecture = network.architecture, .slice = slice, .domain = domain};
  Crew::run(executor, [&](Executor& crew) {
    result.exact = flat ? splitInterval(scaled, slice, domain, cap, crew, state)
                        : splitPlane(scaled, slice, domain, cap, crew, work);
  });
  if (flat) {
    publishInterval(state, result);
  } else {
    publishPlane(state, result);
  }
  result.vertices = taken(state.points, state.size.vertices);
  result.maskWords = state.masks.words;
  result.masks = taken(state.masks.levels[static_cast<std::size_t>(state.masks.top)],
                       result.faceCount() * result.maskWords);
  return result;
}

}  // namespace adamscope
