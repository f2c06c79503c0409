#include "app/panels/setup_panel.h"

#include <doctest/doctest.h>

#include <set>

#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/panels/theory_panel.h"
#include "app/ui/panel_window.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

Result<Experiment> loadPlainly(const Config& config) { return prepareExperiment(config); }

/// The panel, or a part of it, over a paused run.
struct PanelBench {
  using Draw = std::function<void(const SetupContext&)>;

  LiveSession live;
  Actions actions;
  UiState ui;
  SetupState state{7};
  ModelFrame model;
  ImVec2 size;
  Draw draw;
  float overflow = 0.0F;
  UiDriver driver;

  explicit PanelBench(Draw part, const char* preset = "two_moons", ImVec2 design = {400, 300},
                      float scale = 1.0F)
      : live(sessionOf(preset), [] {}),
        actions(live, findPreset(preset)->config),
        size{design.x * scale, design.y * scale},
        draw(std::move(part)),
        driver(
            size, [this](const ui::Frame& frame) { drawFrame(frame); }, scale) {
    driver.frames(3);
  }

  static std::unique_ptr<TrainingSession> sessionOf(const char* preset) {
    Result<std::unique_ptr<TrainingSession>> session =
        TrainingSession::create(findPreset(preset)->config, {.load = loadPlainly, .record = {}});
    return std::move(session).value();
  }
  void drawFrame(const ui::Frame& frame) {
    model.train = live.trainFrame();
    model.analysis = live.analysisFrame();
    const ui::PanelWindow window(frame, "setup", {0, 0, size.x, size.y});
    draw({frame, model, ui, state, actions});
    overflow = ImGui::GetScrollMaxX();
  }
  void typeInto(ImVec2 place, const char* text) {
    driver.click(place);
    driver.type(text);
    driver.tap(ImGuiKey_Enter);
    driver.frames(2);
  }
  int undoSteps() {
    int steps = 0;
    for (; actions.canUndo(); ++steps) actions.undo();
    return steps;
  }
};

/// One row at the top of the window.
PanelBench::Draw learningRateRow() {
  return [](const SetupContext& context) {
    numberKeyRow(context,
                 {.key = "optimizer.learning_rate",
                  .label = "Learning rate",
                  .section = SettingEffect::kLive},
                 {.slider = {1e-5, 1, ui::SliderScale::kLog}});
    if (!context.state.previewedKey.empty() && !ImGui::IsMouseDown(0)) {
      context.state.previewedKey.clear();
      context.actions.setConfig(context.config());
    }
  };
}

const ImVec2 kBox{360, 20};
const ImVec2 kSliderLeft{165, 20};
const ImVec2 kSliderRight{280, 20};

}  // namespace

