#include "core/theory/mask_freeze.h"

#include <doctest/doctest.h>

#include <deque>
#include <set>
#include <tuple>

#include "core/base/random.h"

namespace adamscope {
namespace {

CrossingEvent flip(int layer, int neuron, int sample) {
  CrossingEvent event;
  event.layer = layer;
  event.neuron = neuron;
  event.sample = sample;
  return event;
}

const Architecture kShape{{2, 3, 4, 1}, 0.0};

TEST_SUITE("theory") {
  TEST_CASE("a mask thaws with its flip and freezes again K steps later") {
    MaskFreeze freeze(kShape, 5, 3);  // N = 35
    const std::vector<CrossingEvent> two{flip(1, 0, 4), flip(2, 3, 0)};
    freeze.addStep(two);
    CHECK(freeze.frozenShare() == doctest::Approx(33.0 / 35.0));
    CHECK(freeze.stepsSinceEvent() == 0);
    freeze.addStep({});
    freeze.addStep({});
    CHECK(freeze.isWindowFull());
    CHECK(freeze.frozenShare() == doctest::Approx(33.0 / 35.0));
    freeze.addStep({});
    CHECK(freeze.frozenShare() == 1.0);
    CHECK(freeze.stepsSinceEvent() == 3);
  }

  TEST_CASE("the frozen share is that of a slow count over the last K steps") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const int window = 7;
      MaskFreeze freeze(kShape, 4, window);  // N = 28
      std::deque<std::vector<CrossingEvent>> last;
      for (int step = 0; step < 200; ++step) {
        std::vector<CrossingEvent> events;
        const std::uint64_t count = random.below(4);
        for (std::uint64_t k = 0; k < count; ++k) {
          const int layer = 1 + static_cast<int>(random.below(2));
          const auto width = static_cast<std::uint64_t>(kShape.width(layer));
          const int neuron = static_cast<int>(random.below(width));
          const int sample = static_cast<int>(random.below(4));
          events.push_back(flip(layer, neuron, sample));
        }
        freeze.addStep(events);
        last.push_back(events);
        if (last.size() > static_cast<std::size_t>(window)) last.pop_front();
        std::set<std::tuple<int, int, int>> flipped;
        for (const auto& group : last) {
          for (const CrossingEvent& e : group) flipped.insert({e.layer, e.neuron, e.sample});
        }
        const double expected = 1.0 - static_cast<double>(flipped.size()) / 28.0;
        REQUIRE(freeze.frozenShare() == doctest::Approx(expected).epsilon(1e-14));
      }
    }
  }

  TEST_CASE("a network without hidden neurons is frozen") {
    MaskFreeze freeze({{2, 1}, 0.0}, 5, 3);
    freeze.addStep({});
    CHECK(freeze.frozenShare() == 1.0);
  }

  TEST_CASE("a constant rate of events is found") {
    MaskFreeze freeze(kShape, 5, 40);
    const std::vector<CrossingEvent> two{flip(1, 0, 4), flip(2, 3, 0)};
    for (int step = 0; step < 300; ++step) freeze.addStep(two);
    CHECK(freeze.eventRate() == doctest::Approx(2.0));
  }
}

}  // namespace
}  // namespace adamscope
