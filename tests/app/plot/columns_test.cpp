#include "app/plot/columns.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"
#include "tests/support/plot_samples.h"

namespace adamscope::plot {
namespace {

TEST_SUITE("plot") {
  TEST_CASE("every value is in one column, the one at its place, and columns tell its range") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      std::vector<double> values;
      const long count = 1 + static_cast<long>(random.below(60000));
      for (long i = 0; i < count; ++i) values.push_back(random.normal());
      const testing::SampleSeries sample(values);
      PlotSeries series = sample.line("a");
      series.firstX = random.uniform(0.0, 50.0);
      series.stride = std::pow(10.0, random.uniform(-1.0, 2.0));
      const Scale kind = seed % 3 == 0   ? Scale::kLog
                         : seed % 3 == 1 ? Scale::kSymlog
                                         : Scale::kLinear;
      const AxisScale scale{kind, 2.0};
      const double low = random.uniform(1.0, 100.0);
      const double high =
          low + random.uniform(0.1, 2.0) * series.stride * static_cast<double>(count);
      const Axis axis{scale, {scale.coordinateOf(low), scale.coordinateOf(high)}, 40.0, 640.0};
      const ColumnGrid grid(axis, 1.0);
      const std::vector<double>& edges = grid.edges;
      const std::vector<Column> columns = columnsOf(series, grid, edges.front());
      const ItemRange seen = itemsIn(series, {edges.front(), edges.back()});
      long next = seen.first;
      for (const Column& column : columns) {
        REQUIRE(column.items.first == next);
        next = column.items.last;
        CHECK(column.values == summarizeAll(column.items.first, column.items.last, series.value));
        for (const long item : {column.items.first, column.items.last - 1}) {
          const double px = axis.pixelAt(scale.coordinateOf(series.xAt(item)));
          CHECK(std::abs(px - column.centerPx) <= 0.5 + 1.0 / 48.0 + 1e-6);
        }
      }
      // The last column, too, may end a 48th of a pixel beside its place.
      const long lastSize = columns.empty() ? 0 : columns.back().items.size();
      CHECK(std::abs(next - seen.last) <= lastSize / 24);
    }
  }

  TEST_CASE("a spike of one step among a million is in its column at every zoom") {
    std::vector<double> values(1000000, 1.0);
    values[777777] = 9.0;
    const testing::SampleSeries sample(values);
    const PlotSeries series = sample.line("a");
    for (double width = 1e6; width > 2000.0; width *= 0.83) {
      CAPTURE(width);
      const Axis axis{{}, {777777.0 - 0.4 * width, 777777.0 + 0.6 * width}, 0.0, 600.0};
      double largest = 0.0;
      for (const Column& column : columnsOf(series, ColumnGrid(axis, 1.0), -INFINITY)) {
        if (column.values.max <= largest) continue;
        largest = column.values.max;
        if (largest == 9.0) CHECK(std::abs(column.centerPx - 240.0) <= 1.0);
      }
      CHECK(largest == 9.0);
    }
  }

  TEST_CASE("values are drawn one by one where they are a pixel or more apart") {
    const Axis wide{{}, {0.0, 100.0}, 0.0, 600.0};
    CHECK(denseFrom(ColumnGrid(wide, 1.0), 1.0) == INFINITY);
    CHECK(denseFrom(ColumnGrid(wide, 1.0), 0.1) == -INFINITY);
    const Axis log{{Scale::kLog}, {0.0, 4.0}, 0.0, 600.0};
    const double from = denseFrom(ColumnGrid(log, 1.0), 1.0);
    const double px = log.pixelAt(std::log10(from + 1.0)) - log.pixelAt(std::log10(from));
    CHECK(std::abs(px - 1.0) < 0.02);
  }
}

}  // namespace
}  // namespace adamscope::plot
