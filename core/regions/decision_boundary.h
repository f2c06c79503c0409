// Where the class changes, exactly: f is affine on every region, so the boundary between two
// classes is one straight piece per region. No sampling.
//
//   one output    class 1 where f > threshold, class 0 elsewhere
//   K outputs     the class of the largest output; of equal ones, the lowest index
//
// f has one value per vertex of the tessellation and a crossing is computed once per edge, from its
// two end values only. So the pieces in neighbouring faces meet in bit-identical points.
#pragma once

#include <span>
#include <vector>

#include "core/regions/affine_map.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// A straight piece of a class boundary. In a one-dimensional slice a point: from == to.
struct DecisionSegment {
  SlicePoint from;
  SlicePoint to;
  int face = 0;        ///< The face it lies in; of two faces for a piece along their common edge.
  int leftClass = 0;   ///< To the left of from -> to; in one dimension towards smaller s.
  int rightClass = 0;  ///< To the right; in one dimension towards larger s.
};

/// The class boundaries of a tessellation, and its faces cut along them.
struct DecisionBoundary {
  std::vector<DecisionSegment> segments;
  /// Convex pieces with one class each; together they are the faces, in their order. Piece i's
  /// corners are piecePoints [pieceStart[i], pieceStart[i+1]), counter-clockwise.
  std::vector<int> pieceFace;
  std::vector<int> pieceClass;
  std::vector<int> pieceStart;
  std::vector<SlicePoint> piecePoints;

  int pieceCount() const { return static_cast<int>(pieceFace.size()); }
  std::span<const SlicePoint> piece(int i) const;
};

/// Finds the boundary of all classes. `threshold` is used with one output only. Exact up to
/// rounding. Where f equals the threshold (or the largest outputs are equal) on a whole face, the
/// tie rule above gives the face one class, and the boundary runs along its edges.
DecisionBoundary findDecisionBoundary(const Tessellation& tessellation, const AffineMaps& maps,
                                      double threshold);

/// Segments with common end points joined to curves (closed ones repeat their first point). Curves
/// end at the border of the domain and where three or more classes meet.
std::vector<std::vector<SlicePoint>> joinSegments(std::span<const DecisionSegment> segments);

}  // namespace adamscope
