#include "app/plot/min_max_pyramid.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"

namespace adamscope::plot {
namespace {

/// Numbers of all sizes, now and then a zero, NaN or an infinity, now and then many in a row.
std::vector<double> randomValues(Random& random, long count) {
  std::vector<double> values;
  while (static_cast<long>(values.size()) < count) {
    const double kind = random.uniform();
    double value = random.normal() * std::pow(10.0, random.uniform(-5.0, 5.0));
    if (kind < 0.03) value = NAN;
    if (kind > 0.97) value = INFINITY;
    if (kind > 0.98) value = -INFINITY;
    if (kind > 0.99) value = 0.0;
    const long repeats = kind < 0.01 ? 300 : 1;
    for (long i = 0; i < repeats; ++i) values.push_back(value);
  }
  return values;
}

TEST_SUITE("plot") {
  TEST_CASE("the pyramid answers as a walk over all values does") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const std::vector<double> values =
          randomValues(random, 1 + static_cast<long>(random.below(9000)));
      const ValueAccess access = [&](long i) { return values[static_cast<std::size_t>(i)]; };
      MinMaxPyramid pyramid;
      for (const double value : values) {
        pyramid.append(value);
        // Now and then also while it grows.
        if (random.below(500) != 0) continue;
        CHECK(pyramid.summarize(0, pyramid.size(), access) ==
              summarizeAll(0, pyramid.size(), access));
      }
      for (int i = 0; i < 200; ++i) {
        const auto n = static_cast<std::uint64_t>(pyramid.size()) + 1;
        const long a = static_cast<long>(random.below(n));
        const long b = static_cast<long>(random.below(n));
        CAPTURE(a);
        CAPTURE(b);
        CHECK(pyramid.summarize(a, b, access) == summarizeAll(a, b, access));
      }
    }
  }

  TEST_CASE("a question about a million values reads few of them") {
    MinMaxPyramid pyramid;
    for (long i = 0; i < 1000000; ++i) pyramid.append(i == 500001 ? 7.0 : 1.0);
    long reads = 0;
    const ValueAccess access = [&](long i) {
      ++reads;
      return i == 500001 ? 7.0 : 1.0;
    };
    CHECK(pyramid.summarize(1, 999999, access).max == 7.0);
    CHECK(reads <= 30);
  }

  TEST_CASE("an empty stretch and one of NaN are gaps") {
    MinMaxPyramid pyramid;
    CHECK(pyramid.summarize(0, 0, {}).isGap());
    for (int i = 0; i < 100; ++i) pyramid.append(NAN);
    const ValueSummary summary = pyramid.summarize(3, 90, [](long) { return NAN; });
    CHECK(summary.isGap());
    CHECK(summary.hasNan);
  }
}

}  // namespace
}  // namespace adamscope::plot
