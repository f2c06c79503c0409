// The Inspector's table of every crossing of the run: filtered, sorted, followed; a click selects
// the event, which the views flash.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/model/event_table.h"
#include "app/panels/event_columns.h"
#include "app/panels/filter_box.h"
#include "app/panels/inspector_context.h"
#include "app/ui/row_list.h"

namespace adamscope {

class InspectorCrossings {
 public:
  /// Fills the rest of the current window.
  void draw(const InspectorContext& context);

  const EventTable& table() const { return table_; }
  bool isFollowing() const { return isFollowing_; }

 private:
  void update(const InspectorContext& context);
  void work(const InspectorContext& context);
  void forgetStaleEvent(Selection& selection);
  void setQuery(const EventQuery& query);
  void setFilter(const EventFilter& filter);
  void follow(bool isOn);

  void drawStatus(const InspectorContext& context);
  void drawProgress(const ui::Frame& frame) const;
  void drawHeader(const ui::Frame& frame, const ui::Rect& row,
                  const std::vector<PlacedColumn>& columns);
  void drawList(const InspectorContext& context, const ui::RowListSpec& spec,
                const std::vector<PlacedColumn>& columns);
  void drawEmpty(const ui::Frame& frame, const ui::Rect& place) const;
  void placeList(const InspectorContext& context, const ui::RowListSpec& spec);
  void rememberPlace(const ui::RowListView& view);
  void handleKeys(const InspectorContext& context, const ui::RowListSpec& spec);
  void select(const InspectorContext& context, std::size_t event);
  void drawMenu(const InspectorContext& context);

  std::shared_ptr<const RunHistory> history_;
  EventTable table_;
  FilterBox filter_;
  bool isFollowing_ = true;

  ui::RowListState scroll_;
  bool isListHovered_ = false;
  /// The event at the upper edge, so that rows that come in above it do not move the list.
  std::optional<std::size_t> anchor_;
  double anchorOffset_ = 0.0;

  std::optional<std::size_t> revealed_;  ///< The selection that was scrolled to.
  std::optional<EventRow> selectedRow_;  ///< What `revealed_` was: after a rewind it may differ.
  std::size_t menuEvent_ = 0;
};

}  // namespace adamscope
