// Exact geometry in a slice of input space: the lines on which preactivations vanish and their
// meeting points, as homogeneous coordinates over the dyadic numbers. This decides every sign
// that floating point cannot.
//
// A neuron (l,j) is affine on each face of the tessellation by the layers below l. So its line is
// named by (l, j, that face), a vertex by the two lines that meet in it, and the value of any
// preactivation at a vertex follows by a forward pass: first in doubles with rigorous bounds
// (bounded.h), and without rounding where those leave the sign open.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/geometry/dyadic.h"
#include "core/network/network.h"
#include "core/regions/bounded.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// Names a line: where neuron `neuron` of layer `layer` vanishes on the parent face `parentFace`, a
/// face of the tessellation by the layers below; layer 0 is side `neuron` of the domain.
struct LineRef {
  int layer = 0;
  int neuron = 0;
  int parentFace = 0;

  friend auto operator<=>(const LineRef&, const LineRef&) = default;
};

/// Names a vertex: the point where two lines meet.
struct VertexRef {
  LineRef first;
  LineRef second;

  friend auto operator<=>(const VertexRef&, const VertexRef&) = default;
};

/// The activation patterns of the faces after each layer: [l] holds the faces of the tessellation
/// by the layers 1..l, `words` words a face, the bits of layer k starting at bitOffset[k].
struct LevelMasks {
  int words = 0;
  std::vector<int> bitOffset;
  std::vector<std::vector<std::uint64_t>> levels;
  int top = 0;  ///< The last level that is set.

  bool isActive(int level, int face, int layer, int neuron) const {
    const auto bit = static_cast<std::size_t>(bitOffset[static_cast<std::size_t>(layer)] + neuron);
    const auto row = static_cast<std::size_t>(face) * static_cast<std::size_t>(words);
    return ((levels[static_cast<std::size_t>(level)][row + bit / 64] >> (bit % 64)) & 1U) != 0;
  }
};

/// A value with its certified sign: 0.0 exactly if the exact one vanishes, never otherwise.
struct CertifiedValue {
  double value = 0.0;
  double relativeError = 0.0;  ///< At most 1e-6.
};

/// Forward passes at vertices over the numbers `Scalar`: Dyadic (exact) or Bounded.
template <class Scalar>
class SliceEvaluator {
 public:
  SliceEvaluator(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                 const LevelMasks& masks);

  /// D z_{layer,neuron} at the vertex, for the D > 0 of scale(); false if D's sign is not certain.
  bool moveTo(const VertexRef& vertex);
  Scalar preactivation(int layer, int neuron);
  const Scalar& scale() const { return point_[2]; }

 private:
  /// c[0] s + c[1] t + c[2].
  using Affine = std::array<Scalar, 3>;

  const std::vector<Affine>& hiddenMap(int level, int face);
  std::vector<Affine> nextHiddenMap(const std::vector<Affine>& below, int level, int layer,
                                    int face) const;
  Affine preactivationMap(const std::vector<Affine>& below, int layer, int neuron) const;
  Affine line(const LineRef& ref);
  Affine side(int index) const;
  const std::vector<Scalar>& hiddenValues(int layer);

  const Network& network_;
  const InputSlice& slice_;
  const SliceDomain& domain_;
  const LevelMasks& masks_;
  std::map<std::pair<int, int>, std::vector<Affine>> hiddenMaps_;
  /// The current vertex: (X, Y, D) with D > 0, and D h_l there for the layers computed so far.
  VertexRef current_;
  bool hasCurrent_ = false;
  bool isCertain_ = false;
  Affine point_;
  std::vector<std::vector<Scalar>> values_;
};

/// Exact signs in one slice. Not thread-safe (it remembers recent results); cheap to make.
class ExactSlice {
 public:
  /// All arguments must outlive this object; `masks` may grow between calls.
  ExactSlice(const Network& network, const InputSlice& slice, const SliceDomain& domain,
             const LevelMasks& masks);

  /// Sign of z_{layer,neuron} at the vertex: -1, 0 or 1. Exact.
  int signAt(int layer, int neuron, const VertexRef& vertex);
  /// z_{layer,neuron} at the vertex.
  CertifiedValue valueAt(int layer, int neuron, const VertexRef& vertex);
  /// A / (A + B), where A and B are the sizes of z_{layer,neuron} at the two vertices, not both
  /// zero: where on the segment between them it vanishes if the signs differ. Also where A and B
  /// leave the range of double.
  CertifiedValue fractionAt(int layer, int neuron, const VertexRef& first, const VertexRef& second);

 private:
  SliceEvaluator<Bounded> bounded_;
  SliceEvaluator<Dyadic> exact_;
};

}  // namespace adamscope