TEST_SUITE("panels") {
  TEST_CASE("every key of the configuration has its place in exactly one section") {
    std::multiset<std::string_view> shown;
    const auto add = [&](std::span<const std::string_view> keys) {
      shown.insert(keys.begin(), keys.end());
    };
    add(kDataKeys);
    add(kNetworkKeys);
    add(kOptimizerKeys);
    add(kBoundsKeys);
    add(kTheoryKeys);  // in the theory drawer
    add(kSliceKeys);
    for (const ConfigKey& key : configSchema()) {
      CAPTURE(key.name);
      CHECK(shown.count(key.name) == 1);
    }
    CHECK(shown.size() == configSchema().size());
  }

  TEST_CASE("the headers say what most of a section does") {
    CHECK(badgeOf(kDataKeys) == ui::Badge::kRestarts);
    CHECK(badgeOf(kNetworkKeys) == ui::Badge::kRestarts);
    CHECK(badgeOf(kOptimizerKeys) == ui::Badge::kLive);
    CHECK(badgeOf(kSliceKeys) == ui::Badge::kLive);
  }

  TEST_CASE("the panel fits from 260 to 480 wide and from scale 1 to 2, whatever the samples are") {
    for (const char* preset : {"two_moons", "iris", "plane", "sine", "spheres"}) {
      for (const float width : {260.0F, 320.0F, 480.0F}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
          CAPTURE(std::string(preset));
          CAPTURE(width);
          CAPTURE(scale);
          PanelBench bench(drawSetupPanel, preset, {width, 700}, scale);
          bench.ui.tool = InputTool::kAddPoints;
          bench.driver.frames(2);
          CHECK(bench.overflow <= 0.0F);
          CHECK_FALSE(bench.actions.canUndo());
        }
      }
    }
  }

  TEST_CASE("dragging a number is one undo step, and the run follows the drag") {
    PanelBench bench(learningRateRow());
    const double before = bench.actions.config().optimizer.learningRate;
    bench.driver.moveMouse(kSliderLeft);
    bench.driver.press();
    bench.driver.moveMouse(kSliderRight);
    bench.driver.frames(1);
    CHECK(bench.actions.config().optimizer.learningRate > before);
    CHECK_FALSE(bench.actions.canUndo());
    bench.driver.release();
    bench.driver.frames(2);
    CHECK(bench.undoSteps() == 1);
    CHECK(bench.actions.config().optimizer.learningRate == before);
  }

  TEST_CASE("a drag that comes back to where it began leaves nothing to undo, and ends") {
    PanelBench bench(learningRateRow());
    bench.typeInto(kBox, "1");
    REQUIRE(bench.actions.config().optimizer.learningRate == 1.0);
    // At the right end of the slider: the grab is there, and 1 is exact.
    bench.driver.moveMouse({300, 20});
    bench.driver.press();
    bench.driver.moveMouse(kSliderLeft);
    bench.driver.moveMouse({300, 20});
    bench.driver.release();
    bench.driver.frames(2);
    CHECK(bench.state.previewedKey.empty());
    CHECK(bench.actions.config().optimizer.learningRate == 1.0);
    CHECK(bench.undoSteps() == 1);
  }

  TEST_CASE("numbers are typed exactly, and nonsense is refused") {
    PanelBench bench(learningRateRow());
    bench.typeInto(kBox, "0.003");
    CHECK(bench.actions.config().optimizer.learningRate == 0.003);
    for (const char* nonsense : {"abc", "-1", "0", "1e13"}) {
      CAPTURE(std::string(nonsense));
      bench.typeInto(kBox, nonsense);
      CHECK(bench.actions.config().optimizer.learningRate == 0.003);
    }
    CHECK(bench.undoSteps() == 1);
  }

  TEST_CASE("a list is typed, checked and refused with a reason") {
    PanelBench bench([](const SetupContext& context) {
      textKeyRow(context, {.key = "slice.domain", .label = "Domain"},
                 [](const Config& config) { return validateConfig(config); });
    });
    bench.typeInto(kBox, "-1, 1, -2, 2");
    CHECK(bench.actions.config().slice.domain == std::vector<double>{-1, 1, -2, 2});
    for (const char* nonsense : {"abc", "1, 2", "1, -1, 0, 1"}) {
      CAPTURE(std::string(nonsense));
      bench.typeInto(kBox, nonsense);
      CHECK(bench.actions.config().slice.domain == std::vector<double>{-1, 1, -2, 2});
      CHECK_FALSE(bench.state.texts.at("slice.domain").refusal.empty());
    }
    bench.typeInto(kBox, "0, 1, 0, 1");
    CHECK(bench.state.texts.empty());
    CHECK(bench.undoSteps() == 2);
  }

  TEST_CASE("the dice give another seed, and a seed can be typed") {
    PanelBench bench([](const SetupContext& context) {
      seedRow(context, {.key = "network.seed", .label = "Seed"});
    });
    bench.driver.click({375, 20});
    bench.driver.frames(2);
    CHECK(bench.actions.config().network.seed != 1);
    CHECK(bench.actions.config().network.seed < 10000);
    bench.typeInto({250, 20}, "42");
    CHECK(bench.actions.config().network.seed == 42);
    bench.typeInto({250, 20}, "4.2");
    CHECK(bench.actions.config().network.seed == 42);
    CHECK_FALSE(bench.state.texts.at("network.seed").refusal.empty());
  }

  TEST_CASE("a layer's width is typed into its chip, which may become several") {
    PanelBench bench(drawWidthChips);
    bench.typeInto({35, 20}, "32");
    CHECK(bench.actions.config().network.hidden == std::vector<int>{32, 16});
    bench.typeInto({35, 20}, "8, 4");
    CHECK(bench.actions.config().network.hidden == std::vector<int>{8, 4, 16});
    bench.typeInto({35, 20}, "5000");
    CHECK(bench.actions.config().network.hidden == std::vector<int>{8, 4, 16});
    CHECK(bench.state.texts.at("network.hidden").refusal == "at most 4096 neurons in a layer");
  }

  TEST_CASE("a preset, a data set and a file are each one undo step") {
    PanelBench bench(drawSetupPanel, "two_moons", {400, 1500});
    const Config before = bench.actions.config();
    // The second tile of the first row.
    bench.driver.click({120, 150});
    bench.driver.frames(2);
    CHECK(bench.actions.config().data.source != "two_moons");
    CHECK(bench.undoSteps() == 1);
    CHECK(bench.actions.config() == before);
  }
}

}  // namespace adamscope
