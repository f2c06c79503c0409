#include "app/panels/inspector_panel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "app/model/face_locator.h"
#include "app/window/offscreen.h"
#include "tests/support/inspector_bench.h"
#include "tests/support/sample_shell.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

using testing::InspectorBench;

SlicePoint someRegion(const InspectorBench& bench) {
  const AnalysisFrame& analysis = *bench.model.analysis;
  const auto largest = std::max_element(analysis.areas.begin(), analysis.areas.end());
  return interiorPoint(analysis.tessellation, static_cast<int>(largest - analysis.areas.begin()));
}

TEST_SUITE_BEGIN("panels");

TEST_CASE("the inspector in pictures, narrow and wide, small and large, dark and light") {
  if (!canDrawOffscreen()) return;
  struct Look {
    const char* name;
    int widthPx;
    int heightPx;
    float scale;
    ui::ThemeName theme;
    std::vector<std::string> settings;
    InspectorPanel::Page page;
  };
  using Page = InspectorPanel::Page;
  const std::vector<std::string> moons{"network.hidden=16,16"};
  const std::vector<std::string> classes{"data.source=gaussians", "loss=cross_entropy"};
  const std::vector<std::string> wide{"network.hidden=64,64,64"};
  const std::vector<std::string> line{"data.source=sine", "loss=mse"};
  for (const Look& look :
       {Look{"narrow", 280, 900, 1.0F, ui::ThemeName::kDark, moons, Page::kCrossings},
        Look{"wide_light", 520, 900, 1.0F, ui::ThemeName::kLight, classes, Page::kCrossings},
        Look{"scaled", 640, 1800, 2.0F, ui::ThemeName::kDark, wide, Page::kNeurons},
        Look{"narrow_scaled", 560, 1800, 2.0F, ui::ThemeName::kLight, wide, Page::kCrossings},
        Look{"neurons", 320, 900, 1.0F, ui::ThemeName::kDark, moons, Page::kNeurons},
        Look{"thousand",
             340,
             900,
             1.0F,
             ui::ThemeName::kLight,
             {"network.hidden=500,300,100,100", "limits.max_regions=2000"},
             Page::kNeurons},
        Look{"low", 320, 480, 1.0F, ui::ThemeName::kDark, moons, Page::kRegion},
        Look{"line", 320, 900, 1.0F, ui::ThemeName::kLight, line, Page::kNeurons}}) {
    CAPTURE(std::string(look.name));
    // All of them take seconds, and only eyes can judge them.
    if (std::getenv("ADAMSCOPE_PICTURES") == nullptr && look.name != std::string("low")) continue;
    InspectorBench bench(look.settings, look.name == std::string("thousand") ? 20 : 300);
    bench.panel.show(look.page);
    bench.state.selection.hovered = someRegion(bench);
    bench.state.selection.neuron = NeuronId{1, 3};
    auto offscreen = OffscreenUi::create({.widthPx = look.widthPx,
                                          .heightPx = look.heightPx,
                                          .scale = look.scale,
                                          .theme = look.theme});
    REQUIRE_MESSAGE(offscreen.ok(), offscreen.message());
    for (int i = 0; i < 4; ++i) {
      if (i == 2) bench.state.selection.event = bench.history().events.size() - 4;
      offscreen->drawFrame([&](const ui::Frame& frame) { bench.draw(frame); });
    }
    keepPicture(offscreen->image(), std::string("inspector_") + look.name);
    CHECK(bench.panel.region().report().has_value());
  }
}

/// The panel at 320 x 900 under the mouse.
struct Driven {
  explicit Driven(const std::vector<std::string>& settings, long steps)
      : bench(settings, steps),
        driver({320.0F, 900.0F}, [this](const ui::Frame& frame) { bench.draw(frame); }) {}

  InspectorBench bench;
  UiDriver driver;
};

// Places in a panel of 320 x 900; the pictures above show them.
const ImVec2 kFilterBox{120.0F, 523.0F};
const ImVec2 kFirstRow{100.0F, 618.0F};
const ImVec2 kFollow{260.0F, 555.0F};
const ImVec2 kTauHeader{80.0F, 591.0F};
const ImVec2 kStepHeader{32.0F, 591.0F};
const ImVec2 kNeuronsPage{240.0F, 490.0F};
const ImVec2 kUnpin{285.0F, 24.0F};

