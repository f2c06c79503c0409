// The exact linear regions of a ReLU network in a slice of its input space (theory D1), as a cell
// complex with shared vertices and edges.
//
//      v3 ---- e ---- v2      Every edge knows the neuron whose preactivation vanishes on it and
//      |   f1  /   f2  |      its two faces; every face knows its activation pattern. Splitting
//      v0 ----/------- v1     goes layer by layer; every sign is certified or computed exactly.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/network/network.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// A straight piece of boundary between two regions, or between a region and the outside.
/// In a one-dimensional slice it is a single point: from == to.
struct TessellationEdge {
  int from = 0;       ///< Vertex.
  int to = 0;         ///< Vertex.
  int leftFace = -1;  ///< Face to the left of from -> to; -1 is outside.
  int rightFace = -1;
  int layer = 0;   ///< Layer (from 1) of the neuron that vanishes here; 0 is the domain's border.
  int neuron = 0;  ///< Neuron (from 0); for the border: 0 bottom, 1 right, 2 top, 3 left.
};

/// All linear regions of a slice inside a rectangle (or interval). Arrays indexed by id.
struct Tessellation {
  Architecture architecture{};
  InputSlice slice{};
  SliceDomain domain{};

  std::vector<SlicePoint> vertices{};     ///< Rounded; see docs/method.md.
  std::vector<TessellationEdge> edges{};  ///< Each once.
  /// Face f's loop is loopVertices / loopEdges [loopStart[f], loopStart[f+1]), counter-clockwise;
  /// loopEdges[k] joins loopVertices[k] to its successor in the loop. A one-dimensional face has
  /// its left and its right end.
  std::vector<int> loopStart{};
  std::vector<int> loopVertices{};
  std::vector<int> loopEdges{};
  /// Activation patterns: maskWords words a face, bit maskBit(layer, neuron). Each layer starts a
  /// new word; unused bits are 0.
  int maskWords = 0;
  std::vector<std::uint64_t> masks{};
  /// False when the cap on regions was reached: then some faces are not split by the last neurons
  /// of one layer (a left-out neuron is "on" where it is positive somewhere on the face) nor by any
  /// layer above (all "off"). What there is still is a valid complex of convex faces with distinct
  /// patterns; an edge may then have vertices where no line was drawn.
  bool exact = true;

  int faceCount() const { return static_cast<int>(loopStart.size()) - 1; }
  /// Words that the bits of one layer take in a pattern.
  static int layerMaskWords(int width) { return (width + 63) / 64; }
  /// Words that a pattern of this architecture takes.
  static int maskWordCount(const Architecture& architecture);
  int maskBit(int layer, int neuron) const;
  bool isActive(int face, int layer, int neuron) const;
  std::span<const std::uint64_t> mask(int face) const;
  std::span<const int> faceVertices(int face) const;
  std::span<const int> faceEdges(int face) const;

  /// Counts as people report them: in one dimension the regions themselves are the edges.
  std::size_t reportedEdgeCount() const;
};

/// Memory that tessellate uses again from call to call, one call at a time: asking the system for
/// it takes about a third of the time of a call.
class TessellationWorkspace {
 public:
  TessellationWorkspace();
  TessellationWorkspace(TessellationWorkspace&&) noexcept;
  TessellationWorkspace& operator=(TessellationWorkspace&&) noexcept;
  ~TessellationWorkspace();

  /// The memory of a result that is not needed any more, for the next one.
  void recycle(Tessellation&& old);

 private:
  friend struct WorkspaceAccess;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct TessellationOptions {
  /// Never make more regions than this (at least 1): where a line would, stop splitting there. The
  /// result then says exact = false. It is exact if there are no more regions than this.
  std::size_t maxRegions = 1'000'000;
  /// Where the work runs; the calling thread if null. The result does not depend on it.
  Executor* executor = nullptr;
  /// Memory of earlier calls; none if null. The result does not depend on it.
  TessellationWorkspace* workspace = nullptr;
};

/// Finds all regions of `slice` inside `domain`. The slice must fit the network's input width and
/// all parameters must be finite. Exact in real arithmetic on the given doubles: where a bound on
/// the rounding error does not settle a sign, it is computed without rounding.
Tessellation tessellate(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                        const TessellationOptions& options = {});

}  // namespace adamscope
