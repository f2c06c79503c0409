#include "core/session/settings_change.h"

#include <doctest/doctest.h>

#include "core/session/config_schema.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::configWith;

TEST_SUITE_BEGIN("session");

TEST_CASE("the strongest of several changes decides") {
  const Config from = configWith({});
  const struct {
    std::vector<std::string> settings;
    SettingEffect effect;
  } rows[] = {
      {{}, SettingEffect::kNone},
      {{"steps=5"}, SettingEffect::kView},
      {{"limits.max_regions=10"}, SettingEffect::kView},
      {{"optimizer.learning_rate=0.5"}, SettingEffect::kLive},
      {{"batch.size=8", "steps=7"}, SettingEffect::kLive},
      {{"optimizer.name=sgd"}, SettingEffect::kRestart},
      {{"network.seed=9", "optimizer.learning_rate=0.5"}, SettingEffect::kRestart},
      {{"theory.window=10"}, SettingEffect::kRestart},
      {{"theory.c=3"}, SettingEffect::kLive},
      {{"theory.sigma=3"}, SettingEffect::kView},
  };
  for (const auto& row : rows) {
    CAPTURE(row.settings.size());
    CHECK(effectOfChange(from, configWith(row.settings)) == row.effect);
  }
}

TEST_CASE("what differs, written as settings, leads from one configuration to the other") {
  const Config from = configWith({});
  const Config to =
      configWith({"network.hidden=3,4,5", "optimizer.learning_rate=0.1", "data.source=circles",
                  "slice.domain=0,1,0,1", "loss=mse", "optimizer.beta2=0.99999"});
  Config built = from;
  const std::vector<std::string> settings = changedSettings(from, to);
  CHECK(settings.size() == 6);
  for (const std::string& setting : settings) {
    const Status set = setConfigKey(built, setting);
    REQUIRE_MESSAGE(set.ok(), set.message());
  }
  CHECK(built == to);
  CHECK(changedSettings(from, from).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
