#include "app/plot/plot_widget.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "app/plot/plot_controls.h"
#include "tests/support/null_window.h"
#include "tests/support/plot_samples.h"

namespace adamscope::plot {
namespace {

using testing::NullWindow;
using testing::SampleSeries;

std::vector<double> ramp(long count) {
  std::vector<double> values;
  for (long i = 0; i < count; ++i) values.push_back(0.01 * static_cast<double>(i));
  return values;
}

/// One plot that fills a window of 640 x 360, and hands to move about in it.
struct Desk {
  NullWindow window{{640.0F, 360.0F}};
  PlotSpec spec;
  PlotState state;
  PlotLink link;
  PlotResult last;

  explicit Desk(PlotSpec plot) : spec(std::move(plot)) { frames(3); }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      window.frame([&] { last = drawPlot(spec, state, link, {}); });
    }
  }
  void drag(int button, ImVec2 from, ImVec2 to) {
    window.moveMouse(from.x, from.y);
    frames(2);
    window.pressMouse(button, true);
    frames(1);
    for (const float share : {0.3F, 0.7F, 1.0F}) {
      window.moveMouse(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
      frames(1);
    }
    window.pressMouse(button, false);
    frames(1);
  }
  void click(ImVec2 at) {
    window.moveMouse(at.x, at.y);
    frames(2);
    window.pressMouse(0, true);
    frames(1);
    window.pressMouse(0, false);
    frames(1);
  }
  /// Long enough after the last click that the next is no double click.
  void pause() { frames(40); }
  void wheel(ImVec2 at, float notches) {
    window.moveMouse(at.x, at.y);
    frames(2);
    window.turnWheel(notches);
    frames(1);
  }
};

const ImVec2 kMiddle{350.0F, 180.0F};

TEST_SUITE("plot") {
  TEST_CASE("dragging moves the view with the hand, and new data leave it where it is") {
    SampleSeries sample(ramp(1000));
    Desk desk(testing::plotOf(sample));
    const Interval before = desk.link.xView;
    desk.drag(0, kMiddle, {kMiddle.x - 100.0F, kMiddle.y + 40.0F});
    CHECK_FALSE(desk.link.isFollowing);
    CHECK_FALSE(desk.state.isFollowing);
    CHECK(desk.link.xView.low > before.low);
    CHECK(std::abs(desk.link.xView.width() - before.width()) < 1e-9);
    const Interval moved = desk.link.xView;
    const Interval movedY = desk.state.yView;
    for (int i = 0; i < 3000; ++i) {
      sample.values.push_back(50.0);
      sample.pyramid.append(50.0);
    }
    desk.spec = testing::plotOf(sample);
    desk.frames(5);
    CHECK(desk.link.xView == moved);
    CHECK(desk.state.yView == movedY);
  }

  TEST_CASE("a drag to the side keeps the fit of y") {
    const SampleSeries sample(ramp(1000));
    Desk desk(testing::plotOf(sample));
    desk.drag(0, kMiddle, {kMiddle.x - 120.0F, kMiddle.y + 3.0F});
    CHECK_FALSE(desk.link.isFollowing);
    CHECK(desk.state.isFollowing);
  }

  TEST_CASE("the Follow button and a double click show all data again") {
    const SampleSeries sample(ramp(1000));
    Desk desk(testing::plotOf(sample));
    const Interval before = desk.link.xView;
    desk.wheel(kMiddle, 3.0F);
    CHECK(desk.link.xView.width() < 0.7 * before.width());
    // The button is in the upper right corner of the area.
    desk.click({595.0F, 40.0F});
    CHECK(desk.link.isFollowing);
    CHECK(desk.state.isFollowing);
    desk.frames(1);
    CHECK(desk.link.xView == before);
    desk.pause();
    desk.wheel(kMiddle, 3.0F);
    desk.click(kMiddle);
    desk.click(kMiddle);
    desk.frames(1);
    CHECK(desk.link.xView == before);
  }

  TEST_CASE("the wheel keeps the place under the mouse, and over an axis concerns it alone") {
    const SampleSeries sample(ramp(1000));
    Desk desk(testing::plotOf(sample));
    const Interval x = desk.link.xView;
    const Interval y = desk.state.yView;
    desk.wheel({kMiddle.x, 350.0F}, 2.0F);
    CHECK(desk.link.xView.width() < x.width());
    CHECK(desk.state.isFollowing);
    desk.wheel({10.0F, kMiddle.y}, -2.0F);
    CHECK(desk.state.yView.width() > y.width());
    const double width = desk.link.xView.width();
    desk.wheel(kMiddle, 1.0F);
    CHECK(desk.link.xView.width() < width);
  }

  TEST_CASE("the right button zooms to its box") {
    const SampleSeries sample(ramp(1000));
    Desk desk(testing::plotOf(sample));
    const Interval x = desk.link.xView;
    const Interval y = desk.state.yView;
    desk.drag(1, {200.0F, 100.0F}, {300.0F, 160.0F});
    CHECK(desk.link.xView.width() < 0.25 * x.width());
    CHECK(desk.state.yView.width() < 0.35 * y.width());
    CHECK(desk.state.drag == PlotDrag::kNone);
    // A click is no box.
    const Interval zoomed = desk.link.xView;
    desk.drag(1, {200.0F, 100.0F}, {202.0F, 101.0F});
    CHECK(desk.link.xView == zoomed);
  }

  TEST_CASE("a click in the legend hides a series, a double click shows it alone, then all") {
    const SampleSeries sample(ramp(100));
    PlotSpec spec = testing::plotOf(sample);
    spec.series.push_back(sample.line("other"));
    spec.series.push_back(sample.line("third"));
    Desk desk(spec);
    // Behind the title "Sample".
    const ImVec2 first{75.0F, 10.0F};
    desk.click(first);
    CHECK(desk.state.hidden == std::set<std::string>{"values"});
    desk.pause();
    desk.click(first);
    CHECK(desk.state.hidden.empty());
    desk.pause();
    desk.click(first);
    desk.click(first);
    CHECK(desk.state.hidden == std::set<std::string>{"other", "third"});
    desk.pause();
    desk.click(first);
    desk.click(first);
    CHECK(desk.state.hidden.empty());
  }

  TEST_CASE("the time line follows the hand in whole steps, and panning is left alone") {
    const SampleSeries sample(ramp(1001));
    PlotSpec spec = testing::plotOf(sample);
    spec.timeLine = 500.0;
    Desk desk(spec);
    const Interval view = desk.link.xView;
    // Where the line is: found by asking for the drag that starts on it.
    double dragged = NAN;
    for (float x = 300.0F; x < 400.0F && std::isnan(dragged); x += 4.0F) {
      desk.window.moveMouse(x, 180.0F);
      desk.frames(2);
      desk.window.pressMouse(0, true);
      desk.frames(1);
      desk.window.moveMouse(x + 60.0F, 180.0F);
      desk.frames(1);
      if (desk.last.timeLine) dragged = *desk.last.timeLine;
      desk.window.moveMouse(x, 180.0F);
      desk.frames(1);
      desk.window.pressMouse(0, false);
      desk.frames(1);
    }
    CHECK(dragged > 550.0);
    CHECK(dragged == std::round(dragged));
    CHECK(std::abs(desk.link.xView.width() - view.width()) < 1e-6);
  }

  TEST_CASE("linked plots have one x view and one crosshair") {
    const SampleSeries sample(ramp(1000));
    const SampleSeries longer(ramp(2000));
    NullWindow window({640.0F, 400.0F});
    PlotSpec upper = testing::plotOf(sample);
    PlotSpec lower = testing::plotOf(longer);
    upper.id = "upper";
    lower.id = "lower";
    PlotState upperState;
    PlotState lowerState;
    PlotLink link;
    const auto frames = [&](int count) {
      for (int i = 0; i < count; ++i) {
        window.frame([&] {
          drawPlot(upper, upperState, link, {{640.0F, 190.0F}, {}, {}});
          drawPlot(lower, lowerState, link, {{640.0F, 190.0F}, {}, {}});
        });
      }
    };
    frames(3);
    CHECK(link.xView.high >= 1999.0);
    const int without = window.vertexCount();
    window.moveMouse(350.0F, 290.0F);
    frames(3);
    REQUIRE(link.cursorX);
    CHECK(*link.cursorX == std::round(*link.cursorX));
    CHECK(window.vertexCount() > without);
    window.turnWheel(2.0F);
    frames(1);
    CHECK_FALSE(link.isFollowing);
    CHECK(upperState.isFollowing);
    CHECK_FALSE(lowerState.isFollowing);
  }

  TEST_CASE("troublesome data, sizes and clicks give finite pictures") {
    for (const testing::NamedValues& named : testing::troublesomeValues()) {
      for (const Scale kind : {Scale::kLinear, Scale::kLog, Scale::kSymlog}) {
        CAPTURE(named.name);
        const SampleSeries sample(named.values);
        Desk desk(testing::plotOf(sample));
        desk.state.yScale.kind = desk.link.xScale.kind = kind;
        desk.state.yView = {0.0, 0.0};
        desk.frames(2);
        desk.wheel(kMiddle, 40.0F);
        CHECK(desk.window.isFinite());
        desk.drag(0, kMiddle, {10.0F, 10.0F});
        desk.drag(1, kMiddle, {500.0F, 300.0F});
        desk.wheel(kMiddle, -400.0F);
        CHECK(desk.window.isFinite());
        desk.click({630.0F, 10.0F});
        desk.frames(2);
        CHECK(desk.window.isFinite());
      }
    }
    const SampleSeries sample(ramp(50));
    const PlotSpec spec = testing::plotOf(sample);
    PlotState state;
    PlotLink link;
    NullWindow window({300.0F, 200.0F}, 26.0F);
    for (const float size : {1.0F, 5.0F, 20.0F, 60.0F, 5000.0F}) {
      CAPTURE(size);
      window.frame([&] { drawPlot(spec, state, link, {{size, size}, {}, {}}); });
      CHECK(window.isFinite());
    }
  }

  TEST_CASE("a series alone that is soloed again brings all back") {
    const SampleSeries sample(ramp(3));
    PlotSpec spec = testing::plotOf(sample);
    spec.series.push_back(sample.line("other"));
    PlotState state;
    soloSeries(spec, state, 1);
    CHECK(state.hidden == std::set<std::string>{"values"});
    soloSeries(spec, state, 1);
    CHECK(state.hidden.empty());
  }
}

}  // namespace
}  // namespace adamscope::plot
