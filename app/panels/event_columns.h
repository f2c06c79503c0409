// The columns of the crossing table: names, widths and what a row says in each.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/model/event_table.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

/// A column with its place in a row.
struct PlacedColumn {
  EventColumn column = EventColumn::kStep;
  float left = 0.0F;   ///< From the row's left edge.
  float right = 0.0F;  ///< Numbers end here.
};

/// The largest step, sample and so on that the columns must hold.
struct EventExtent {
  long steps = 0;
  int samples = 0;
  int widestLayer = 0;
};

/// Lays the columns out over the width, numbers right-aligned, the spare room between them. Where
/// not all fit, tau goes first, then the direction (which a filter still can ask for).
std::vector<PlacedColumn> placeEventColumns(const ui::Frame& frame, float width,
                                            const EventExtent& extent);

/// "step", as in crossings.csv.
const char* nameOf(EventColumn column);

/// What the column shows of an event; empty for the direction, which is drawn.
std::string cellText(const EventRow& row, EventColumn column);

/// One event across the row: numbers, its layer's mark, a triangle up (on) or down (off).
void drawEvent(const ui::Frame& frame, const ui::Rect& row, const EventRow& event,
               const std::vector<PlacedColumn>& columns);

/// The line that the event has in crossings.csv.
std::string csvLine(const EventRow& event);

}  // namespace adamscope
