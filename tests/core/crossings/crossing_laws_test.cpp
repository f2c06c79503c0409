// The laws of theory section 3 on random segments, most of them degenerate in some way.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "core/crossings/activation_pattern.h"
#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "tests/core/crossings/random_segments.h"

namespace adamscope {
namespace {

using testing::kSegmentKindCount;
using testing::networkAt;
using testing::randomSegment;
using testing::Segment;
using testing::SegmentKind;

// A detected tau is within a few units in the last place of the exact one (the same event may be
// found by different tiers, and 1 - tau is rounded).
constexpr double kTauTolerance = 1e-13;

// (sample, layer, neuron, direction).
using Flip = std::tuple<int, int, int, int>;
// The flips of each instant, in the order of the instants.
using Instants = std::vector<std::set<Flip>>;

Instants instantsOf(const std::vector<CrossingEvent>& events) {
  Instants instants;
  for (const CrossingEvent& event : events) {
    instants.resize(static_cast<std::size_t>(event.instant) + 1);
    instants.back().insert({event.sample, event.layer, event.neuron, event.direction});
  }
  return instants;
}

std::vector<CrossingEvent> crossingsOf(const Segment& segment,
                                       CrossingTiers tiers = CrossingTiers::kAll) {
  return findCrossings(segment.from, segment.to, segment.inputs, tiers);
}

bool isWellFormed(const std::vector<CrossingEvent>& events) {
  for (std::size_t k = 0; k < events.size(); ++k) {
    const CrossingEvent& e = events[k];
    if (!(e.tau >= 0.0 && e.tau <= 1.0) || (e.direction != 1 && e.direction != -1)) return false;
    if (e.tau == 0.0 && e.direction != 1) return false;
    if (e.tau == 1.0 && e.direction != -1) return false;
    if (k == 0) {
      if (e.instant != 0) return false;
      continue;
    }
    const CrossingEvent& p = events[k - 1];
    const auto key = [](const CrossingEvent& x) { return std::tie(x.sample, x.layer, x.neuron); };
    if (e.instant == p.instant ? e.tau != p.tau || !(key(p) < key(e))
                               : e.instant != p.instant + 1 || e.tau < p.tau) {
      return false;
    }
  }
  return true;
}

// Law 1, and that each event really changes its bit in its direction.
bool obeysParity(const Segment& segment, const std::vector<CrossingEvent>& events) {
  ActivationPattern pattern = exactActivationPattern(segment.from, segment.inputs);
  for (const CrossingEvent& e : events) {
    if (pattern.isActive(e.layer, e.neuron, e.sample) != (e.direction == -1)) return false;
    pattern.flip(e.layer, e.neuron, e.sample);
  }
  return pattern == exactActivationPattern(segment.to, segment.inputs);
}

// Runs `law(segment, events)` on `count` segments of each kind, after parity. The law returns
// whether it holds.
template <class Law>
void checkOnSegments(std::uint64_t firstSeed, std::uint64_t count, int depthLimit, Law law) {
  long eventCount = 0;
  for (int k = 0; k < kSegmentKindCount; ++k) {
    for (std::uint64_t seed = firstSeed; seed < firstSeed + count; ++seed) {
      const Segment segment = randomSegment(static_cast<SegmentKind>(k), seed, depthLimit);
      const std::vector<CrossingEvent> events = crossingsOf(segment);
      eventCount += static_cast<long>(events.size());
      const bool holds =
          isWellFormed(events) && obeysParity(segment, events) && law(segment, events);
      if (holds) continue;
      CAPTURE(k);
      CAPTURE(seed);
      CHECK(holds);
      return;
    }
  }
  CHECK(eventCount > static_cast<long>(count));  // the laws were not checked on nothing
}

void swapNeurons(Network& network, int layer, int a, int b) {
  MutableWeightView weight = network.weight(layer);
  MutableWeightView next = network.weight(layer + 1);
  weight.row(a).swap(weight.row(b));
  std::swap(network.bias(layer)(a), network.bias(layer)(b));
  next.col(a).swap(next.col(b));
}

// (W_l, b_l) times c and W_{l+1} divided by c.
void rescale(Network& network, int layer, double c) {
  network.weight(layer) *= c;
  network.bias(layer) *= c;
  // Below the rescaled layer nothing changes; its biases and those above scale through W_{l+1}.
  network.weight(layer + 1) /= c;
}

// The events of both halves as those of the whole. A touch exactly at the cut is "off" at the end
// of one half and "on" at the start of the other, and no event of the whole.
Instants join(const std::vector<CrossingEvent>& first, const std::vector<CrossingEvent>& second) {
  Instants joined = instantsOf(first);
  Instants tail = instantsOf(second);
  if (!first.empty() && first.back().tau == 1.0 && !second.empty() && second.front().tau == 0.0) {
    for (const Flip& flip : tail.front()) {
      auto [sample, layer, neuron, direction] = flip;
      if (joined.back().erase({sample, layer, neuron, -direction}) == 0) {
        joined.back().insert(flip);
      }
    }
    if (joined.back().empty()) joined.pop_back();
    tail.erase(tail.begin());
  }
  joined.insert(joined.end(), tail.begin(), tail.end());
  return joined;
}

}  // namespace

TEST_SUITE("crossings") {
  TEST_CASE("the reversed segment has the same crossings backwards") {
    checkOnSegments(0, 3900, 6, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      const std::vector<CrossingEvent> reversed = crossingsOf({s.to, s.from, s.inputs});
      if (reversed.size() != events.size()) return false;
      Instants expected;
      for (const std::set<Flip>& instant : instantsOf(events)) {
        std::set<Flip> flipped;
        for (auto [sample, layer, neuron, direction] : instant) {
          flipped.insert({sample, layer, neuron, -direction});
        }
        expected.insert(expected.begin(), flipped);
      }
      if (instantsOf(reversed) != expected) return false;
      for (std::size_t k = 0; k < events.size(); ++k) {
        const double mirrored = 1.0 - reversed[events.size() - 1 - k].tau;
        if (!(std::abs(events[k].tau - mirrored) <= kTauTolerance)) return false;
      }
      return true;
    });
  }

