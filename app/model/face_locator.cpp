#include "app/model/face_locator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace adamscope {

namespace {

/// More rows or columns than this do not pay: building them costs more than they save.
constexpr int kMostCells = 1024;
/// Queries of one analysis that are answered without a grid: making one costs as much as some 25 of
/// them (measured by tests/bench/face_locator_bench.cpp).
constexpr int kLinearQueries = 25;

/// Twice the signed area of a, b, p: not negative where p lies left of (or on) a -> b.
double side(const SlicePoint& a, const SlicePoint& b, const SlicePoint& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

SlicePoint cornerOf(const Tessellation& tessellation, std::span<const int> loop, std::size_t i) {
  return tessellation.vertices[static_cast<std::size_t>(loop[i == loop.size() ? 0 : i])];
}

bool isInside(const SliceDomain& domain, const SlicePoint& p, int dimension) {
  return domain.xMin <= p.x && p.x <= domain.xMax &&
         (dimension == 1 || (domain.yMin <= p.y && p.y <= domain.yMax));
}

/// Left of (or on) every side, and between the corners in both coordinates: without the second
/// condition a face that rounding has made flat would reach along its whole line.
bool contains(const Tessellation& tessellation, int face, const SlicePoint& point) {
  const std::span<const int> loop = tessellation.faceVertices(face);
  if (tessellation.slice.dimension() == 1) {
    return cornerOf(tessellation, loop, 0).x <= point.x &&
           point.x <= cornerOf(tessellation, loop, 1).x;
  }
  bool isLeft = false, isRight = false, isBelow = false, isAbove = false;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const SlicePoint a = cornerOf(tessellation, loop, i);
    if (side(a, cornerOf(tessellation, loop, i + 1), point) < 0.0) return false;
    isLeft = isLeft || a.x <= point.x;
    isRight = isRight || a.x >= point.x;
    isBelow = isBelow || a.y <= point.y;
    isAbove = isAbove || a.y >= point.y;
  }
  return isLeft && isRight && isBelow && isAbove;
}

int cellOf(double offset, double size, int count) {
  const double cell = std::floor(offset / size);
  return std::clamp(static_cast<int>(std::clamp(cell, 0.0, 1e6)), 0, count - 1);
}

}  // namespace

std::optional<int> findFace(const Tessellation& tessellation, const SlicePoint& point) {
  if (!isInside(tessellation.domain, point, tessellation.slice.dimension())) return std::nullopt;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    if (contains(tessellation, face, point)) return face;
  }
  return std::nullopt;
}

FaceLocator::FaceLocator(const Tessellation& tessellation) : tessellation_(&tessellation) {
  const SliceDomain& domain = tessellation.domain;
  const bool isLine = tessellation.slice.dimension() == 1;
  const double faces = std::max(1, tessellation.faceCount());
  const double wanted = isLine ? faces : std::sqrt(faces);
  columns_ = static_cast<int>(std::clamp(std::ceil(wanted), 1.0, 1.0 * kMostCells));
  rows_ = isLine ? 1 : columns_;
  cellWidth_ = (domain.xMax - domain.xMin) / columns_;
  cellHeight_ = isLine ? 1.0 : (domain.yMax - domain.yMin) / rows_;
  constexpr double kRounding = 16 * std::numeric_limits<double>::epsilon();
  padX_ = 1e-9 * cellWidth_ + kRounding * std::max(std::abs(domain.xMin), std::abs(domain.xMax));
  padY_ = 1e-9 * cellHeight_ + kRounding * std::max(std::abs(domain.yMin), std::abs(domain.yMax));

  std::vector<Entry> entries;
  entries.reserve(static_cast<std::size_t>(tessellation.faceCount()) * 4);
  Footprint footprint{.rows = std::vector<Columns>(static_cast<std::size_t>(rows_))};
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    cover(face, footprint);
    for (int row = footprint.firstRow; row <= footprint.lastRow; ++row) {
      const Columns reached = footprint.rows[static_cast<std::size_t>(row)];
      for (int column = reached.first; column <= reached.last; ++column) {
        entries.push_back({row * columns_ + column, face});
      }
    }
  }
  sortIntoCells(entries);
}