TEST_CASE("a click on a row selects its event, neuron and sample; a second one lets go") {
  Driven driven({"network.hidden=8,8"}, 120);
  InspectorBench& bench = driven.bench;
  REQUIRE(bench.history().events.size() > 100);
  driven.driver.click(kFirstRow);
  const std::size_t newest = bench.history().events.size() - 1;
  REQUIRE(bench.state.selection.event == newest);
  const EventRow& row = bench.history().events[newest];
  CHECK(bench.state.selection.neuron == NeuronId{row.layer, row.neuron});
  CHECK(bench.state.selection.sample == row.sample);
  CHECK(bench.state.selection.eventTimeSeconds > 0.0);
  CHECK_FALSE(bench.panel.crossings().isFollowing());
  driven.driver.click(kFirstRow);
  CHECK_FALSE(bench.state.selection.event.has_value());
}

TEST_CASE("the table's rows grow by what the run counts, step by step") {
  Driven driven({"network.hidden=8,8"}, 50);
  for (int i = 0; i < 5; ++i) {
    const std::size_t before = driven.bench.panel.crossings().table().size();
    const std::int64_t counted = driven.bench.model.train->counts.crossings;
    CHECK(static_cast<std::int64_t>(before) == counted);
    driven.bench.advance(1);
    driven.driver.frames();
    const std::size_t after = driven.bench.panel.crossings().table().size();
    CHECK(static_cast<std::int64_t>(after - before) ==
          driven.bench.model.train->counts.crossings - counted);
  }
}

TEST_CASE("a typed filter takes effect at once, nonsense keeps the last one and is explained") {
  Driven driven({"network.hidden=8,8"}, 120);
  const EventTable& table = driven.bench.panel.crossings().table();
  const std::size_t all = table.size();
  driven.driver.click(kFilterBox);
  driven.driver.type("layer:2");
  CHECK(table.query().filter == *parseEventFilter("layer:2"));
  CHECK(table.size() < all);
  CHECK(table.size() > 0);
  driven.driver.type(" layr:3");
  CHECK(table.query().filter == *parseEventFilter("layer:2"));
}

TEST_CASE("a click on a header sorts by it, the next one turns the order round") {
  Driven driven({"network.hidden=8,8"}, 120);
  const EventTable& table = driven.bench.panel.crossings().table();
  driven.driver.click(kTauHeader);
  CHECK(table.query().column == EventColumn::kTau);
  CHECK_FALSE(table.query().isDescending);
  CHECK_FALSE(driven.bench.panel.crossings().isFollowing());
  const auto tau = [&](std::size_t row) {
    return driven.bench.history().events[table.rows(row, 1).front()].tau;
  };
  CHECK(tau(0) <= tau(table.size() - 1));
  driven.driver.click(kTauHeader);
  CHECK(table.query().isDescending);
  CHECK(tau(0) >= tau(table.size() - 1));
  driven.driver.click(kFollow);
  CHECK(driven.bench.panel.crossings().isFollowing());
  CHECK(table.query().column == EventColumn::kStep);
  driven.driver.click(kStepHeader);
  CHECK_FALSE(table.query().isDescending);
}

TEST_CASE("scrolling away stops following, and then new rows do not move the list") {
  Driven driven({"network.hidden=8,8"}, 200);
  InspectorBench& bench = driven.bench;
  driven.driver.moveMouse(kFirstRow);
  CHECK(bench.panel.crossings().isFollowing());
  driven.driver.wheel(-10.0F);
  CHECK_FALSE(bench.panel.crossings().isFollowing());
  driven.driver.click(kFirstRow);
  const std::optional<std::size_t> selected = bench.state.selection.event;
  REQUIRE(selected.has_value());
  const std::size_t before = bench.history().events.size();
  bench.advance(50);
  driven.driver.frames(2);
  REQUIRE(bench.history().events.size() > before);
  driven.driver.click(kFirstRow);  // the same row is there: it is let go
  CHECK_FALSE(bench.state.selection.event.has_value());
}

TEST_CASE(
    "an event picked elsewhere is brought into sight, and forgotten when the run is another") {
  Driven driven({"network.hidden=8,8"}, 200);
  InspectorBench& bench = driven.bench;
  bench.state.selection.event = 5;
  driven.driver.frames(2);
  CHECK_FALSE(bench.panel.crossings().isFollowing());
  InspectorBench other({"network.hidden=8,8", "network.seed=9"}, 200);
  bench.model = other.model;
  driven.driver.frames(2);
  CHECK_FALSE(bench.state.selection.event.has_value());
}

