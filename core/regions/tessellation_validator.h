// Is a tessellation what it claims to be? Checks the complex (Euler's formula, closed loops, edges
// and faces that name each other), its geometry (areas, convex counter-clockwise faces) and its
// meaning (the pattern of every face, neighbours, continuity of f) from the network alone.
//
// A pattern is first checked by a forward pass at the mean of the face's corners, with a bound on
// every rounding error. Where that decides nothing or disagrees (slivers, neurons that vanish on a
// whole face) the face is rebuilt from its pattern and its edges' neurons in exact arithmetic.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// What to expect, and how closely to look.
struct ValidationOptions {
  /// No two neurons vanish on a common segment: then neighbours differ in exactly one bit, that of
  /// the edge's neuron. Without it they differ in that bit, in no layer below it, and perhaps in
  /// neurons of its layer and above that vanish on the same edge.
  bool generalPosition = false;
  /// Rebuild every face exactly, not only those that floating point leaves open. Slow.
  bool proveEveryFace = false;
  /// Allowed difference of the sum of all areas from the domain's, as a share of it.
  double areaTolerance = 1e-9;
  /// Allowed error of a vertex, as a share of the largest coordinate or side of the domain. Follows
  /// from the rounding of the interpolations that place vertices; the convexity of a face and the
  /// continuity of f can be seen no more sharply.
  double positionTolerance = 1e-9;
  /// No more messages than this.
  std::size_t maxProblems = 20;
};

/// The outcome, with how it was reached.
struct ValidationReport {
  /// One sentence each; empty if everything holds.
  std::vector<std::string> problems;
  std::size_t faceCount = 0;
  /// Faces whose pattern the certified forward pass settled.
  std::size_t facesByForwardPass = 0;
  /// Faces whose pattern was settled in exact arithmetic. Both add up to faceCount, unless the
  /// tessellation is not exact: then patterns are incomplete and not checked.
  std::size_t facesByExactArithmetic = 0;
  /// Largest distance of a vertex from its exact place, as a share like positionTolerance, over the
  /// faces that were rebuilt.
  double largestVertexError = 0.0;
};

/// Checks everything above. The network must have the tessellation's architecture. A tessellation
/// that reached its cap (exact == false) is checked except for its patterns and the continuity of
/// f, which hold only where nothing was left out.
ValidationReport inspectTessellation(const Network& network, const Tessellation& tessellation,
                                     const ValidationOptions& options = {});

/// The problems only.
std::vector<std::string> validateTessellation(const Network& network,
                                              const Tessellation& tessellation,
                                              const ValidationOptions& options = {});

}  // namespace adamscope
