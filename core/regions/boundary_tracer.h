// Draws the zero set of a polynomial on a triangle, where it is known only on a part: a
// preactivation has another polynomial on each side of the boundaries of the neurons below it (its
// guards).
//
// Bisects until the coefficients prove either that there is no zero, or that the zero set is a
// graph so flat that its chords between the triangle's edges are within the tolerance of it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/geometry/triangle_polynomial.h"

namespace adamscope {

/// Where the polynomial holds: on the side where the guard is positive, or where it is not.
struct BoundaryGuard {
  TrianglePolynomial polynomial;
  double error = 0.0;  ///< Bound on the error of its coefficients.
  bool isPositive = true;
};

/// A straight piece of a curve.
struct PlaneSegment {
  PlanePoint from;
  PlanePoint to;
};

/// Traces one polynomial after the other; buffers are kept.
class BoundaryTracer {
 public:
  /// tolerance: how far a chord may be from the curve, in the triangles' units.
  explicit BoundaryTracer(double tolerance) : tolerance_(tolerance) {}

  /// Appends the pieces to segments(). error: bound on the error of the coefficients; a polynomial
  /// that is nowhere larger than it on a triangle has no zeros there that could be told.
  void trace(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial, double error,
             std::span<const BoundaryGuard> guards);

  std::vector<PlaneSegment>& segments() { return segments_; }

 private:
  void visit(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial,
             std::size_t firstGuard);
  bool dropGuards(std::size_t& first);
  void emit(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial,
            const TriangleShape& shape, std::size_t firstGuard);
  void emitClipped(const PlaneTriangle& triangle, PlaneSegment segment, std::size_t firstGuard);

  double tolerance_;
  double error_ = 0.0;
  std::vector<BoundaryGuard> guards_;  // a stack: those of this triangle are its last ones
  std::vector<PlanePoint> zeros_;
  std::vector<PlaneSegment> segments_;
};

}  // namespace adamscope