/// Waits until the live session shows what is asked for, for some seconds.
bool comesTo(LiveSession& live, const std::function<bool(const TrainFrame&)>& wanted) {
  for (int i = 0; i < 400 && !wanted(*live.trainFrame()); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return wanted(*live.trainFrame());
}

TEST_CASE("a click on a row shows its crossing, and its menu the steps around it") {
  Driven driven({"network.hidden=8,8"}, 60);
  InspectorBench& bench = driven.bench;
  bench.actions.runTo(60);
  REQUIRE(comesTo(bench.live(), [](const TrainFrame& train) { return train.lastStep == 60; }));
  const std::size_t newest = bench.history().events.size() - 1;
  const long step = static_cast<long>(bench.history().events[newest].step);
  driven.driver.click(kFirstRow);
  REQUIRE(bench.state.selection.event == newest);
  CHECK(comesTo(bench.live(), [&](const TrainFrame& train) { return train.event == newest; }));
  driven.driver.click(kFirstRow, 1);
  driven.driver.frames(2);
  driven.driver.click({kFirstRow.x + 40.0F, kFirstRow.y + 40.0F});
  CHECK(comesTo(bench.live(), [&](const TrainFrame& train) {
    return train.step == step - 1 && train.tau == 1.0;
  }));
}

TEST_CASE("a pinned region stays until it is unpinned, and values follow the cursor inside it") {
  Driven driven({"network.hidden=8,8"}, 100);
  InspectorBench& bench = driven.bench;
  const Tessellation& cells = bench.model.analysis->tessellation;
  const SlicePoint pin = someRegion(bench);
  const int pinnedFace = *findFace(bench.model.analysis->tessellation, pin);
  const int otherFace = pinnedFace == 0 ? 1 : 0;
  bench.state.selection.pinned = pin;
  bench.state.selection.hovered = interiorPoint(cells, otherFace);
  driven.driver.frames();
  REQUIRE(bench.panel.region().report().has_value());
  CHECK(bench.panel.region().report()->face == pinnedFace);
  CHECK(bench.panel.region().report()->point.x == pin.x);

  const SlicePoint corner =
      cells.vertices[static_cast<std::size_t>(cells.faceVertices(pinnedFace)[0])];
  const SlicePoint inside{0.9 * pin.x + 0.1 * corner.x, 0.9 * pin.y + 0.1 * corner.y};
  bench.state.selection.hovered = inside;
  driven.driver.frames();
  CHECK(bench.panel.region().report()->point.x == inside.x);

  bench.state.selection.hovered = interiorPoint(cells, otherFace);
  driven.driver.click(kUnpin);
  CHECK_FALSE(bench.state.selection.pinned.has_value());
  CHECK(bench.panel.region().report()->face == otherFace);
}

TEST_CASE("without a region, an analysis, hidden neurons or crossings the panel still stands") {
  for (const char* setting : {"network.hidden=", "network.hidden=1", "network.hidden=300,200"}) {
    CAPTURE(std::string(setting));
    Driven driven({setting, "limits.max_regions=300"}, 0);
    driven.driver.frames(2);
    driven.driver.click(kNeuronsPage);
    driven.driver.click(kFirstRow);
    driven.bench.model.analysis = nullptr;
    driven.bench.state.selection = {};
    driven.driver.frames(2);
    CHECK_FALSE(driven.bench.panel.region().report().has_value());
  }
}

TEST_CASE("a click on a neuron of the list selects it, a neuron that is gone is let go") {
  Driven driven({"network.hidden=8,8"}, 20);
  driven.driver.click(kNeuronsPage);
  driven.driver.click(kFirstRow);
  REQUIRE(driven.bench.state.selection.neuron.has_value());
  CHECK(driven.bench.state.selection.neuron->layer == 1);
  driven.bench.state.selection.neuron = NeuronId{2, 7};
  InspectorBench smaller({"network.hidden=3"}, 5);
  driven.bench.model = smaller.model;
  driven.driver.frames(2);
  CHECK_FALSE(driven.bench.state.selection.neuron.has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
