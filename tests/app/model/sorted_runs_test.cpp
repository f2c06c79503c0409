#include "app/model/sorted_runs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("model");

TEST_CASE("sorted runs read as one sorted list at every moment, whatever is merged so far") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::uint64_t keys = 1 + random.below(50);
    SortedRuns runs;
    std::vector<SortedEntry> all;
    for (int round = 0; round < 30; ++round) {
      std::vector<SortedEntry> batch;
      const std::uint64_t count = random.below(40);
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto row = static_cast<std::uint32_t>(all.size() + batch.size());
        batch.push_back({random.below(keys), row});
      }
      runs.append(batch);
      all.insert(all.end(), batch.begin(), batch.end());
      const std::size_t budget = random.below(60);
      CHECK(runs.merge(budget) <= budget);

      std::vector<SortedEntry> sorted = all;
      std::sort(sorted.begin(), sorted.end());
      REQUIRE(runs.size() == all.size());
      const std::size_t first = random.below(all.size() + 3);
      const std::size_t length = random.below(25);
      const std::vector<std::uint32_t> rows = runs.rows(first, length);
      const std::size_t start = std::min(first, all.size());
      REQUIRE(rows.size() == std::min(length, all.size() - start));
      for (std::size_t i = 0; i < rows.size(); ++i) REQUIRE(rows[i] == sorted[start + i].row);
      if (!all.empty()) {
        const std::size_t place = random.below(all.size());
        REQUIRE(runs.placeOf(sorted[place]) == place);
      }
    }
    while (runs.isMerging()) runs.merge(1);
    CHECK(runs.rows(0, all.size()).size() == all.size());
  }
}

TEST_CASE("merging leaves a number of runs that is logarithmic in their length") {
  SortedRuns runs;
  std::uint32_t row = 0;
  for (int i = 0; i < 4000; ++i) {
    runs.append(std::vector<SortedEntry>{{static_cast<std::uint64_t>(i * 7919 % 4001), row}});
    ++row;
    runs.merge(64);
  }
  while (runs.isMerging()) runs.merge(1000);
  CHECK(runs.runCount() <= 13);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
