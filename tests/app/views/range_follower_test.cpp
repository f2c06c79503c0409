#include "app/views/range_follower.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <limits>

namespace adamscope {

TEST_SUITE("views") {
  TEST_CASE("a range starts where the data are, with some air") {
    RangeFollower range;
    CHECK_FALSE(range.follow(-2.0, 3.0, 0.02));
    CHECK(range.low() < -2.0);
    CHECK(range.low() > -3.0);
    CHECK(range.high() > 3.0);
    CHECK(range.high() < 4.0);
  }

  TEST_CASE("data that jitter do not move the range") {
    RangeFollower range;
    range.follow(-1.0, 1.0, 0.02);
    const double low = range.low();
    const double high = range.high();
    for (int i = 0; i < 100; ++i) {
      const double size = i % 2 == 0 ? 1.04 : 0.8;
      CHECK_FALSE(range.follow(-size, size, 0.03));
      CHECK(range.low() == low);
      CHECK(range.high() == high);
    }
  }

  TEST_CASE("data that grow or shrink are followed smoothly until they fit") {
    for (const double size : {8.0, 0.1}) {
      CAPTURE(size);
      RangeFollower range;
      range.follow(-1.0, 1.0, 0.02);
      double before = range.high();
      int frames = 0;
      while (range.follow(-size, size, 0.02)) {
        // Never more than a fifth of the way in a frame, and always towards the goal.
        CHECK((range.high() > before) == (size > 1.0));
        before = range.high();
        REQUIRE(++frames < 200);
      }
      CHECK(frames > 5);
      CHECK(range.high() >= size);
      CHECK(range.high() <= 1.2 * size);
    }
  }

  TEST_CASE("constants and numbers that are not finite leave a usable range") {
    RangeFollower range;
    range.follow(0.0, 0.0, 0.02);
    CHECK(range.low() < 0.0);
    CHECK(range.high() > 0.0);
    CHECK_FALSE(range.follow(std::numeric_limits<double>::quiet_NaN(), 1.0, 0.02));
    CHECK_FALSE(range.follow(0.0, std::numeric_limits<double>::infinity(), 0.02));
    CHECK(range.low() < range.high());
  }
}

}  // namespace adamscope
