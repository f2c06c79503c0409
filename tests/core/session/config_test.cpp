#include "core/session/config.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/session/config_schema.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("session");

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A config in which no key has its default.
Config unusualConfig() {
  Config config;
  config.data = {
      "csv:my data/\"quoted\".csv", 301, 0.1 + 0.2, 1.0 / 3.0, 9007199254740991, Scaling::kMinMax};
  config.network = {{7, 1, 4096}, 1e-17, Initialization::kHeNormalRandomBias, 12, "n\xC3\xA4.json"};
  config.loss = Loss::kCrossEntropy;
  config.optimizer = {OptimizerKind::kGradientFlow, 5e-324, 0.0, 0.5, 1e-9, 0.125, 0.99};
  config.batch = {32, 77};
  config.steps = 123456789012;
  config.slice = {SliceKind::kPoints, {-0.0, 1e12}, {0.1}, {0.7}, {5, 0, 9}, {-1, 1, -2.5, 3}};
  config.theory = {0, DimensionMeasure::kEntropy, 2.5};
  config.limits = {12345, 99};
  return config;
}

TEST_CASE("a configuration written as JSON reads back to exactly the same one") {
  for (const Config& config : {Config(), unusualConfig()}) {
    const std::string text = configToJson(config);
    CAPTURE(text);
    Result<Config> back = configFromJson(text, "x.json");
    CHECK_MESSAGE(back.ok(), back.message());
    CHECK(back.value() == config);
    CHECK(configToJson(back.value()) == text);
  }
}

TEST_CASE("the unusual configuration differs from the default in every key, and all are written") {
  const nlohmann::json written = nlohmann::json::parse(configToJson(unusualConfig()));
  const std::vector<ConfigKey> schema = configSchema();
  for (const ConfigKey& key : schema) {
    CAPTURE(key.name);
    CHECK(key.read(Config()) != key.read(unusualConfig()));
    std::string pointer = "/" + key.name;
    for (char& c : pointer) c = c == '.' ? '/' : c;
    CHECK(written.at(nlohmann::json::json_pointer(pointer)) == key.read(unusualConfig()));
  }
}

TEST_CASE("every key can be set as key=value, and then equals the value set by JSON") {
  Config config;
  for (const ConfigKey& key : configSchema()) {
    CAPTURE(key.name);
    const nlohmann::json value = key.read(unusualConfig());
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    const Status status = setConfigKey(config, key.name + "=" + text);
    CHECK_MESSAGE(status.ok(), status.message());
  }
  CHECK(config == unusualConfig());
}

TEST_CASE("the key names are those of the contract") {
  const std::set<std::string> expected{"data.source",
                                       "data.samples",
                                       "data.noise",
                                       "data.test_fraction",
                                       "data.seed",
                                       "data.scaling",
                                       "network.hidden",
                                       "network.leaky_slope",
                                       "network.initialization",
                                       "network.seed",
                                       "network.load",
                                       "loss",
                                       "optimizer.name",
                                       "optimizer.learning_rate",
                                       "optimizer.beta1",
                                       "optimizer.beta2",
                                       "optimizer.epsilon",
                                       "optimizer.weight_decay",
                                       "optimizer.momentum",
                                       "batch.size",
                                       "batch.seed",
                                       "steps",
                                       "slice.kind",
                                       "slice.origin",
                                       "slice.u",
                                       "slice.v",
                                       "slice.samples",
                                       "slice.domain",
                                       "theory.window",
                                       "theory.d_eff",
                                       "theory.c",
                                       "limits.max_regions",
                                       "limits.keyframe_mb"};
  std::set<std::string> names;
  for (const ConfigKey& key : configSchema()) names.insert(key.name);
  CHECK(names == expected);
}

TEST_CASE("lists can be set with and without brackets, and emptied") {
  Config config;
  CHECK(setConfigKey(config, "network.hidden=8, 9").ok());
  CHECK(config.network.hidden == std::vector<int>{8, 9});
  CHECK(setConfigKey(config, " network.hidden = [16,16,4] ").ok());
  CHECK(config.network.hidden == std::vector<int>{16, 16, 4});
  CHECK(setConfigKey(config, "network.hidden=32").ok());
  CHECK(config.network.hidden == std::vector<int>{32});
  CHECK(setConfigKey(config, "network.hidden=").ok());
  CHECK(config.network.hidden.empty());
  CHECK(setConfigKey(config, "steps=1e6").ok());
  CHECK(config.steps == 1000000);
  CHECK(setConfigKey(config, "data.source=csv:a=b.csv").ok());
  CHECK(config.data.source == "csv:a=b.csv");
}

