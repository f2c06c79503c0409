#include "core/crossings/region_tracker.h"

#include <doctest/doctest.h>

#include <vector>

namespace adamscope {
namespace {

const Architecture kShape{{1, 2, 1}, 0.0};

}  // namespace

TEST_SUITE("crossings") {
  TEST_CASE("the tracker counts crossings, region changes, regions and end-point flips") {
    RegionTracker tracker{ActivationPattern(kShape, 3)};
    CHECK(tracker.counts().regionsVisited == 1);
    // On, off again: two changes, back in the first region, no flip between the ends.
    tracker.addStep(std::vector<CrossingEvent>{{0.2, 1, 0, 0, 1, 0}, {0.7, 1, 0, 0, -1, 1}});
    CHECK(tracker.counts().crossings == 2);
    CHECK(tracker.counts().regionChanges == 2);
    CHECK(tracker.counts().regionsVisited == 2);
    CHECK(tracker.counts().revisits() == 1);
    CHECK(tracker.counts().endpointFlips == 0);
    CHECK(tracker.regionHash() == Hash128{});
    // Two events in one instant are one region change; sample 2 alone is in the batch.
    const RegionTracker before = tracker;
    const std::vector<CrossingEvent> events{{0.5, 1, 1, 0, 1, 0}, {0.5, 1, 1, 2, 1, 0}};
    const std::vector<int> batch{2};
    tracker.addStep(events, batch);
    CHECK(tracker.lastStep().crossings == 2);
    CHECK(tracker.lastStep().regionChanges == 1);
    CHECK(tracker.lastStep().regionsVisited == 1);
    CHECK(tracker.lastStep().endpointFlips == 2);
    CHECK(tracker.lastStep().batchCrossings == 1);
    CHECK(tracker.lastStep().batchRegionChanges == 1);
    CHECK(tracker.lastStep().batchEndpointFlips == 1);
    CHECK(tracker.counts().steps == 2);
    // A copy is a snapshot: the same step gives the same counts again.
    RegionTracker again = before;
    again.addStep(events, batch);
    CHECK(again.counts() == tracker.counts());
    CHECK(again.regionHash() == tracker.regionHash());
  }

  TEST_CASE("an activation pattern keeps each bit apart, also beyond one word") {
    const Architecture shape{{1, 50, 40, 1}, 0.0};
    ActivationPattern a(shape, 3);
    a.set(1, 49, 1, true);
    a.set(2, 0, 1, true);
    a.flip(2, 39, 2);
    CHECK(a.activeCount() == 3);
    CHECK(a.isActive(1, 49, 1));
    CHECK_FALSE(a.isActive(1, 49, 0));
    CHECK(a.isActive(2, 39, 2));
    CHECK(a.sampleWords(1).size() == 2);
    Hash128 hash = zobristKey(1, 49, 1);
    hash ^= zobristKey(2, 0, 1);
    hash ^= zobristKey(2, 39, 2);
    CHECK(a.hash() == hash);
    CHECK(ActivationPattern::distance(a, ActivationPattern(shape, 3)) == 3);
  }
}

}  // namespace adamscope
