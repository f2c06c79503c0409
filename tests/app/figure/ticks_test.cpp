#include "app/figure/ticks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/random.h"

namespace adamscope::figure {
namespace {

TEST_SUITE("figure") {
  TEST_CASE("ticks lie inside their range, are evenly spaced and have labels of their own") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const double size = std::pow(10.0, random.uniform(-9.0, 9.0));
      const double low = random.normal() * std::pow(10.0, random.uniform(-6.0, 6.0));
      // At most ten digits of zoom: the labels must still tell the ticks apart.
      const double high = low + std::max(size, 1e-10 * std::abs(low));
      const Ticks ticks = niceTicks(low, high, 5);
      REQUIRE(ticks.marks.size() >= 2);
      CHECK(ticks.marks.size() <= 7);
      const double step = ticks.marks[1].value - ticks.marks[0].value;
      // Ticks far from zero are rounded to doubles of that size.
      const double slack = 1e-6 * (high - low) + 1e-15 * std::max(std::abs(low), std::abs(high));
      std::set<std::string> labels;
      for (std::size_t i = 0; i < ticks.marks.size(); ++i) {
        const double value = ticks.marks[i].value;
        CHECK(value >= low - slack);
        CHECK(value <= high + slack);
        labels.insert(ticks.marks[i].label);
        if (i > 0) CHECK(std::abs(value - ticks.marks[i - 1].value - step) <= slack + 1e-6 * step);
        CHECK(ticks.marks[i].label.size() <= 12);
      }
      CHECK(labels.size() == ticks.marks.size());
    }
  }

  TEST_CASE("labels of common ranges are the plain numbers") {
    const Ticks ticks = niceTicks(-1.0, 1.0, 5);
    REQUIRE(ticks.marks.size() == 5);
    CHECK(ticks.marks[0].label == "\u22121.0");
    CHECK(ticks.marks[2].label == "0.0");
    CHECK(ticks.marks[4].label == "1.0");
    CHECK(ticks.note.empty());
    CHECK(niceTicks(0.0, 10.0, 5).marks[1].label == "2");
  }

  TEST_CASE("a deep zoom shows the distance from a round number and says so") {
    const Ticks ticks = niceTicks(0.500001, 0.500003, 4);
    CHECK(ticks.note.find("0.5") != std::string::npos);
    CHECK(ticks.note.find("×10⁻") != std::string::npos);
    const Ticks large = niceTicks(0.0, 3.0e7, 4);
    CHECK(large.note == " (×10⁷)");
  }

  TEST_CASE("zero has no minus sign, and a range is rounded up") {
    CHECK(formatNumber(-0.0001, 2) == "0.00");
    CHECK(formatNumber(-0.5, 1) == "\u22120.5");
    CHECK(niceCeiling(1.0) == 1.0);
    CHECK(niceCeiling(1.01) == 1.5);
    CHECK(niceCeiling(0.9) == 1.0);
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const double value = std::pow(10.0, random.uniform(-8.0, 8.0));
      CHECK(niceCeiling(value) >= value * (1.0 - 1e-9));
      CHECK(niceCeiling(value) <= 1.5001 * value);
    }
  }
}

}  // namespace
}  // namespace adamscope::figure
