#include "app/plot/readout.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/support/plot_samples.h"

namespace adamscope::plot {
namespace {

using testing::SampleSeries;

PlotAxes axesOf(const Interval& xView) {
  PlotAxes axes;
  axes.x = {{}, xView, 0.0, 600.0};
  axes.y = {{}, {0.0, 10.0}, 300.0, 0.0};
  return axes;
}

TEST_SUITE("plot") {
  TEST_CASE("the crosshair reads every visible series at its step, gaps as a dash") {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const SampleSeries sample({1.0, 2.5, kNan});
    const SampleSeries logs({0.0, 2.0e5, 1.0});
    PlotSpec spec = testing::plotOf(sample);
    spec.series.push_back(logs.line("bound"));
    spec.series.push_back(sample.line("hidden"));
    spec.series[1].isNaturalLog = true;
    spec.marks = {{1.0, "learning rate 0.1"}};
    PlotState state;
    state.hidden = {"hidden"};
    const PlotLink link;
    const PlotModel model{spec, state, link};
    const Readout at1 = readoutAt(model, axesOf({0.0, 3.0}), 1.0, 6.0);
    CHECK(at1.heading == "step 1");
    REQUIRE(at1.rows.size() == 2);
    CHECK(at1.rows[0].value == "2.500");
    CHECK(at1.rows[0].dot);
    CHECK(at1.rows[1].value == "7.877×10⁸⁶⁸⁵⁸");
    CHECK(at1.notes == std::vector<std::string>{"learning rate 0.1"});
    const Readout at2 = readoutAt(model, axesOf({0.0, 3.0}), 2.0, 6.0);
    CHECK(at2.rows[0].value == "–");
    CHECK_FALSE(at2.rows[0].dot);
    CHECK(readoutAt(model, axesOf({0.0, 9.0}), 5.0, 6.0).rows.empty());
  }

  TEST_CASE("over bars it reads the window and says which steps that is") {
    PlotSpec spec;
    spec.xLabel = "step";
    PlotSeries bars;
    bars.name = "layer 1";
    bars.kind = SeriesKind::kBars;
    bars.count = 1000;
    bars.value = [](long i) { return 2.0 * static_cast<double>(i); };
    spec.series = {bars};
    const PlotState state;
    const PlotLink link;
    const Readout readout = readoutAt({spec, state, link}, axesOf({0.0, 1000.0}), 123.0, 6.0);
    CHECK(readout.heading == "step 120–129");
    REQUIRE(readout.rows.size() == 1);
    CHECK(readout.rows[0].value == "20");
  }

  TEST_CASE("the crosshair stands on steps of the finest series, within the data") {
    const SampleSeries sample({1.0, 2.0, 3.0});
    PlotSpec spec = testing::plotOf(sample);
    spec.series.push_back(sample.line("coarse"));
    spec.series[1].stride = 10.0;
    CHECK(snappedX(spec, {}, 1.4) == 1.0);
    CHECK(snappedX(spec, {}, 17.6) == 18.0);
    CHECK(snappedX(spec, {}, 99.0) == 20.0);
    CHECK(snappedX(spec, {}, -5.0) == 0.0);
    CHECK(snappedX({}, {}, 7.3) == 7.3);
  }
}

}  // namespace
}  // namespace adamscope::plot
