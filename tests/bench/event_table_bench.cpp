// How long the crossing table's work takes: filtering and sorting five million events, the slowest
// single piece of it (which must fit into a frame), and finding the visible rows.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "app/model/event_table.h"
#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr std::size_t kEvents = 5'000'000;
/// What the panel hands to one call of advance() before it looks at the clock.
constexpr std::size_t kPiece = 16'384;

/// Of this thread alone, so that other programs do not count.
double cpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

std::shared_ptr<const EventLog> eventsOfARun() {
  auto log = std::make_shared<EventLog>();
  Random random(1);
  for (std::size_t i = 0; i < kEvents; ++i) {
    EventRow row;
    row.step = static_cast<std::uint32_t>(i / 10 + 1);
    row.tau = random.uniform();
    row.layer = static_cast<std::uint8_t>(1 + random.below(3));
    row.neuron = static_cast<std::uint16_t>(random.below(64));
    row.sample = static_cast<std::int32_t>(random.below(500));
    row.direction = random.below(2) == 0 ? std::int8_t{-1} : std::int8_t{1};
    log->append(row);
  }
  log->publish();
  return log;
}

void finishTable(benchmark::State& state, const EventQuery& query) {
  const std::shared_ptr<const EventLog> log = eventsOfARun();
  double slowest = 0.0;
  for (auto _ : state) {
    EventTable table;
    table.watch(log);
    table.setQuery(query);
    while (table.isWorking()) {
      const double start = cpuMilliseconds();
      table.advance(kPiece);
      slowest = std::max(slowest, cpuMilliseconds() - start);
    }
    benchmark::DoNotOptimize(table.size());
  }
  state.counters["slowest piece, ms"] = slowest;
}

void filter(benchmark::State& state) {
  finishTable(state, {.filter = *parseEventFilter("layer:2 sample:17 step:1000-400000")});
}
void sortByTau(benchmark::State& state) {
  finishTable(state, {.filter = {}, .column = EventColumn::kTau});
}
void sortBySample(benchmark::State& state) {
  finishTable(state, {.filter = {}, .column = EventColumn::kSample});
}
void filterAndSort(benchmark::State& state) {
  finishTable(state, {.filter = *parseEventFilter("layer:2"), .column = EventColumn::kTau});
}

/// What each frame does when nothing changes: the rows in sight, somewhere in the sorted table.
void visibleRows(benchmark::State& state) {
  EventTable table;
  table.watch(eventsOfARun());
  table.setQuery({.filter = {}, .column = EventColumn::kTau});
  while (table.isWorking()) table.advance(kPiece);
  std::size_t first = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(table.rows(first, 40).data());
    first = (first + 777'777) % kEvents;
  }
}

BENCHMARK(filter)->Unit(benchmark::kMillisecond);
BENCHMARK(sortByTau)->Unit(benchmark::kMillisecond);
BENCHMARK(sortBySample)->Unit(benchmark::kMillisecond);
BENCHMARK(filterAndSort)->Unit(benchmark::kMillisecond);
BENCHMARK(visibleRows)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adamscope
