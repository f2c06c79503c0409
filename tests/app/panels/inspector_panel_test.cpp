#include "app/panels/inspector_panel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

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
        Look{"low", 320, 480, 1.0F, ui::ThemeName::kDark, moons, Page::kRegion},
        Look{"line", 320, 900, 1.0F, ui::ThemeName::kLight, line, Page::kNeurons}}) {
    CAPTURE(std::string(look.name));
    InspectorBench bench(look.settings, 300);
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

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
