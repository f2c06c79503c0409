// The rows of the crossing table: the events of a run that pass a filter, sorted by a column, while
// the run goes on and appends more. Millions of rows are worked through in pieces, so that no frame
// waits; whatever has been worked through can be read at any time, in its final order.
//
//   natural order, no filter   nothing to do: row r is event r
//   natural order, filter      a list of the events that pass
//   any other column           sorted runs that are merged bit by bit (sorted_runs.h)
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/model/event_filter.h"
#include "app/model/sorted_runs.h"
#include "core/session/append_log.h"
#include "core/session/run_history.h"

namespace adamscope {

/// The columns of crossings.csv. Events happen in the order of step, then tau.
enum class EventColumn { kStep, kTau, kLayer, kNeuron, kSample, kDirection };

/// What the table is to show. Ascending is the stable sort by the column: equal values stay in the
/// order in which they happened. Descending is exactly the reverse of that, the newest first.
struct EventQuery {
  EventFilter filter;
  EventColumn column = EventColumn::kStep;
  bool isDescending = true;

  friend bool operator==(const EventQuery&, const EventQuery&) = default;
};

using EventLog = AppendLog<EventRow>;

class EventTable {
 public:
  /// The events to show; another log than before starts anew. Null: none.
  void watch(std::shared_ptr<const EventLog> log);
  /// Starts anew, except where only the direction differs, which costs nothing.
  void setQuery(const EventQuery& query);
  const EventQuery& query() const { return query_; }

  /// Looks at new events and goes on sorting: about `budget` events looked at or moved, none if
  /// there is nothing to do. Returns how many it were.
  std::size_t advance(std::size_t budget);
  /// Whether advance() has something to do.
  bool isWorking() const;
  /// Share of the events that are in the table or known not to be, 0 to 1.
  double progress() const;

  /// Rows that can be read now.
  std::size_t size() const;
  /// Events that were looked at; all of them, once isWorking() is false.
  std::size_t scanned() const { return scanned_; }
  /// The events (their indices in the log) of the rows [first, first + count), cut at the end.
  std::vector<std::size_t> rows(std::size_t first, std::size_t count) const;
  /// The row of an event; none if it is not in the table (yet).
  std::optional<std::size_t> rowOf(std::size_t event) const;

 private:
  bool isIdentity() const { return isNatural() && query_.filter.passesAll(); }
  bool isNatural() const { return query_.column == EventColumn::kStep; }
  std::size_t eventCount() const;
  void restart();
  void scan(std::size_t count);
  std::size_t ascendingPlaceOf(std::size_t event) const;

  std::shared_ptr<const EventLog> log_;
  EventQuery query_;
  std::size_t scanned_ = 0;
  std::unique_ptr<AppendLog<std::uint32_t>> accepted_;  // natural order, filtered
  std::vector<SortedEntry> batch_;
  SortedRuns sorted_;
};

}  // namespace adamscope