/// A counting sort: the faces of each cell stay in their order.
void FaceLocator::sortIntoCells(const std::vector<Entry>& entries) {
  cellStart_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  for (const Entry& entry : entries) ++cellStart_[static_cast<std::size_t>(entry.cell) + 1];
  for (std::size_t i = 1; i < cellStart_.size(); ++i) cellStart_[i] += cellStart_[i - 1];
  cellFaces_.resize(entries.size());
  std::vector<int> next(cellStart_.begin(), cellStart_.end() - 1);
  for (const Entry& entry : entries) {
    const int place = next[static_cast<std::size_t>(entry.cell)]++;
    cellFaces_[static_cast<std::size_t>(place)] = entry.face;
  }
}

int FaceLocator::columnOf(double x) const {
  return cellOf(x - tessellation_->domain.xMin, cellWidth_, columns_);
}

int FaceLocator::rowOf(double y) const {
  return rows_ == 1 ? 0 : cellOf(y - tessellation_->domain.yMin, cellHeight_, rows_);
}

void FaceLocator::cover(int face, Footprint& footprint) const {
  const std::span<const int> loop = tessellation_->faceVertices(face);
  double yMin = std::numeric_limits<double>::infinity();
  double yMax = -yMin;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const double y = cornerOf(*tessellation_, loop, i).y;
    yMin = std::min(yMin, y);
    yMax = std::max(yMax, y);
  }
  footprint.firstRow = rowOf(yMin - padY_);
  footprint.lastRow = rowOf(yMax + padY_);
  for (int row = footprint.firstRow; row <= footprint.lastRow; ++row) {
    footprint.rows[static_cast<std::size_t>(row)] = {columns_, -1};
  }
  for (std::size_t i = 0; i < loop.size(); ++i) {
    coverSide(cornerOf(*tessellation_, loop, i), cornerOf(*tessellation_, loop, i + 1), footprint);
  }
}

// In each row that it passes, a side reaches from where it enters the row's strip to where it
// leaves. The face is convex, so the leftmost and the rightmost of its sides bound it there.
void FaceLocator::coverSide(const SlicePoint& a, const SlicePoint& b, Footprint& footprint) const {
  const SlicePoint& low = a.y <= b.y ? a : b;
  const SlicePoint& high = a.y <= b.y ? b : a;
  const int firstRow = rowOf(low.y - padY_);
  const int lastRow = rowOf(high.y + padY_);
  const double rise = high.y - low.y;
  const auto xAt = [&](double y) {
    const double share = std::clamp((y - low.y) / rise, 0.0, 1.0);
    return low.x + (high.x - low.x) * share;
  };
  for (int row = firstRow; row <= lastRow; ++row) {
    double from = low.x;
    double to = high.x;
    if (firstRow != lastRow && rise > 0.0) {
      const double bottom = tessellation_->domain.yMin + row * cellHeight_;
      from = xAt(bottom - padY_);
      to = xAt(bottom + cellHeight_ + padY_);
    }
    Columns& reached = footprint.rows[static_cast<std::size_t>(row)];
    reached.first = std::min(reached.first, columnOf(std::min(from, to) - padX_));
    reached.last = std::max(reached.last, columnOf(std::max(from, to) + padX_));
  }
}

std::optional<int> FaceLocator::find(const SlicePoint& point) const {
  if (!isInside(tessellation_->domain, point, tessellation_->slice.dimension())) {
    return std::nullopt;
  }
  const auto cell = static_cast<std::size_t>(rowOf(point.y) * columns_ + columnOf(point.x));
  const auto first = cellFaces_.begin() + cellStart_[cell];
  const auto last = cellFaces_.begin() + cellStart_[cell + 1];
  const auto found =
      std::find_if(first, last, [&](int face) { return contains(*tessellation_, face, point); });
  return found == last ? std::nullopt : std::optional<int>(*found);
}

std::optional<int> FaceFinder::find(const std::shared_ptr<const AnalysisFrame>& analysis,
                                    const SlicePoint& point) {
  if (analysis != analysis_) {
    locator_.reset();
    analysis_ = analysis;
    queries_ = 0;
  }
  if (!analysis_) return std::nullopt;
  if (!locator_ && ++queries_ <= kLinearQueries) return findFace(analysis_->tessellation, point);
  if (!locator_) locator_.emplace(analysis_->tessellation);
  return locator_->find(point);
}

}  // namespace adamscope
