// The activation pattern at one point of a slice by a forward pass in double precision that carries
// a bound on its rounding error: either every sign is certain, or it says that it is not.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/network/network.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// Evaluates patterns; buffers are kept between points.
class CertifiedPattern {
 public:
  /// Both must outlive this object.
  CertifiedPattern(const Network& network, const InputSlice& slice);

  /// Whether the sign of every hidden preactivation at the point is certain. A preactivation that
  /// is certainly zero (all its operands are) counts as off. Not finite: uncertain.
  bool evaluate(const SlicePoint& point);
  /// The pattern after a successful evaluate, as in Tessellation::mask.
  std::span<const std::uint64_t> words() const { return words_; }

  /// Per output: bound on the error of f from the products of all layers in double precision, in
  /// any order, at slice coordinates of size up to `size`, whatever the pattern.
  Vector outputRoundingBound(double size) const;

 private:
  bool evaluateLayer(int layer, int firstBit);

  const Network& network_;
  const InputSlice& slice_;
  std::vector<double> hidden_;
  std::vector<double> errors_;
  std::vector<double> nextHidden_;
  std::vector<double> nextErrors_;
  std::vector<std::uint64_t> words_;
};

}  // namespace adamscope
