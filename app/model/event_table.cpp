#include "app/model/event_table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace adamscope {

namespace {

/// Events that are looked at and sorted in one go: well below a millisecond.
constexpr std::size_t kBatch = 8192;
/// Rows are kept in 32 bits; whatever comes after them is not shown.
constexpr std::size_t kMostEvents = std::numeric_limits<std::uint32_t>::max();

/// A number with the order of the doubles; -0 counts as 0.
std::uint64_t orderedBits(double value) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

std::uint64_t keyOf(const EventRow& row, EventColumn column) {
  switch (column) {
    case EventColumn::kStep:
      return row.step;
    case EventColumn::kTau:
      return orderedBits(row.tau);
    case EventColumn::kLayer:
      return row.layer;
    case EventColumn::kNeuron:
      return row.neuron;
    case EventColumn::kSample:
      return static_cast<std::uint64_t>(row.sample);
    case EventColumn::kDirection:
      return row.direction > 0 ? 1 : 0;
  }
  return 0;
}

/// The first of [0, list.size()) whose entry is not below `event`; the list ascends.
std::size_t lowerBound(const AppendLog<std::uint32_t>& list, std::size_t event) {
  std::size_t low = 0;
  std::size_t high = list.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (list[middle] < event) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

void EventTable::watch(std::shared_ptr<const EventLog> log) {
  if (log == log_) return;
  log_ = std::move(log);
  restart();
}

void EventTable::setQuery(const EventQuery& query) {
  const bool isSameWork = query.filter == query_.filter && query.column == query_.column;
  query_ = query;
  if (!isSameWork) restart();
}

void EventTable::restart() {
  scanned_ = 0;
  accepted_ = std::make_unique<AppendLog<std::uint32_t>>();
  sorted_ = SortedRuns();
}

std::size_t EventTable::eventCount() const {
  return log_ ? std::min(log_->size(), kMostEvents) : 0;
}

bool EventTable::isWorking() const { return scanned_ < eventCount() || sorted_.isMerging(); }

double EventTable::progress() const {
  const std::size_t count = eventCount();
  return count == 0 ? 1.0 : static_cast<double>(scanned_) / static_cast<double>(count);
}

std::size_t EventTable::advance(std::size_t budget) {
  if (isIdentity()) {
    scanned_ = eventCount();
    return 0;
  }
  std::size_t done = 0;
  while (done < budget) {
    // Merging goes first: it keeps the number of runs, and so the cost of reading, small.
    if (const std::size_t moved = sorted_.merge(budget - done); moved > 0) {
      done += moved;
      continue;
    }
    const std::size_t count = std::min({kBatch, budget - done, eventCount() - scanned_});
    if (count == 0) break;
    scan(count);
    done += count;
  }
  return done;
}

void EventTable::scan(std::size_t count) {
  const std::size_t end = scanned_ + count;
  batch_.clear();
  for (; scanned_ < end; ++scanned_) {
    const EventRow& row = (*log_)[scanned_];
    if (!query_.filter.passes(row)) continue;
    const auto number = static_cast<std::uint32_t>(scanned_);
    if (isNatural()) {
      accepted_->append(number);
    } else {
      batch_.push_back({keyOf(row, query_.column), number});
    }
  }
  accepted_->publish();
  sorted_.append(batch_);
}

std::size_t EventTable::size() const {
  if (isIdentity()) return scanned_;
  if (isNatural()) return accepted_ ? accepted_->size() : 0;
  return sorted_.size();
}

std::vector<std::size_t> EventTable::rows(std::size_t first, std::size_t count) const {
  const std::size_t total = size();
  first = std::min(first, total);
  count = std::min(count, total - first);
  const std::size_t low = query_.isDescending ? total - first - count : first;
  std::vector<std::size_t> events;
  events.reserve(count);
  if (isNatural()) {
    for (std::size_t i = low; i < low + count; ++i) {
      events.push_back(isIdentity() ? i : (*accepted_)[i]);
    }
  } else {
    for (const std::uint32_t row : sorted_.rows(low, count)) events.push_back(row);
  }
  if (query_.isDescending) std::reverse(events.begin(), events.end());
  return events;
}

std::size_t EventTable::ascendingPlaceOf(std::size_t event) const {
  if (isIdentity()) return event;
  if (isNatural()) return lowerBound(*accepted_, event);
  return sorted_.placeOf({keyOf((*log_)[event], query_.column), static_cast<std::uint32_t>(event)});
}

std::optional<std::size_t> EventTable::rowOf(std::size_t event) const {
  if (event >= scanned_ || !query_.filter.passes((*log_)[event])) return std::nullopt;
  const std::size_t place = ascendingPlaceOf(event);
  return query_.isDescending ? size() - 1 - place : place;
}

}  // namespace adamscope
