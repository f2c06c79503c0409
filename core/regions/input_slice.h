// Which part of input space is looked at: the line, the plane, or a plane inside a space of higher
// dimension, x(s, t) = origin + s * directions.col(0) + t * directions.col(1).
#pragma once

#include "core/base/result.h"
#include "core/network/network.h"

namespace adamscope {

/// A point of a slice in slice coordinates (s, t); t = 0 in a one-dimensional slice.
struct SlicePoint {
  double x = 0.0;
  double y = 0.0;
};

/// An affine slice of input space of dimension 1 or 2.
struct InputSlice {
  Vector origin;      ///< d_0.
  Matrix directions;  ///< d_0 x k, k = 1 or 2, linearly independent.

  int dimension() const { return static_cast<int>(directions.cols()); }
  /// The input x (d_0) at slice coordinates (s, t).
  Vector inputAt(double s, double t) const;
  /// Coordinates (k) of the orthogonal projection of an input on the slice.
  Vector project(const Vector& input) const;
  /// Distance of an input to the slice.
  double distanceTo(const Vector& input) const;

  /// The whole input space of a network with 1 or 2 inputs.
  static InputSlice whole(int inputCount);
  /// Origin and two directions as they are. Error: wrong lengths, not finite, or parallel.
  static Result<InputSlice> fromDirections(const Vector& origin, const Vector& u, const Vector& v);
  /// The plane through three inputs, origin a, with orthonormal directions.
  static Result<InputSlice> throughPoints(const Vector& a, const Vector& b, const Vector& c);
  /// The mean and the first two principal directions of n x d_0 inputs, d_0 >= 2.
  static Result<InputSlice> principal(const Matrix& inputs);
};

/// The rectangle (interval when the slice has dimension 1) that is looked at.
struct SliceDomain {
  double xMin = -1.0;
  double xMax = 1.0;
  double yMin = -1.0;
  double yMax = 1.0;

  /// An error if a bound is not finite or a minimum is not below its maximum.
  Status validate() const;
  double area(int dimension) const;
};

/// The rectangle around the projected inputs with a margin (share of the larger side) around it.
SliceDomain domainAround(const InputSlice& slice, const Matrix& inputs, double margin = 0.15);

}  // namespace adamscope
