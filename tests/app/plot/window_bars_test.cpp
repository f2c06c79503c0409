#include "app/plot/window_bars.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"

namespace adamscope::plot {
namespace {

/// Events of three layers, as sums from the start.
struct Events {
  std::vector<std::vector<double>> sums{{0.0}, {0.0}, {0.0}};

  Events(std::uint64_t seed, long steps) {
    Random random(seed);
    for (long i = 0; i < steps; ++i) {
      for (auto& layer : sums) layer.push_back(layer.back() + static_cast<double>(random.below(4)));
    }
  }

  PlotSpec spec() const {
    PlotSpec spec;
    for (std::size_t l = 0; l < sums.size(); ++l) {
      PlotSeries series;
      series.name = "layer " + std::to_string(l + 1);
      series.kind = SeriesKind::kBars;
      series.count = static_cast<long>(sums[l].size()) - 1;
      series.value = [this, l](long i) { return sums[l][static_cast<std::size_t>(i)]; };
      spec.series.push_back(series);
    }
    return spec;
  }
};

TEST_SUITE("plot") {
  TEST_CASE("the windows of a view that shows all add up to all events, at every zoom") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
      CAPTURE(seed);
      const long steps = 1 + static_cast<long>(Random(seed).below(5000));
      const Events events(seed, steps);
      const PlotSpec spec = events.spec();
      const Axis axis{{}, {0.0, 1.05 * static_cast<double>(steps)}, 0.0, 600.0};
      const long width = windowItems(axis, 1.0, 6.0);
      CHECK(axis.pixelAt(static_cast<double>(width)) >= 6.0 - 1e-6);
      std::vector<double> totals(3, 0.0);
      long next = 0;
      for (const WindowBar& bar : windowBars(spec, {}, axis, width)) {
        CHECK(bar.items.first == next);
        CHECK(bar.items.first % width == 0);
        next = bar.items.last;
        for (std::size_t l = 0; l < 3; ++l) totals[l] += bar.sums[l];
      }
      CHECK(next == steps);
      for (std::size_t l = 0; l < 3; ++l) CHECK(totals[l] == events.sums[l].back());
    }
  }

  TEST_CASE("windows stay in place when the view moves, and are one step at the deepest zoom") {
    const Events events(1, 1000);
    const PlotSpec spec = events.spec();
    const Axis left{{}, {100.0, 400.0}, 0.0, 600.0};
    const Axis right{{}, {133.0, 433.0}, 0.0, 600.0};
    const long width = windowItems(left, 1.0, 6.0);
    CHECK(windowItems(right, 1.0, 6.0) == width);
    CHECK(windowBars(spec, {}, right, width).front().items.first % width == 0);
    CHECK(windowItems({{}, {10.0, 20.0}, 0.0, 600.0}, 1.0, 6.0) == 1);
  }

  TEST_CASE("hidden series are not in the bars") {
    const Events events(1, 100);
    PlotState state;
    state.hidden = {"layer 2"};
    const Axis axis{{}, {0.0, 100.0}, 0.0, 600.0};
    CHECK(windowBars(events.spec(), state, axis, 10).front().sums.size() == 2);
  }
}

}  // namespace
}  // namespace adamscope::plot
