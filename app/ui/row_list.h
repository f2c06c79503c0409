// A list of very many rows of one height, of which only those in sight are drawn. It scrolls by
// wheel and bar, to any of 1e15 rows: the place is kept in rows, as a double, not in pixels as a
// float, which past some hundred thousand rows would make them jump.
#pragma once

#include <cstddef>
#include <optional>

#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope::ui {

/// What a list remembers from frame to frame.
struct RowListState {
  double top = 0.0;  ///< The row at the upper edge; the fraction of it is hidden above.
  bool isDragging = false;
  double grab = 0.0;  ///< Where on the bar's grip the mouse holds it, in units from its top.
};

struct RowListSpec {
  const char* id = "";
  Rect place{};  ///< With the bar.
  std::size_t rowCount = 0;
  float rowHeight = 1.0F;
};

/// What is in sight in this frame and what the mouse did.
struct RowListView {
  Rect place{};  ///< Of the rows, without the bar.
  std::size_t first = 0;
  std::size_t count = 0;  ///< Rows in sight, those that are cut off included.
  float rowHeight = 1.0F;
  double top = 0.0;
  bool isHovered = false;
  bool wasScrolled = false;  ///< By the person.
  std::optional<std::size_t> hoveredRow{};
  std::optional<std::size_t> clickedRow{};
  std::optional<std::size_t> rightClickedRow{};

  Rect rowPlace(std::size_t row) const;
};

/// Handles the mouse and draws the bar. The caller then draws the rows in sight, clipped to
/// view.place.
RowListView rowList(const Frame& frame, const RowListSpec& spec, RowListState& state);

/// Rows (with fractions) that fit into the list's height.
double rowsInSight(const RowListSpec& spec);

/// Scrolls as little as needed for the row to be fully in sight.
void scrollTo(const RowListSpec& spec, std::size_t row, RowListState& state);

}  // namespace adamscope::ui