TEST_CASE("what is refused is refused with the key, the value and what is allowed") {
  struct Row {
    const char* assignment;
    std::vector<const char*> parts;
  };
  const std::vector<Row> rows{
      {"optimizer.learning_rat=0.1",
       {"unknown key optimizer.learning_rat", "did you mean optimizer.learning_rate?"}},
      {"learning_rate=0.1", {"did you mean optimizer.learning_rate?"}},
      {"zzzzzzzz=1", {"unknown key zzzzzzzz"}},
      {"optimizer.learning_rate=0", {"optimizer.learning_rate", "is 0", "(0, "}},
      {"optimizer.learning_rate=nan", {"optimizer.learning_rate", "nan"}},
      {"optimizer.learning_rate=inf", {"optimizer.learning_rate", "inf"}},
      {"optimizer.learning_rate=fast", {"optimizer.learning_rate", "fast", "number"}},
      {"optimizer.learning_rate=", {"optimizer.learning_rate", "number"}},
      {"optimizer.beta1=1", {"optimizer.beta1", "is 1", "[0, 1)"}},
      {"optimizer.name=adan", {"optimizer.name", "adan", "adamw", "did you mean adam?"}},
      {"data.source=moons", {"data.source", "moons", "two_moons", "csv:PATH"}},
      {"data.source=iris.csv", {"did you mean csv:iris.csv?"}},
      {"data.source=csv:", {"data.source", "path"}},
      {"data.samples=1.5", {"data.samples", "1.5", "whole number"}},
      {"data.samples=1", {"data.samples", "[2, "}},
      {"data.seed=-1", {"data.seed", "-1"}},
      {"data.seed=18446744073709551616", {"data.seed"}},
      {"network.hidden=16,0", {"network.hidden[1]", "is 0"}},
      {"network.hidden=16,,4", {"network.hidden[1]"}},
      {"network.hidden=16;16", {"network.hidden[0]", "16;16"}},
      {"slice.samples=1,2", {"slice.samples", "exactly 3"}},
      {"steps", {"steps", "key=value"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.assignment);
    Config config;
    const std::string message = setConfigKey(config, row.assignment).message();
    CAPTURE(message);
    CHECK_FALSE(message.empty());
    for (const char* part : row.parts) CHECK(contains(message, part));
    CHECK(config == Config());
  }
  Config config;
  CHECK_FALSE(setConfigKey(config, "data.source=csv:\xff").ok());
}

TEST_CASE("JSON is refused with the file, and the reason") {
  struct Row {
    const char* text;
    std::vector<const char*> parts;
  };
  const std::vector<Row> rows{
      {"{\n  \"steps\": 5,\n}", {"line 3", "column 1"}},
      {"[1]", {"object"}},
      {R"({"stepz": 5})", {"unknown key stepz", "did you mean steps?"}},
      {R"({"optimizer": {"learning_rat": 5}})", {"did you mean optimizer.learning_rate?"}},
      {R"({"optimizr": {"learning_rate": 5}})", {"unknown key optimizr"}},
      {R"({"optimizer": 5})", {"optimizer is a number", "object"}},
      {R"({"steps": null})", {"steps is null"}},
      {R"({"data": null})", {"data is null"}},
      {R"({"steps": "5"})", {"steps is \"5\"", "whole number"}},
      {R"({"steps": true})", {"steps is true"}},
      {R"({"loss": 1})", {"loss is 1", "cross_entropy"}},
      {R"({"network": {"hidden": 16}})", {"network.hidden is 16", "array"}},
      {R"({"network": {"hidden": [16, "a"]}})", {"network.hidden[1]"}},
      {R"({"network": {"hidden": [16.5]}})", {"network.hidden[0]", "16.5"}},
      {R"({"steps": 5, "steps": 6})", {"twice"}},
      {R"({"data": {"seed": 5}, "data.seed": 6})", {"data.seed", "twice"}},
      {R"({"optimizer": {"learning_rate": 1e999}})", {"number"}},
      {R"({"slice": {"kind": "axes"}})", {"slice.u"}},
      {R"({"slice": {"kind": "axes", "u": [1, 0], "v": [1]}})", {"slice.v"}},
      {R"({"slice": {"kind": "axes", "u": [1, 0], "v": [0, 1], "origin": [1]}})", {"slice.origin"}},
      {R"({"slice": {"kind": "points", "samples": [1, 2, 1]}})", {"slice.samples"}},
      {R"({"slice": {"domain": [1, 0, 0, 1]}})", {"slice.domain"}},
      {R"({"description": "only in presets"})", {"unknown key description"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string message = configFromJson(row.text, "run.json").message();
    CAPTURE(message);
    CHECK(message.starts_with("run.json"));
    for (const char* part : row.parts) CHECK(contains(message, part));
  }
}

TEST_CASE("damaged configurations never crash, and what is accepted can be written") {
  const std::string text = configToJson(unusualConfig());
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::string damaged = text;
    for (int k = 0; k < 3; ++k) {
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    }
    if (seed % 4 == 0) damaged.resize(random.below(damaged.size()));
    Result<Config> config = configFromJson(damaged, "x.json");
    if (config) CHECK(configFromJson(configToJson(*config), "y.json").value() == *config);
  }
}

TEST_CASE("the help explains every key in lines of at most 100 characters") {
  const std::string help = configHelp();
  for (const ConfigKey& key : configSchema()) {
    CAPTURE(key.name);
    CHECK(contains(help, "  " + key.name + " "));
    CHECK_FALSE(key.help.empty());
  }
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
    CHECK((line.empty() || line.back() != ' '));
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
