#include "core/session/presets.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/data/load_data.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("session");

TEST_CASE("the embedded presets are those that are documented, the default first") {
  std::set<std::string> names;
  for (const Preset& preset : embeddedPresets()) names.insert(preset.name);
  for (const char* name : {"two_moons", "spirals", "circles", "xor", "iris", "penguins", "sine",
                           "plane", "spheres", "gaussians", "checkerboard"}) {
    CAPTURE(name);
    CHECK(names.count(name) == 1);
  }
  CHECK(embeddedPresets().front().name == kDefaultPreset);
  CHECK(findPreset("two_moons")->config == Config());
}

TEST_CASE("every preset's data can be loaded and fits its loss") {
  for (const Preset& preset : embeddedPresets()) {
    CAPTURE(preset.name);
    CHECK_FALSE(preset.description.empty());
    CHECK(validateConfig(preset.config).ok());
    Result<SplitDataSet> data = loadData(preset.config.data);
    REQUIRE_MESSAGE(data.ok(), data.message());
    const DataSet& train = data->train;
    CHECK(data->test.sampleCount() > 0);
    const bool regression = train.task == Task::kRegression;
    const bool squares = preset.config.loss == Loss::kMse || preset.config.loss == Loss::kHalfMse;
    CHECK(regression == squares);
    if (preset.config.loss == Loss::kBce) CHECK(train.classNames.size() == 2);
    if (preset.config.slice.kind == SliceKind::kAxes) {
      CHECK(static_cast<int>(preset.config.slice.u.size()) == train.featureCount());
    }
  }
}

TEST_CASE("an unknown preset is refused with the nearest name and the list") {
  const std::string message = findPreset("two_moon").message();
  CHECK(message.find("did you mean two_moons?") != std::string::npos);
  CHECK(message.find("penguins") != std::string::npos);
}

TEST_CASE("a preset needs a description and nothing that a configuration has not") {
  CHECK(presetFromJson(R"({"description": "d", "steps": 3})", "p")->config.steps == 3);
  CHECK_FALSE(presetFromJson(R"({"steps": 3})", "p").ok());
  CHECK_FALSE(presetFromJson(R"({"description": 3})", "p").ok());
  CHECK_FALSE(presetFromJson(R"({"description": "d", "author": "a"})", "p").ok());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
