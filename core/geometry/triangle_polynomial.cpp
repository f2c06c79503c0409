#include "core/geometry/triangle_polynomial.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace adamscope {
namespace {

using EdgeCoefficients = std::array<double, kMaxTriangleDegree + 1>;

constexpr int kMaxEdgeDepth = 20;

PlanePoint between(const PlanePoint& a, const PlanePoint& b, double t) {
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Halves a polynomial in one variable in place: `b` becomes the second half, `first` the first.
void halve(int degree, EdgeCoefficients& b, EdgeCoefficients& first) {
  first[0] = b[0];
  for (int level = 1; level <= degree; ++level) {
    for (int i = 0; i + level <= degree; ++i) b[at(i)] = 0.5 * (b[at(i)] + b[at(i + 1)]);
    first[at(level)] = b[0];
  }
}

double edgeValue(int degree, EdgeCoefficients b, double t) {
  for (int level = degree; level > 0; --level) {
    for (int i = 0; i < level; ++i) b[at(i)] += t * (b[at(i + 1)] - b[at(i)]);
  }
  return b[0];
}

/// The zero of a polynomial with a sign change between its ends (regula falsi, Illinois).
double edgeZero(int degree, const EdgeCoefficients& b) {
  double low = 0.0;
  double high = 1.0;
  double atLow = b[0];
  double atHigh = b[at(degree)];
  double t = atLow / (atLow - atHigh);
  if (degree == 1) return t;
  int side = 0;
  for (int round = 0; round < 40 && high - low > 1e-13; ++round) {
    t = std::clamp((low * atHigh - high * atLow) / (atHigh - atLow), low, high);
    const double value = edgeValue(degree, b, t);
    if (value == 0.0) return t;
    if ((value > 0.0) == (atLow > 0.0)) {
      if (t - low < 1e-14) return t;
      low = t;
      atLow = value;
      if (side == 1) atHigh *= 0.5;
      side = 1;
    } else {
      if (high - t < 1e-14) return t;
      high = t;
      atHigh = value;
      if (side == -1) atLow *= 0.5;
      side = -1;
    }
  }
  return t;
}

int signChanges(int degree, const EdgeCoefficients& b) {
  int changes = 0;
  for (int i = 0; i < degree; ++i) changes += (b[at(i)] > 0.0) != (b[at(i + 1)] > 0.0) ? 1 : 0;
  return changes;
}

template <class Found>
void findEdgeZeros(int degree, EdgeCoefficients b, double low, double width, int depth,
                   const Found& found) {
  const int changes = signChanges(degree, b);
  if (changes == 0) return;
  const bool endsDiffer = (b[0] > 0.0) != (b[at(degree)] > 0.0);
  if (changes == 1 || (depth == kMaxEdgeDepth && endsDiffer)) {
    found(low + width * edgeZero(degree, b));
    return;
  }
  if (depth == kMaxEdgeDepth) return;
  EdgeCoefficients first;
  halve(degree, b, first);
  findEdgeZeros(degree, first, low, 0.5 * width, depth + 1, found);
  findEdgeZeros(degree, b, low + 0.5 * width, 0.5 * width, depth + 1, found);
}

}  // namespace

TrianglePolynomial::TrianglePolynomial(int n, std::span<const double> values) : degree(n) {
  std::copy_n(values.begin(), triangleCoefficientCount(n), coefficients.begin());
}

TrianglePolynomial& TrianglePolynomial::operator=(const TrianglePolynomial& other) {
  degree = other.degree;
  std::copy_n(other.coefficients.begin(), triangleCoefficientCount(degree), coefficients.begin());
  return *this;
}

std::span<const double> TrianglePolynomial::values() const {
  return std::span(coefficients).first(static_cast<std::size_t>(triangleCoefficientCount(degree)));
}

CoefficientRange rangeOf(std::span<const double> coefficients) {
  CoefficientRange range{coefficients[0], coefficients[0]};
  for (const double b : coefficients) {
    range.low = b < range.low ? b : range.low;
    range.high = b > range.high ? b : range.high;
  }
  return range;
}

std::array<PlaneTriangle, 2> bisect(const PlaneTriangle& triangle) {
  const PlanePoint middle{0.5 * (triangle[0].x + triangle[1].x),
                          0.5 * (triangle[0].y + triangle[1].y)};
  return {PlaneTriangle{triangle[2], triangle[0], middle},
          PlaneTriangle{triangle[1], triangle[2], middle}};
}

void bisect(const TrianglePolynomial& polynomial, TrianglePolynomial& first,
            TrianglePolynomial& second) {
  const int n = polynomial.degree;
  first.degree = n;
  second.degree = n;
  EdgeCoefficients row;
  EdgeCoefficients half;
  for (int k = 0; k <= n; ++k) {
    const int length = n - k;
    std::copy_n(
        polynomial.coefficients.begin() + static_cast<std::ptrdiff_t>(triangleIndex(n, 0, k)),
        length + 1, row.begin());
    halve(length, row, half);
    // In the order of the children's corners: (v2, v0, middle) and (v1, v2, middle).
    for (int i = 0; i <= length; ++i) {
      first.coefficients[triangleIndex(n, length - i, i)] = half[at(i)];
      second.coefficients[triangleIndex(n, k, length - i)] = row[at(i)];
    }
  }
}

TriangleShape shapeOf(const TrianglePolynomial& polynomial, const PlaneTriangle& triangle) {
  const int n = polynomial.degree;
  const double c0 = polynomial.at(0, 0);
  const double c1 = polynomial.at(n, 0);
  const double c2 = polynomial.at(0, n);
  const double ax = triangle[1].x - triangle[0].x;
  const double ay = triangle[1].y - triangle[0].y;
  const double bx = triangle[2].x - triangle[0].x;
  const double by = triangle[2].y - triangle[0].y;
  const double area = ax * by - ay * bx;
  TriangleShape shape;
  shape.gradient = {((c1 - c0) * by - (c2 - c0) * ay) / area,
                    ((c2 - c0) * ax - (c1 - c0) * bx) / area};
  const double size = std::hypot(shape.gradient.x, shape.gradient.y);
  if (!(size > 0.0)) return shape;
  // The unit gradient in barycentric coordinates.
  const double ux = shape.gradient.x / size;
  const double uy = shape.gradient.y / size;
  const double d1 = (ux * by - uy * bx) / area;
  const double d2 = (uy * ax - ux * ay) / area;
  const double d0 = -d1 - d2;
  shape.steepness = std::numeric_limits<double>::infinity();
  for (int k = 0; k < n; ++k) {
    for (int i = 0; i + k < n; ++i) {
      const double slope = n * (d0 * polynomial.at(i, k) + d1 * polynomial.at(i + 1, k) +
                                d2 * polynomial.at(i, k + 1));
      shape.steepness = std::min(shape.steepness, slope);
    }
  }
  for (int k = 0; k <= n; ++k) {
    for (int i = 0; i + k <= n; ++i) {
      const double linear = ((n - i - k) * c0 + i * c1 + k * c2) / n;
      shape.deviation = std::max(shape.deviation, std::abs(polynomial.at(i, k) - linear));
    }
  }
  return shape;
}

double valueAt(const TrianglePolynomial& polynomial, double a, double b) {
  TrianglePolynomial work(polynomial);
  const double c = 1.0 - a - b;
  for (int n = polynomial.degree; n > 0; --n) {
    for (int k = 0; k < n; ++k) {
      for (int i = 0; i + k < n; ++i) {
        // Reading at degree n is always ahead of writing at degree n - 1.
        work.coefficients[triangleIndex(n - 1, i, k)] =
            c * work.coefficients[triangleIndex(n, i, k)] +
            a * work.coefficients[triangleIndex(n, i + 1, k)] +
            b * work.coefficients[triangleIndex(n, i, k + 1)];
      }
    }
  }
  return work.coefficients[0];
}

void appendEdgeZeros(const TrianglePolynomial& polynomial, const PlaneTriangle& triangle, int edge,
                     std::vector<PlanePoint>& zeros) {
  const int n = polynomial.degree;
  EdgeCoefficients b;
  for (int i = 0; i <= n; ++i) {
    b[at(i)] = edge == 0   ? polynomial.at(i, 0)
               : edge == 1 ? polynomial.at(n - i, i)
                           : polynomial.at(0, n - i);
  }
  const PlanePoint& from = triangle[at(edge)];
  const PlanePoint& to = triangle[at((edge + 1) % 3)];
  findEdgeZeros(n, b, 0.0, 1.0, 0, [&](double t) { zeros.push_back(between(from, to, t)); });
}

}  // namespace adamscope
