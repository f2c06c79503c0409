#include "app/plot/axis.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/base/random.h"

namespace adamscope::plot {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array<Scale, 3> kScales{Scale::kLinear, Scale::kLog, Scale::kSymlog};

/// A view that a user could reach: somewhere, at some zoom.
Interval randomView(const AxisScale& scale, Random& random) {
  const double reach = scale.kind == Scale::kLinear ? 12.0 : 4.0;
  const double middle = random.normal() * std::pow(10.0, random.uniform(-reach, reach));
  const double width = std::pow(10.0, random.uniform(-reach, reach));
  return limitedView(scale, {middle - 0.5 * width, middle + 0.5 * width});
}

TEST_SUITE("plot") {
  TEST_CASE("a value goes to a pixel and back") {
    for (const Scale kind : kScales) {
      for (std::uint64_t seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        Random random(seed, static_cast<std::uint64_t>(kind));
        const AxisScale scale{kind, std::pow(10.0, random.uniform(-3.0, 3.0))};
        const Interval view = randomView(scale, random);
        const bool isVertical = random.uniform() < 0.5;
        const Axis axis{scale, view, isVertical ? 480.0 : 20.0, isVertical ? 20.0 : 640.0};
        const double coordinate = view.low + random.uniform() * view.width();
        const double pixel = axis.pixelAt(coordinate);
        CHECK(pixel >= 20.0 - 1e-3);
        CHECK(pixel <= 640.0 + 1e-3);
        // The narrowest view leaves six digits.
        CHECK(std::abs(axis.coordinateAtPixel(pixel) - coordinate) <= 1e-6 * view.width());
        const double value = scale.valueAt(coordinate);
        if (std::isfinite(value) && std::abs(value) > 1e-300) {
          const double again = scale.coordinateOf(value);
          CHECK(std::abs(again - coordinate) <= 1e-12 * (1.0 + std::abs(coordinate)));
        }
      }
    }
  }

  TEST_CASE(
      "logarithms far beyond doubles have coordinates, and agree with values where both are") {
    for (const Scale kind : kScales) {
      const AxisScale scale{kind, 3.0};
      for (const double logValue : {-700.0, -3.0, 0.0, 1.0, 50.0, 100.0, 700.0}) {
        CAPTURE(logValue);
        const double expected = scale.coordinateOf(std::exp(logValue));
        CHECK(std::abs(scale.coordinateOfLog(logValue) - expected) <=
              1e-12 * (1.0 + std::abs(expected)));
      }
    }
    CHECK(std::abs(AxisScale{Scale::kLog}.coordinateOfLog(1e5) - 43429.448190325180) < 1e-9);
    CHECK(std::isfinite(AxisScale{Scale::kSymlog}.coordinateOfLog(1e5)));
    CHECK(AxisScale{Scale::kLog}.coordinateOfLog(-kInfinity) == -kInfinity);
  }

  TEST_CASE("values that are not positive stand on the gutter of a logarithmic axis") {
    Axis axis{{Scale::kLog}, {0.0, 3.0}, 200.0, 10.0};
    axis.hasGutter = true;
    axis.gutterPx = 212.0;
    for (const double value : {0.0, -0.0, -1.0, -1e300}) {
      CAPTURE(value);
      CHECK(axis.pixelAt(axis.scale.coordinateOf(value)) == 212.0);
    }
    // What is positive but below the view is no zero.
    CHECK(axis.pixelAt(axis.scale.coordinateOf(1e-300)) > 250.0);
    CHECK(std::isnan(axis.scale.coordinateOf(NAN)));
  }

  TEST_CASE("every coordinate but NaN has a finite pixel in every view") {
    for (const Scale kind : kScales) {
      const AxisScale scale{kind};
      for (const Interval& asked : {Interval{0, 1}, Interval{-1e308, 1e308}, Interval{5, 5},
                                    Interval{kInfinity, -kInfinity}, Interval{NAN, 1},
                                    Interval{1e300, 1e300}, Interval{-kInfinity, -1e307}}) {
        const Axis axis{scale, limitedView(scale, asked), 300.0, 0.0};
        CAPTURE(asked.low);
        CHECK(axis.view.low < axis.view.high);
        for (const double c : {0.0, 1.0, -1e308, 1e308, kInfinity, -kInfinity}) {
          CHECK(std::isfinite(axis.pixelAt(c)));
        }
        CHECK(std::isfinite(axis.coordinateAtPixel(150.0)));
      }
    }
  }

  TEST_CASE("zooming keeps the anchor in place, and in and out again gives the view back") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const AxisScale scale{kScales[seed % 3]};
      const Interval view = randomView(scale, random);
      const Axis before{scale, view, 0.0, 600.0};
      const double pixel = random.uniform(0.0, 600.0);
      const double anchor = before.coordinateAtPixel(pixel);
      const double factor = random.uniform(0.7, 1.4);
      const Interval zoomed = zoomedView(scale, view, anchor, factor);
      if (std::abs(zoomed.width() / (view.width() * factor) - 1.0) > 1e-6) continue;  // at a limit
      CHECK(std::abs(Axis{scale, zoomed, 0.0, 600.0}.pixelAt(anchor) - pixel) < 1e-2);
      const Interval back = zoomedView(scale, zoomed, anchor, 1.0 / factor);
      CHECK(std::abs(back.low - view.low) <= 1e-5 * view.width());
      CHECK(std::abs(back.high - view.high) <= 1e-5 * view.width());
    }
  }

  TEST_CASE("zooming a thousand times in or out ends at a view that can be drawn") {
    for (const Scale kind : kScales) {
      const AxisScale scale{kind};
      for (const double factor : {0.8, 1.25}) {
        Interval view{1.0, 4.0};
        for (int i = 0; i < 5000; ++i) view = zoomedView(scale, view, 2.0, factor);
        CHECK(view.low < view.high);
        CHECK(std::isfinite(view.width()));
        const Interval moved = pannedView(scale, view, 0.25 * view.width());
        CHECK(moved.low < moved.high);
      }
    }
  }

  TEST_CASE("a fitted view shows all data and wastes at most half of the axis") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const AxisScale scale{kScales[seed % 3]};
      const double low = random.normal() * std::pow(10.0, random.uniform(-4.0, 4.0));
      const double width = std::pow(10.0, random.uniform(-4.0, 4.0));
      const Interval data{low, low + width};
      const Interval view = fittedView(scale, data);
      CHECK(view.low <= data.low);
      CHECK(view.high >= data.high);
      CHECK(view.width() <= 2.0 * data.width());
      CHECK(followedView(scale, view, data) == view);
    }
  }

  TEST_CASE("a fit of no data, one value or the largest doubles is a view") {
    for (const Scale kind : kScales) {
      const AxisScale scale{kind};
      for (const Interval& data : {Interval{1.0, 0.0}, Interval{kInfinity, -kInfinity},
                                   Interval{0.0, 0.0}, Interval{-3.0, -3.0}, Interval{1e300, 1e300},
                                   Interval{1e-300, 1e-300}, Interval{-1.7e308, 1.7e308}}) {
        CAPTURE(data.low);
        for (const Interval& view : {fittedView(scale, data), followedSteps(scale, data)}) {
          CHECK(view.low < view.high);
          CHECK(std::isfinite(view.width()));
        }
      }
    }
  }

  TEST_CASE("a view that follows growing data changes seldom") {
    const AxisScale scale;
    Interval steps{0.0, 1.0};
    Interval values{0.0, 1.0};
    int changes = 0;
    for (int last = 1; last <= 100000; ++last) {
      const Interval data{0.0, static_cast<double>(last)};
      const Interval nextSteps = followedSteps(scale, data);
      const Interval nextValues = followedView(scale, values, data);
      CHECK(nextSteps.high >= data.high);
      CHECK(nextSteps.high <= 1.15 * data.high + 1.0);
      changes += (nextSteps != steps) + (nextValues != values);
      steps = nextSteps;
      values = nextValues;
    }
    // Five decades of growth, at most some thirty changes for each.
    CHECK(changes < 300);
  }
}

}  // namespace
}  // namespace adamscope::plot
