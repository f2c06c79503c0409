// The oracle is the obvious way: a plain stable sort and filter of all events at once.
#include "app/model/event_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr std::array<EventColumn, 6> kColumns{EventColumn::kStep,   EventColumn::kTau,
                                              EventColumn::kLayer,  EventColumn::kNeuron,
                                              EventColumn::kSample, EventColumn::kDirection};

double valueOf(const EventRow& row, EventColumn column) {
  switch (column) {
    case EventColumn::kStep:
      return row.step;
    case EventColumn::kTau:
      return row.tau;
    case EventColumn::kLayer:
      return row.layer;
    case EventColumn::kNeuron:
      return row.neuron;
    case EventColumn::kSample:
      return row.sample;
    case EventColumn::kDirection:
      return row.direction;
  }
  return 0.0;
}

/// Appends the events of some more steps; few values, so that many are equal.
void appendSteps(EventLog& log, Random& random, std::uint32_t& step, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (random.below(4) == 0) ++step;
    EventRow row;
    row.step = step;
    row.tau = static_cast<double>(random.below(9)) / 8.0;
    row.layer = static_cast<std::uint8_t>(1 + random.below(3));
    row.neuron = static_cast<std::uint16_t>(random.below(5));
    row.sample = static_cast<std::int32_t>(random.below(7));
    row.direction = random.below(2) == 0 ? std::int8_t{-1} : std::int8_t{1};
    log.append(row);
  }
  log.publish();
}

std::vector<std::size_t> plainTable(const EventLog& log, const EventQuery& query,
                                    std::size_t count) {
  std::vector<std::size_t> events;
  for (std::size_t i = 0; i < count; ++i) {
    if (query.filter.passes(log[i])) events.push_back(i);
  }
  std::stable_sort(events.begin(), events.end(), [&](std::size_t a, std::size_t b) {
    return valueOf(log[a], query.column) < valueOf(log[b], query.column);
  });
  if (query.isDescending) std::reverse(events.begin(), events.end());
  return events;
}

EventQuery randomQuery(Random& random) {
  constexpr std::array<const char*, 5> kFilters{"", "layer:2", "sample:1,4-5 direction:on",
                                                "step:10-200 neuron:-2", "layer:9"};
  EventQuery query;
  query.filter = *parseEventFilter(kFilters[random.below(kFilters.size())]);
  query.column = kColumns[random.below(kColumns.size())];
  query.isDescending = random.below(2) == 0;
  return query;
}

void finish(EventTable& table) {
  while (table.isWorking()) table.advance(1000);
}

TEST_SUITE_BEGIN("model");

TEST_CASE("the table equals a plain stable sort and filter, while events come and queries change") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto log = std::make_shared<EventLog>();
    std::uint32_t step = 1;
    EventTable table;
    table.watch(log);
    for (int round = 0; round < 12; ++round) {
      appendSteps(*log, random, step, random.below(400));
      if (random.below(3) == 0) table.setQuery(randomQuery(random));
      const std::size_t budget = random.below(500);
      CHECK(table.advance(budget) <= budget);
      // Whatever has been looked at is there, in its final order.
      const std::vector<std::size_t> expected = plainTable(*log, table.query(), table.scanned());
      REQUIRE(table.size() == expected.size());
      REQUIRE(table.rows(0, table.size()) == expected);
    }
    finish(table);
    CHECK(table.scanned() == log->size());
    CHECK(table.progress() == 1.0);
    const std::vector<std::size_t> expected = plainTable(*log, table.query(), log->size());
    CHECK(table.rows(0, table.size()) == expected);
    for (std::size_t row = 0; row < expected.size(); row += 7) {
      REQUIRE(table.rowOf(expected[row]) == row);
    }
  }
}

TEST_CASE("the result does not depend on how the work is cut into pieces") {
  Random random(3);
  const auto log = std::make_shared<EventLog>();
  std::uint32_t step = 1;
  appendSteps(*log, random, step, 20'000);
  for (const EventColumn column : kColumns) {
    EventTable coarse;
    EventTable fine;
    for (EventTable* table : {&coarse, &fine}) {
      table->watch(log);
      table->setQuery({.filter = *parseEventFilter("layer:1-2"), .column = column});
    }
    coarse.advance(100'000'000);
    while (fine.isWorking()) fine.advance(37);
    CHECK_FALSE(coarse.isWorking());
    CHECK(coarse.rows(0, 20'000) == fine.rows(0, 20'000));
  }
}

TEST_CASE("parts of the table are cut out of the whole, also beyond its end") {
  Random random(4);
  const auto log = std::make_shared<EventLog>();
  std::uint32_t step = 1;
  appendSteps(*log, random, step, 1000);
  EventTable table;
  table.watch(log);
  table.setQuery({.filter = {}, .column = EventColumn::kTau, .isDescending = false});
  finish(table);
  const std::vector<std::size_t> all = table.rows(0, 1000);
  CHECK(table.rows(990, 50) == std::vector<std::size_t>(all.begin() + 990, all.end()));
  CHECK(table.rows(500, 3) == std::vector<std::size_t>(all.begin() + 500, all.begin() + 503));
  CHECK(table.rows(2000, 10).empty());
}

TEST_CASE("the natural order without a filter shows all events at once, the newest first") {
  Random random(5);
  const auto log = std::make_shared<EventLog>();
  std::uint32_t step = 1;
  appendSteps(*log, random, step, 500);
  EventTable table;
  table.watch(log);
  CHECK(table.advance(1) == 0);
  CHECK_FALSE(table.isWorking());
  CHECK(table.size() == 500);
  CHECK(table.rows(0, 2) == std::vector<std::size_t>{499, 498});
  CHECK(table.rowOf(499) == 0);
  CHECK_FALSE(table.rowOf(500).has_value());
}

TEST_CASE("an event that the filter hides has no row, and another log starts anew") {
  Random random(6);
  const auto log = std::make_shared<EventLog>();
  std::uint32_t step = 1;
  appendSteps(*log, random, step, 300);
  EventTable table;
  table.watch(log);
  table.setQuery({.filter = *parseEventFilter("layer:2")});
  finish(table);
  for (std::size_t event = 0; event < log->size(); ++event) {
    REQUIRE(table.rowOf(event).has_value() == ((*log)[event].layer == 2));
  }
  table.watch(std::make_shared<EventLog>());
  finish(table);
  CHECK(table.size() == 0);
  CHECK_FALSE(table.rowOf(0).has_value());
  table.watch(nullptr);
  CHECK_FALSE(table.isWorking());
  CHECK(table.rows(0, 5).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
