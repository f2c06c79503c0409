#include "app/plot/plot_export.h"

#include <doctest/doctest.h>

#include "core/base/file.h"
#include "tests/support/plot_samples.h"
#include "tests/support/temporary_folder.h"

namespace adamscope::plot {
namespace {

using testing::SampleSeries;

/// Width or height in the header of a PNG.
int pngSide(const std::string& bytes, std::size_t offset) {
  int side = 0;
  for (std::size_t i = 0; i < 4; ++i)
    side = side * 256 + static_cast<unsigned char>(bytes[offset + i]);
  return side;
}

TEST_SUITE("plot") {
  TEST_CASE("a plot becomes a PNG of the size asked for, an SVG with text, and a PDF") {
    const TemporaryFolder folder;
    const SampleSeries sample({1.0, 3.0, 2.0});
    const PlotSpec spec = testing::plotOf(sample);
    const PlotState state;
    const PlotLink link;
    PlotSheet sheet;
    sheet.scale = 2.0;
    REQUIRE(writePlot({spec, state, link}, sheet, folder.file("a.png")).ok());
    const std::string png = readTextFile(folder.file("a.png")).value();
    CHECK(pngSide(png, 16) == 960);
    CHECK(pngSide(png, 20) == 560);
    REQUIRE(writePlot({spec, state, link}, {}, folder.file("a.svg")).ok());
    CHECK(readTextFile(folder.file("a.svg")).value().starts_with("<?xml"));
    REQUIRE(writePlot({spec, state, link}, {}, folder.file("a.pdf")).ok());
    CHECK(readTextFile(folder.file("a.pdf")).value().starts_with("%PDF"));
  }

  TEST_CASE("the same plot has the same bytes, and export changes neither state nor link") {
    const TemporaryFolder folder;
    const SampleSeries sample({1.0, 0.0, 2.0});
    const PlotSpec spec = testing::plotOf(sample);
    PlotState state;
    state.yScale.kind = Scale::kLog;
    const PlotLink link;
    REQUIRE(writePlot({spec, state, link}, {}, folder.file("a.svg")).ok());
    REQUIRE(writePlot({spec, state, link}, {}, folder.file("b.svg")).ok());
    CHECK(readTextFile(folder.file("a.svg")).value() == readTextFile(folder.file("b.svg")).value());
    CHECK(state.yView == Interval{});
    CHECK(link.leftEm == 0.0);
  }

  TEST_CASE("an unknown ending and a folder that is not there are errors that name the path") {
    const SampleSeries sample({1.0});
    const PlotSpec spec = testing::plotOf(sample);
    const PlotState state;
    const PlotLink link;
    CHECK(writePlot({spec, state, link}, {}, "a.gif").message().find("a.gif") != std::string::npos);
    CHECK_FALSE(writePlot({spec, state, link}, {}, "/no/such/folder/a.svg").ok());
  }

  TEST_CASE("all troublesome data can be exported") {
    const TemporaryFolder folder;
    for (const testing::NamedValues& named : testing::troublesomeValues()) {
      for (const Scale kind : {Scale::kLinear, Scale::kLog, Scale::kSymlog}) {
        CAPTURE(named.name);
        const SampleSeries sample(named.values);
        const PlotSpec spec = testing::plotOf(sample);
        PlotState state;
        state.yScale.kind = kind;
        const PlotLink link;
        CHECK(writePlot({spec, state, link}, {}, folder.file("a.png")).ok());
      }
    }
  }

  TEST_CASE("the CSV has a row for each x and reads back exactly") {
    const SampleSeries fine({0.1, 0.2, 0.3, 1.0 / 3.0});
    const SampleSeries coarse({7.0, 8.0});
    const std::vector<double> sums{0.0, 2.0, 5.0};
    PlotSpec spec = testing::plotOf(fine);
    PlotSeries second = coarse.line("a, \"b\"");
    second.stride = 2.0;
    second.isNaturalLog = true;
    PlotSeries bars;
    bars.name = "events";
    bars.unit = std::string(1, '1');
    bars.kind = SeriesKind::kBars;
    bars.count = 2;
    bars.value = [&](long i) { return sums[static_cast<std::size_t>(i)]; };
    spec.series.push_back(second);
    spec.series.push_back(bars);
    CHECK(plotCsv(spec) ==
          "step,values,\"ln(a, \"\"b\"\")\",events [1]\n"
          "0,0.1,7,2\n"
          "1,0.2,,3\n"
          "2,0.3,8,\n"
          "3,0.3333333333333333,,\n");
  }
}

}  // namespace
}  // namespace adamscope::plot
