// Bivariate polynomials of total degree <= n on a triangle, by their Bernstein coefficients: where
// all of them have one sign, the polynomial has no zero on the triangle, and that is the proof that
// no boundary curve passes there.
//
//        v2            b(i, k): i counts towards v1, k towards v2, the rest towards v0;
//        /\            rows of equal k lie one after the other:
//       /__\             k = 0:  b(0,0) ... b(n,0)    (along the edge v0 v1)
//      /\  /\            k = 1:  b(0,1) ... b(n-1,1)
//   v0 ------- v1        ...     b(0,n)               (at v2)
//
// Source: Farin, "Curves and Surfaces for CAGD", chapter 17 (Bezier triangles).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace adamscope {

/// Highest total degree that is worked with: one for each hidden layer.
inline constexpr int kMaxTriangleDegree = 16;

constexpr int triangleCoefficientCount(int degree) { return (degree + 1) * (degree + 2) / 2; }

/// Where b(i, k) lies, i + k <= degree.
constexpr std::size_t triangleIndex(int degree, int i, int k) {
  return static_cast<std::size_t>(k * (degree + 1) - k * (k - 1) / 2 + i);
}

/// A point of the plane that the triangles lie in.
struct PlanePoint {
  double x = 0.0;
  double y = 0.0;
};

/// Corners; for bisection v0 v1 is the longest edge.
using PlaneTriangle = std::array<PlanePoint, 3>;

/// A polynomial on a triangle that its user knows.
struct TrianglePolynomial {
  int degree = 0;
  std::array<double, static_cast<std::size_t>(triangleCoefficientCount(kMaxTriangleDegree))>
      coefficients;  // only the first triangleCoefficientCount(degree) are set

  TrianglePolynomial() {}  // NOLINT: 153 numbers that nobody reads need no zeros
  TrianglePolynomial(int n, std::span<const double> values);
  TrianglePolynomial(const TrianglePolynomial& other) { *this = other; }
  TrianglePolynomial& operator=(const TrianglePolynomial& other);

  std::span<const double> values() const;
  double at(int i, int k) const { return coefficients[triangleIndex(degree, i, k)]; }
};

/// What the coefficients prove about the whole triangle.
struct CoefficientRange {
  double low = 0.0;
  double high = 0.0;
};
CoefficientRange rangeOf(std::span<const double> coefficients);

/// The two halves of a triangle cut from v2 to the middle of v0 v1. The children are
/// (v2, v0, middle) and (v1, v2, middle): their longest edges come first again if the triangle's
/// did and it is close to a right one.
std::array<PlaneTriangle, 2> bisect(const PlaneTriangle& triangle);
/// The same polynomial on both halves.
void bisect(const TrianglePolynomial& polynomial, TrianglePolynomial& first,
            TrianglePolynomial& second);

/// How close the zero set is to a straight line.
struct TriangleShape {
  PlanePoint gradient;     ///< Of the linear interpolant at the corners.
  double steepness = 0.0;  ///< Lower bound of the derivative along that gradient; <= 0: none.
  double deviation = 0.0;  ///< Upper bound of |polynomial - linear interpolant|.

  /// With a positive steepness the zero set is the graph of a function over the direction across
  /// the gradient, and each point of it is this far from the interpolant's line at most.
  double distance() const { return deviation / steepness; }
};
TriangleShape shapeOf(const TrianglePolynomial& polynomial, const PlaneTriangle& triangle);

/// The value at barycentric coordinates (1 - a - b, a, b).
double valueAt(const TrianglePolynomial& polynomial, double a, double b);

/// Zeros on an edge: 0 is v0 v1, 1 is v1 v2, 2 is v2 v0. Appends the points; two zeros that are
/// closer than about 2^-20 of the edge may be left out together. A corner at exactly zero counts as
/// negative, so neighbours agree on it.
void appendEdgeZeros(const TrianglePolynomial& polynomial, const PlaneTriangle& triangle, int edge,
                     std::vector<PlanePoint>& zeros);

}  // namespace adamscope
