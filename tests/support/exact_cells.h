// A third, slow and obvious way to find the regions of a small network: clip convex polygons by one
// neuron after the other in rational arithmetic. No rounding, no shared vertices, no cleverness;
// degenerate inputs need no special rule, because every comparison is exact.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "core/regions/tessellation.h"

namespace adamscope::testing {

using Rational = boost::multiprecision::cpp_rational;
/// Exact slice coordinates; y = 0 in a one-dimensional slice.
using RationalPoint = std::pair<Rational, Rational>;

/// The regions with non-empty interior, by their exact activation patterns.
struct ExactCells {
  /// Pattern (layer by layer, one entry a neuron) to the corners, counter-clockwise (two ends in
  /// one dimension). No corner has a straight angle.
  std::map<std::vector<bool>, std::vector<RationalPoint>> faces;
  /// Number of distinct corners; these are all vertices of the complex.
  std::size_t vertexCount = 0;
  /// True if two cells came out with the same pattern (which theory excludes).
  bool hasRepeatedPattern = false;

  /// From Euler's formula, as Tessellation::reportedEdgeCount counts them.
  std::size_t edgeCount(int dimension) const;
  /// The exact sum of the faces' areas (lengths in one dimension).
  Rational area(int dimension) const;
};

/// All regions of `network` in `slice` inside `domain`. Time grows with regions x neurons x the
/// length of the numbers: meant for some hundred regions.
ExactCells exactCells(const Network& network, const InputSlice& slice, const SliceDomain& domain);

/// The pattern of a face of a tessellation in the form of ExactCells.
std::vector<bool> patternOf(const Tessellation& tessellation, int face);

/// The largest distance (in the larger coordinate) from an exact corner to the nearest vertex of
/// the face with the same pattern.
double largestVertexError(const ExactCells& cells, const Tessellation& tessellation);

}  // namespace adamscope::testing
