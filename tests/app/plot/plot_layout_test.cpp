#include "app/plot/plot_layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/plot/plot_picture.h"
#include "app/plot/plot_views.h"
#include "core/base/random.h"
#include "tests/support/plot_samples.h"
#include "tests/support/recording_surface.h"

namespace adamscope::plot {
namespace {

using testing::RecordingSurface;
using testing::SampleSeries;

/// Layout and picture of a model in a box, as the widget and the export make them.
void drawIn(RecordingSurface& surface, const PlotSpec& spec, PlotState& state, PlotLink& link,
            const figure::Box& whole) {
  const PlotModel model{spec, state, link};
  followSteps(spec, link, 1);
  PlotLayout layout;
  PlotAxes axes;
  for (int pass = 0; pass < 2; ++pass) {
    layout = layoutPlot(surface, model, whole, true);
    axes = makeAxes(model, layout);
    followValues(spec, state, axes.x, leastBarPx(surface));
    layout = layoutPlot(surface, model, whole, true);
    axes = makeAxes(model, layout);
    placeTicks(surface, spec, layout, axes);
    link.leftEm = std::max(link.leftEm, yLabelRoom(surface, axes));
  }
  drawPlotPicture(surface, {model, PlotStyle{}, layout, axes});
}

bool overlap(const figure::Box& a, const figure::Box& b) {
  const double slack = 0.5;
  return a.x < b.right() - slack && b.x < a.right() - slack && a.y < b.bottom() - slack &&
         b.y < a.bottom() - slack;
}

bool isInside(const figure::Box& a, const figure::Box& whole) {
  return a.x >= whole.x - 0.5 && a.right() <= whole.right() + 0.5 && a.y >= whole.y - 0.5 &&
         a.bottom() <= whole.bottom() + 0.5;
}

TEST_SUITE("plot") {
  TEST_CASE("no text overlaps another or leaves the plot, at any size, scale and zoom") {
    const std::array<Scale, 3> scales{Scale::kLinear, Scale::kLog, Scale::kSymlog};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      Random random(seed);
      const double em = random.uniform(13.0, 32.0);
      const double width = random.uniform(240.0, 2000.0);
      const double height = random.uniform(std::max(160.0, 8.0 * em), 700.0);
      std::vector<double> values;
      const double size = std::pow(10.0, random.uniform(-6.0, 6.0));
      const long count = 1 + static_cast<long>(random.below(3000));
      for (long i = 0; i < count; ++i) values.push_back(size * random.normal());
      const SampleSeries sample(values);
      PlotSpec spec = testing::plotOf(sample);
      spec.title = seed % 2 == 0 ? "Loss" : "Crossings and regions against bounds";
      spec.yUnit = seed % 5 == 0 ? "events" : "";
      for (std::uint64_t i = random.below(7); i > 0; --i) {
        spec.series.push_back(sample.line("series number " + std::to_string(i)));
        spec.series.back().isNaturalLog = i == 1;
      }
      PlotState state;
      PlotLink link;
      state.yScale.kind = scales[random.below(3)];
      link.xScale.kind = scales[random.below(3)];
      if (random.uniform() < 0.5) {
        // Somewhere else than the fit.
        state.isFollowing = link.isFollowing = false;
        const double low = random.normal() * 10.0;
        state.yView = {low, low + std::pow(10.0, random.uniform(-3.0, 4.0))};
        const double left = random.uniform(0.0, 5.0);
        link.xView = {left, left + std::pow(10.0, random.uniform(-2.0, 6.0))};
      }
      CAPTURE(seed);
      CAPTURE(em);
      CAPTURE(width);
      CAPTURE(height);
      RecordingSurface surface(em);
      const figure::Box whole{7.0, 11.0, width, height};
      drawIn(surface, spec, state, link, whole);
      CHECK(surface.isFinite);
      CHECK(surface.clipDepth == 0);
      for (std::size_t i = 0; i < surface.texts.size(); ++i) {
        const testing::RecordedText& a = surface.texts[i];
        CAPTURE(a.text);
        CHECK(isInside(a.box, whole));
        for (std::size_t j = 0; j < i; ++j) {
          CAPTURE(surface.texts[j].text);
          CHECK_FALSE(overlap(a.box, surface.texts[j].box));
        }
      }
    }
  }

  TEST_CASE("the area stays in place while data grow") {
    RecordingSurface surface(15.0);
    PlotState state;
    PlotLink link;
    figure::Box before{};
    int moves = 0;
    std::vector<double> values;
    for (int i = 0; i < 3000; ++i) {
      values.push_back(std::exp(-0.01 * i));
      if (i % 10 != 0) continue;
      const SampleSeries sample(values);
      const PlotSpec spec = testing::plotOf(sample);
      drawIn(surface, spec, state, link, {0.0, 0.0, 600.0, 300.0});
      const PlotLayout layout =
          layoutPlot(surface, {spec, state, link}, {0.0, 0.0, 600.0, 300.0}, true);
      moves += i > 0 && (layout.area.x != before.x || layout.area.height != before.height);
      before = layout.area;
    }
    CHECK(moves <= 1);
  }

  TEST_CASE("trouble in the data reaches no coordinate") {
    for (const testing::NamedValues& named : testing::troublesomeValues()) {
      const SampleSeries sample(named.values);
      for (const Scale yKind : {Scale::kLinear, Scale::kLog, Scale::kSymlog}) {
        for (const Scale xKind : {Scale::kLinear, Scale::kLog, Scale::kSymlog}) {
          for (const bool isNaturalLog : {false, true}) {
            CAPTURE(named.name);
            PlotSpec spec = testing::plotOf(sample);
            spec.series[0].isNaturalLog = isNaturalLog;
            spec.series.push_back(spec.series[0]);
            spec.series[1].name = "dashed";
            spec.series[1].dash = Dash::kDashed;
            for (const SeriesKind kind :
                 {SeriesKind::kSteps, SeriesKind::kBand, SeriesKind::kMarks}) {
              PlotSeries other = spec.series[0];
              other.name = "kind " + std::to_string(static_cast<int>(kind));
              other.kind = kind;
              other.lowerValue = other.value;
              other.lowerPyramid = other.pyramid;
              spec.series.push_back(other);
            }
            PlotState state;
            PlotLink link;
            state.yScale.kind = yKind;
            link.xScale.kind = xKind;
            RecordingSurface surface(13.0);
            drawIn(surface, spec, state, link, {0.0, 0.0, 400.0, 250.0});
            CHECK(surface.isFinite);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace adamscope::plot
