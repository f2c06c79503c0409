// Which region a point of the slice lies in, fast: a grid over the domain, and for each of its
// cells the faces that reach into it.
//
//   +----+----+----+      A face is entered into the cells that its sides pass through and those
//   |  1 |1 2 | 2  |      between them, row by row. A query tests the few faces of one cell.
//   +----+----+----+
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/regions/tessellation.h"
#include "core/session/session_frames.h"

namespace adamscope {

/// The face that contains a point: its polygon, borders included, as far as rounding can tell. The
/// first of several on a common border. Nothing outside of the domain. O(faces), for a few queries.
std::optional<int> findFace(const Tessellation& tessellation, const SlicePoint& point);

/// The same answers after O(faces) preparation, in about constant time.
class FaceLocator {
 public:
  /// The tessellation must outlive the locator and not change.
  explicit FaceLocator(const Tessellation& tessellation);

  std::optional<int> find(const SlicePoint& point) const;

 private:
  /// The columns that a face reaches in one row.
  struct Columns {
    int first = 0;
    int last = -1;
  };
  /// The cells that a face reaches: rows [firstRow, lastRow], each with its columns.
  struct Footprint {
    int firstRow = 0;
    int lastRow = -1;
    std::vector<Columns> rows;
  };
  struct Entry {
    int cell = 0;
    int face = 0;
  };

  int columnOf(double x) const;
  int rowOf(double y) const;
  void cover(int face, Footprint& footprint) const;
  void coverSide(const SlicePoint& a, const SlicePoint& b, Footprint& footprint) const;
  void sortIntoCells(const std::vector<Entry>& entries);

  const Tessellation* tessellation_;
  int columns_ = 1;
  int rows_ = 1;
  double cellWidth_ = 1.0;
  double cellHeight_ = 1.0;
  double padX_ = 0.0;  // more than rounding can move a point
  double padY_ = 0.0;
  std::vector<int> cellStart_;  // columns x rows + 1
  std::vector<int> cellFaces_;  // ascending within a cell
};

/// Finds faces of whatever analysis is shown. While it changes with each frame, the few queries of
/// a frame search all faces, which costs less than a grid; once more come, there is one.
class FaceFinder {
 public:
  std::optional<int> find(const std::shared_ptr<const AnalysisFrame>& analysis,
                          const SlicePoint& point);

 private:
  std::shared_ptr<const AnalysisFrame> analysis_;
  std::optional<FaceLocator> locator_;
  int queries_ = 0;
};

}  // namespace adamscope
