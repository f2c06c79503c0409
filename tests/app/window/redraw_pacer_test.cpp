// The window draws when there is something to draw, and sleeps otherwise.
#include "app/window/redraw_pacer.h"

#include <doctest/doctest.h>

namespace adamscope {
namespace {

constexpr double kFrame = 1.0 / 60.0;

/// Draws all frames that are due in the seconds from `now` on; how many.
int drawnFrames(RedrawPacer& pacer, double& now, double seconds) {
  int drawn = 0;
  for (const double end = now + seconds; now < end; now += 0.001) {
    if (!pacer.isDue(now)) continue;
    pacer.onFrame(now, std::nullopt);
    ++drawn;
  }
  return drawn;
}

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("an untouched window draws its first frames and then sleeps until an event") {
    RedrawPacer pacer(kFrame);
    double now = 0.0;
    CHECK(drawnFrames(pacer, now, 10.0) == 3);
    CHECK_FALSE(pacer.waitSeconds(now).has_value());
    pacer.onInput();
    CHECK(pacer.isDue(now));
    CHECK(drawnFrames(pacer, now, 10.0) == 3);
    pacer.onWake();
    CHECK(drawnFrames(pacer, now, 10.0) == 1);
  }

  TEST_CASE("no stream of events draws faster than the display") {
    RedrawPacer pacer(kFrame);
    int drawn = 0;
    for (int i = 0; i < 1000; ++i) {
      const double now = i * 0.001;
      pacer.onWake();
      if (i % 3 == 0) pacer.onInput();
      if (!pacer.isDue(now)) continue;
      pacer.onFrame(now, 0.0);
      ++drawn;
    }
    CHECK(drawn <= 61);
    CHECK(drawn >= 55);
  }

  TEST_CASE("a rest holds back news and animations, but never what answers to a hand") {
    constexpr double kRest = 0.3;
    RedrawPacer pacer(kFrame);
    double now = 0.0;
    drawnFrames(pacer, now, 1.0);
    pacer.onFrame(now, 0.0, now + kRest);
    pacer.onWake();
    REQUIRE(pacer.waitSeconds(now).has_value());
    CHECK(*pacer.waitSeconds(now) == doctest::Approx(kRest));
    CHECK_FALSE(pacer.isDue(now + kRest - 0.01));
    pacer.onInput();
    CHECK(pacer.isDue(now + kFrame + 0.001));
    CHECK(drawnFrames(pacer, now, 1.0) == 3);
    // The rest was that frame's: what comes later is on time.
    pacer.onWake();
    CHECK(pacer.isDue(now));
  }

  TEST_CASE("a frame asked for comes at its time, once") {
    RedrawPacer pacer(kFrame);
    double now = 0.0;
    drawnFrames(pacer, now, 1.0);
    pacer.onWake();
    pacer.onFrame(now, 0.5);
    REQUIRE(pacer.waitSeconds(now).has_value());
    CHECK(*pacer.waitSeconds(now) == doctest::Approx(0.5));
    CHECK_FALSE(pacer.isDue(now + 0.49));
    CHECK(pacer.isDue(now + 0.51));
    CHECK(drawnFrames(pacer, now, 5.0) == 1);
  }
}

}  // namespace adamscope
