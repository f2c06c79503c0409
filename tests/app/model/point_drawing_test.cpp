#include "app/model/point_drawing.h"

#include <doctest/doctest.h>

#include "core/session/presets.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

/// A run and what would be the view's pencil.
struct DrawingBench {
  TemporaryFolder folder;
  Config config = findPreset("two_moons")->config;
  TrainFrame train;
  PointDrawing drawing{folder.file("drawn")};

  DrawingBench() { start(config); }
  void start(const Config& next) {
    train.experiment = std::make_shared<const Experiment>(std::move(*prepareExperiment(next)));
    train.runNumber += 1;
  }
  void move(double x, double y, InputTool tool = InputTool::kAddPoints) {
    drawing.move({train, config, train.experiment->slice}, {x, y},
                 {.tool = tool, .reach = {.x = 0.1, .y = 0.1}});
  }
  /// Lets the button go; whether the configuration changed.
  bool release() {
    const std::optional<Result<Config>> changed = drawing.finish(config);
    if (!changed) return false;
    REQUIRE_MESSAGE(changed->ok(), changed->message());
    config = **changed;
    return true;
  }
  int samples() const { return loadData(config.data)->train.sampleCount(); }
};

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("a drag adds samples a reach apart and makes one file at its end") {
    DrawingBench bench;
    const int before = bench.samples();
    for (int i = 0; i <= 20; ++i) bench.move(3.0 + 0.02 * i, 3.0);
    CHECK(bench.folder.entryCount() == 0);
    CHECK(bench.drawing.preview()->train.sampleCount() > before);
    CHECK(bench.release());
    // 0.4 units in steps of 0.02: at 3.0, and whenever 0.1 (within a rounding) are passed.
    CHECK(bench.samples() - before >= 4);
    CHECK(bench.samples() - before <= 5);
    CHECK_FALSE(bench.drawing.isActive());
    CHECK_FALSE(bench.release());
  }

  TEST_CASE("a second stroke before the run has begun again keeps the first") {
    DrawingBench bench;
    const int before = bench.samples();
    bench.move(3.0, 3.0);
    REQUIRE(bench.release());
    bench.move(-3.0, 3.0);
    REQUIRE(bench.release());
    CHECK(bench.samples() == before + 2);
    bench.start(bench.config);
    bench.move(-3.0, -3.0);
    REQUIRE(bench.release());
    CHECK(bench.samples() == before + 3);
  }

  TEST_CASE("after an undo a stroke begins from the samples that are there") {
    DrawingBench bench;
    const Config first = bench.config;
    const int before = bench.samples();
    bench.move(3.0, 3.0);
    REQUIRE(bench.release());
    bench.config = first;
    bench.move(-3.0, 3.0);
    REQUIRE(bench.release());
    CHECK(bench.samples() == before + 1);
  }

  TEST_CASE("the eraser takes all in its reach, and a stroke that changed nothing makes no file") {
    DrawingBench bench;
    const int before = bench.samples();
    for (const double x : {3.0, 3.2, 3.4}) bench.move(x, 3.0);
    REQUIRE(bench.release());
    bench.start(bench.config);
    bench.move(3.2, 3.0, InputTool::kErasePoints);
    bench.move(3.0, 3.0, InputTool::kErasePoints);
    bench.move(3.4, 3.0, InputTool::kErasePoints);
    REQUIRE(bench.release());
    CHECK(bench.samples() == before);
    const std::string source = bench.config.data.source;
    bench.start(bench.config);
    bench.move(50.0, 50.0, InputTool::kErasePoints);
    CHECK_FALSE(bench.release());
    CHECK(bench.config.data.source == source);
  }

  TEST_CASE("the hand that pans draws nothing") {
    DrawingBench bench;
    bench.move(3.0, 3.0, InputTool::kNavigate);
    CHECK_FALSE(bench.drawing.isActive());
  }
}

}  // namespace adamscope
