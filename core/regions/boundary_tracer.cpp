#include "core/regions/boundary_tracer.h"

#include <algorithm>
#include <cmath>

namespace adamscope {
namespace {

bool hasShortEdges(const PlaneTriangle& triangle, double most) {
  for (std::size_t i = 0; i < 3; ++i) {
    const double dx = triangle[(i + 1) % 3].x - triangle[i].x;
    const double dy = triangle[(i + 1) % 3].y - triangle[i].y;
    if (dx * dx + dy * dy > most * most) return false;
  }
  return true;
}

/// The value at a point of the triangle's plane.
double pointValue(const TrianglePolynomial& polynomial, const PlaneTriangle& triangle,
                  const PlanePoint& point) {
  const double ax = triangle[1].x - triangle[0].x;
  const double ay = triangle[1].y - triangle[0].y;
  const double bx = triangle[2].x - triangle[0].x;
  const double by = triangle[2].y - triangle[0].y;
  const double px = point.x - triangle[0].x;
  const double py = point.y - triangle[0].y;
  const double area = ax * by - ay * bx;
  const double a = (px * by - py * bx) / area;
  const double b = (ax * py - ay * px) / area;
  return valueAt(polynomial, a, b);
}

}  // namespace

void BoundaryTracer::trace(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial,
                           double error, std::span<const BoundaryGuard> guards) {
  error_ = error;
  guards_.assign(guards.begin(), guards.end());
  visit(triangle, polynomial, 0);
}

/// Moves guards that hold on the whole triangle before `first`; true if one fails on all of it.
bool BoundaryTracer::dropGuards(std::size_t& first) {
  for (std::size_t g = first; g < guards_.size(); ++g) {
    const CoefficientRange range = rangeOf(guards_[g].polynomial.values());
    const bool isAbove = range.low > guards_[g].error;
    const bool isBelow = range.high <= -guards_[g].error;
    if (!isAbove && !isBelow) continue;
    if (isAbove != guards_[g].isPositive) return true;
    std::swap(guards_[g], guards_[first]);
    ++first;
  }
  return false;
}

void BoundaryTracer::visit(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial,
                           std::size_t firstGuard) {
  const CoefficientRange range = rangeOf(polynomial.values());
  if (range.low > error_ || range.high < -error_) return;
  if (range.high <= error_ && range.low >= -error_) return;  // nothing but rounding
  if (dropGuards(firstGuard)) return;
  const TriangleShape shape = shapeOf(polynomial, triangle);
  const bool isTiny = hasShortEdges(triangle, tolerance_);
  bool isFlat = shape.steepness > 0.0 && shape.distance() <= 0.5 * tolerance_;
  for (std::size_t g = firstGuard; g < guards_.size() && isFlat; ++g) {
    if (guards_[g].polynomial.degree == 1) continue;
    const TriangleShape guard = shapeOf(guards_[g].polynomial, triangle);
    isFlat = guard.steepness > 0.0 && guard.distance() <= 0.5 * tolerance_;
  }
  if (isFlat || isTiny) {
    emit(triangle, polynomial, shape, firstGuard);
    return;
  }
  const std::array<PlaneTriangle, 2> halves = bisect(triangle);
  TrianglePolynomial first;
  TrianglePolynomial second;
  bisect(polynomial, first, second);
  // The second half's guards lie below the first half's on the stack.
  const std::size_t begin = guards_.size();
  const std::size_t count = begin - firstGuard;
  guards_.resize(begin + 2 * count);
  for (std::size_t g = 0; g < count; ++g) {
    const BoundaryGuard& whole = guards_[firstGuard + g];
    BoundaryGuard& secondHalf = guards_[begin + g];
    BoundaryGuard& firstHalf = guards_[begin + count + g];
    secondHalf.error = firstHalf.error = whole.error;
    secondHalf.isPositive = firstHalf.isPositive = whole.isPositive;
    bisect(whole.polynomial, firstHalf.polynomial, secondHalf.polynomial);
  }
  visit(halves[0], first, begin + count);
  guards_.resize(begin + count);
  visit(halves[1], second, begin);
  guards_.resize(begin);
}

void BoundaryTracer::emit(const PlaneTriangle& triangle, const TrianglePolynomial& polynomial,
                          const TriangleShape& shape, std::size_t firstGuard) {
  zeros_.clear();
  for (int edge = 0; edge < 3; ++edge) appendEdgeZeros(polynomial, triangle, edge, zeros_);
  const auto along = [&shape](const PlanePoint& p) {
    return p.y * shape.gradient.x - p.x * shape.gradient.y;
  };
  std::sort(zeros_.begin(), zeros_.end(),
            [&along](const PlanePoint& a, const PlanePoint& b) { return along(a) < along(b); });
  // The curve is a graph over `along`: it enters at the first zero, leaves at the second, ...
  for (std::size_t i = 0; i + 1 < zeros_.size(); i += 2) {
    emitClipped(triangle, {zeros_[i], zeros_[i + 1]}, firstGuard);
  }
}

void BoundaryTracer::emitClipped(const PlaneTriangle& triangle, PlaneSegment segment,
                                 std::size_t firstGuard) {
  for (std::size_t g = firstGuard; g < guards_.size(); ++g) {
    const double sign = guards_[g].isPositive ? 1.0 : -1.0;
    const double from = sign * pointValue(guards_[g].polynomial, triangle, segment.from);
    const double to = sign * pointValue(guards_[g].polynomial, triangle, segment.to);
    if (from <= 0.0 && to <= 0.0) return;
    if (from > 0.0 && to > 0.0) continue;
    const double t = from / (from - to);
    const PlanePoint cut{segment.from.x + t * (segment.to.x - segment.from.x),
                         segment.from.y + t * (segment.to.y - segment.from.y)};
    (from > 0.0 ? segment.to : segment.from) = cut;
  }
  segments_.push_back(segment);
}

}  // namespace adamscope
