// The set of directions that the updates take (theory L6 and L7). All of it follows from the
// cosines between the unit updates, a K x K matrix:
//
//   |(1/K) sum v_i|^2 = mean of all cosines        |v_i - v_j|^2 = 2 - 2 cos_ij
#pragma once

#include <array>
#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// Cosines between the columns of d x K vectors. A zero vector has no direction: it is left out,
/// so that the matrix may be smaller than K x K.
Matrix directionCosines(const Matrix& vectors);

/// Mean resultant length in [0, 1] of the unit vectors with these cosines; 0 for none. K
/// independent uniform directions give about 1/sqrt(K), so less than 3/sqrt(K) says "no
/// concentration".
double resultantLength(const Matrix& cosines);

/// delta = 2^0, 2^-1, ..., 2^-4.
inline constexpr int kNetScales = 5;

/// Greedy delta-nets of a set of unit vectors, and what they say about its box dimension.
struct DirectionNets {
  std::array<double, kNetScales> delta{};
  /// Size of a greedy delta-net: each direction is within delta (straight-line distance) of a
  /// member, members are further apart than delta.
  std::array<int, kNetScales> size{};
  /// Slope of ln(size) against ln(1/delta), least squares over the scales that K points can
  /// resolve: those with a size of at most K/4, and at least two of them. NaN without.
  double boxDimension = 0.0;
  /// Standard error of that slope from the residuals; 0 with two scales.
  double standardError = 0.0;
  int scalesUsed = 0;
};

DirectionNets measureNets(const Matrix& cosines);

/// Smallest eigenvalue of the directions' second moment (1/K) sum v v^T inside its own top
/// `dimension` eigenvectors (rounded up, at most K); 0 for none. O(K^3).
double smallestTopEigenvalue(const Matrix& cosines, double dimension);

/// The cosine of two vectors; NaN if one is zero.
double cosineOf(const Vector& a, const Vector& b);

}  // namespace adamscope
