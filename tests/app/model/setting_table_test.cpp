#include "app/model/setting_table.h"

#include <doctest/doctest.h>

#include <array>

namespace adamscope {

TEST_SUITE("model") {
  TEST_CASE("a setting that is refused gives a reason without its name and changes nothing") {
    struct Row {
      const char* key;
      const char* text;
      const char* reason;
    };
    const std::array<Row, 6> rows{
        {{"optimizer.learning_rate", "abc", "must be a number in (0, 1e+12]"},
         {"optimizer.learning_rate", "-1", "must be a number in (0, 1e+12]"},
         {"optimizer.beta1", "1", "must be a number in [0, 1)"},
         {"data.samples", "2.5", "must be a whole number in"},
         {"network.hidden", "16, abc", "must be part of an array of whole numbers"},
         {"data.source", "moons", "there is no data source"}}};
    const SettingTable table;
    for (const Row& row : rows) {
      CAPTURE(std::string(row.key));
      Config config;
      const Status written = table.write(config, row.key, row.text);
      REQUIRE_FALSE(written.ok());
      CAPTURE(written.message());
      CHECK(written.message().find(row.reason) != std::string::npos);
      CHECK(config == Config{});
    }
  }

  TEST_CASE("each setting reads back from the text that its box shows") {
    const SettingTable table;
    for (const ConfigKey& key : configSchema()) {
      CAPTURE(key.name);
      Config config;
      config.slice = {.kind = SliceKind::kAxes,
                      .origin = {0.1, -2.0},
                      .u = {1.0, 0.0},
                      .v = {0.0, 1.0 / 3.0},
                      .samples = {4, 5, 6},
                      .domain = {-1.0, 1.0, -2.0, 2.0}};
      config.network.load = "a.json";
      const Config before = config;
      const Status written = table.write(config, key.name, table.textOf(config, key.name));
      CHECK_MESSAGE(written.ok(), written.message());
      CHECK(config == before);
    }
  }

  TEST_CASE("each key that is one number has its range, and the range is the one that is checked") {
    const SettingTable table;
    for (const ConfigKey& key : configSchema()) {
      CAPTURE(key.name);
      CHECK(key.range.has_value() == key.read(Config{}).is_number());
      if (!key.range) continue;
      Config config;
      CHECK(table.write(config, key.name, key.range->low).ok() != key.range->lowOpen);
      CHECK(table.write(config, key.name, key.range->high).ok() != key.range->highOpen);
      CHECK_FALSE(table.write(config, key.name, key.range->low - 1.0).ok());
      CHECK(table.write(config, key.name, key.range->low + 0.5).ok() != key.range->isInteger);
    }
  }

  TEST_CASE("a group of controls is called by what most of them do") {
    using Names = std::vector<std::string_view>;
    CHECK(commonEffect(Names{"data.seed", "network.hidden"}) == SettingEffect::kRestart);
    CHECK(commonEffect(Names{"optimizer.beta1", "optimizer.name"}) == SettingEffect::kLive);
    CHECK(commonEffect(Names{"slice.kind", "steps"}) == SettingEffect::kLive);
  }
}

}  // namespace adamscope