  TEST_CASE("cutting a segment keeps its crossings") {
    checkOnSegments(10000, 3900, 5, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      for (const double tau : {0.25, 0.5}) {
        const Network middle = networkAt(s, tau);
        // With full-precision parameters the cut point is rounded off the segment.
        const Vector back = middle.parameters - (1.0 - tau) * s.from.parameters;
        if (back != tau * s.to.parameters) continue;
        const std::vector<CrossingEvent> first = crossingsOf({s.from, middle, s.inputs});
        const std::vector<CrossingEvent> second = crossingsOf({middle, s.to, s.inputs});
        if (join(first, second) != instantsOf(events)) return false;
      }
      return true;
    });
  }

  TEST_CASE("permuting neurons permutes the crossings") {
    checkOnSegments(20000, 3900, 6, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      const int layer =
          1 + static_cast<int>(events.size()) % s.from.architecture.hiddenLayerCount();
      const int last = s.from.architecture.width(layer) - 1;
      Segment swapped = s;
      swapNeurons(swapped.from, layer, 0, last);
      swapNeurons(swapped.to, layer, 0, last);
      std::vector<CrossingEvent> expected = events;
      for (CrossingEvent& e : expected) {
        if (e.layer != layer) continue;
        e.neuron = e.neuron == 0 ? last : (e.neuron == last ? 0 : e.neuron);
      }
      return instantsOf(crossingsOf(swapped)) == instantsOf(expected);
    });
  }

  TEST_CASE("rescaling a layer keeps the crossings") {
    checkOnSegments(30000, 3900, 6, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      const int layer =
          1 + static_cast<int>(events.size()) % s.from.architecture.hiddenLayerCount();
      Segment scaled = s;
      const double c = events.size() % 2 == 0 ? 0x1.0p30 : 0x1.0p-30;  // exact in floating point
      rescale(scaled.from, layer, c);
      rescale(scaled.to, layer, c);
      return instantsOf(crossingsOf(scaled)) == instantsOf(events);
    });
  }

  TEST_CASE("all tiers find the same crossings") {
    checkOnSegments(40000, 700, 4, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      const std::vector<CrossingEvent> path = crossingsOf(s, CrossingTiers::kWithoutFilter);
      const std::vector<CrossingEvent> exact = crossingsOf(s, CrossingTiers::kExactOnly);
      if (instantsOf(path) != instantsOf(events)) return false;
      if (instantsOf(exact) != instantsOf(events)) return false;
      for (std::size_t k = 0; k < events.size(); ++k) {
        if (!(std::abs(events[k].tau - exact[k].tau) <= kTauTolerance)) return false;
        if (!(std::abs(path[k].tau - exact[k].tau) <= kTauTolerance)) return false;
      }
      return true;
    });
  }

  TEST_CASE("the exact masks along the segment are those the crossings say") {
    checkOnSegments(50000, 400, 4, [](const Segment& s, const std::vector<CrossingEvent>& events) {
      const double points = 32.0;
      for (double k = 0.0; k <= points; ++k) {
        const double tau = k / points;
        const Network here = networkAt(s, tau);
        if (here.parameters - (1.0 - tau) * s.from.parameters != tau * s.to.parameters) continue;
        ActivationPattern pattern = exactActivationPattern(s.from, s.inputs);
        for (const CrossingEvent& e : events) {  // at z = 0 the bit is off on both sides
          const bool happened = e.tau < tau || (e.tau == tau && e.direction == -1);
          if (happened) pattern.flip(e.layer, e.neuron, e.sample);
        }
        const ActivationPattern exact = exactActivationPattern(here, s.inputs);
        if (pattern == exact) continue;
        // Only a touch at exactly this point may differ: there the bit is off for an instant.
        const std::vector<CrossingEvent> first = crossingsOf({s.from, here, s.inputs});
        const std::vector<CrossingEvent> second = crossingsOf({here, s.to, s.inputs});
        if (join(first, second) != instantsOf(events)) return false;
      }
      return true;
    });
  }

  TEST_CASE("a chain of steps ends in the mask that its crossings say") {
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
      CAPTURE(seed);
      Segment s = randomSegment(SegmentKind::kInteger, seed, 3);
      RegionTracker tracker(exactActivationPattern(s.from, s.inputs));
      long crossings = 0;
      for (std::uint64_t step = 0; step < 8; ++step) {
        const std::vector<CrossingEvent> events = crossingsOf(s);
        crossings += static_cast<long>(events.size());
        tracker.addStep(events);
        const ActivationPattern end = exactActivationPattern(s.to, s.inputs);
        REQUIRE(tracker.regionHash() == end.hash());
        REQUIRE(tracker.lastStep().endpointFlips ==
                ActivationPattern::distance(exactActivationPattern(s.from, s.inputs), end));
        s.from = s.to;
        Random random(seed, step + 100);
        for (double& p : s.to.parameters) p += static_cast<double>(random.below(5)) - 2.0;
      }
      REQUIRE(tracker.counts().crossings == crossings);
      REQUIRE(tracker.counts().steps == 8);
    }
  }
}

}  // namespace adamscope
