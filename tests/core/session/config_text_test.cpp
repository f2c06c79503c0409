// A configuration as a command line: what is written reads back, a shell understands it, and every
// mistake is named.
#include "core/session/config_text.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/session/presets.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::configWith;

/// What /bin/sh makes of the words of a command, one a line.
std::string wordsOfShell(const std::string& command) {
  const std::string line = "printf '%s\\n' " + command;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> shell(::popen(line.c_str(), "r"),
                                                              &::pclose);
  REQUIRE(shell != nullptr);
  std::string text;
  std::array<char, 256> part{};
  while (std::fgets(part.data(), static_cast<int>(part.size()), shell.get()) != nullptr) {
    text += part.data();
  }
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("session") {
  TEST_CASE("a command names the nearest preset, what differs from it, and the steps") {
    CHECK(commandFor(configWith({}), "here") ==
          "adamscope run --preset two_moons --steps 1000 --out here");
    CHECK(commandFor(configWith({"network.hidden=32,32", "steps=500"}), "a b") ==
          "adamscope run --preset two_moons --set 'network.hidden=[32,32]' --steps 500 "
          "--out 'a b'");
    for (const Preset& preset : embeddedPresets()) {
      CAPTURE(preset.name);
      CHECK(has(commandFor(preset.config, "x"), "--preset " + preset.name + " --steps "));
    }
  }

  TEST_CASE("every preset and every kind of value reads back from its command") {
    std::vector<Config> configs;
    for (const Preset& preset : embeddedPresets()) configs.push_back(preset.config);
    configs.push_back(configWith({"optimizer.learning_rate=0.012345678901234567", "steps=7"}));
    configs.push_back(configWith({"network.hidden=[]", "network.seed=9007199254740991"}));
    configs.push_back(configWith({"data.source=csv:/tmp/Ada's \"best\" $HOME\\x.csv"}));
    configs.push_back(configWith(
        {"slice.kind=axes", "slice.u=1,0", "slice.v=0,1", "slice.domain=-1,2.5,-3e-2,4"}));
    configs.push_back(configWith({"theory.thresholds=0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8"}));
    for (const Config& config : configs) {
      const std::string command = commandFor(config, "out");
      CAPTURE(command);
      const Result<Config> back = configFromText(command);
      REQUIRE_MESSAGE(back.ok(), back.message());
      CHECK(*back == config);
      const Result<Config> fromJson = configFromText(" \n" + configToJson(config));
      REQUIRE_MESSAGE(fromJson.ok(), fromJson.message());
      CHECK(*fromJson == config);
    }
  }

  TEST_CASE("a shell reads a quoted word as it was") {
    for (const std::string& word :
         {std::string("plain"), std::string(), std::string("a b"), std::string("it's"),
          std::string("$HOME `id` \"x\" \\ *"), std::string("csv:/a/\u00FC.csv")}) {
      CAPTURE(word);
      CHECK(wordsOfShell(shellQuoted(word)) == word + "\n");
    }
  }

  TEST_CASE("commands are read as people write them") {
    const Config wanted =
        configWith({"network.hidden=8", "optimizer.learning_rate=0.1", "steps=50"});
    for (const char* text :
         {"adamscope run --set network.hidden=8 --set optimizer.learning_rate=0.1 --steps 50",
          "$ adamscope run --preset=two_moons --set='network.hidden=[8]' \\\n"
          "    --set \"optimizer.learning_rate=0.1\" --steps=50 --out runs/a --overwrite\n",
          "--set network.hidden=8 --set optimizer.learning_rate=0.1 --steps 5e1 --quiet"}) {
      CAPTURE(std::string(text));
      const Result<Config> config = configFromText(text);
      REQUIRE_MESSAGE(config.ok(), config.message());
      CHECK(*config == wanted);
    }
  }

  TEST_CASE("what cannot be read is named") {
    const struct {
      std::string text;
      std::string part;
    } rows[] = {
        {"", "no text"},
        {"  \n", "no text"},
        {"hello world", "no configuration"},
        {"adamscope run mine.json", "'mine.json'"},
        {"adamscope run --preset moon", "two_moons"},
        {"adamscope run --set network.hiden=8", "network.hidden"},
        {"adamscope run --set optimizer.learning_rate=-1", "optimizer.learning_rate"},
        {"adamscope run --set slice.kind=axes", "slice"},
        {"adamscope run --set 'network.hidden=8", "quote"},
        {"adamscope run --steps", "--steps needs a value"},
        {"adamscope run --size 100x100", "--size"},
        {"{\"loss\": \"bce\"", "the text"},
        {"{\"lose\": \"bce\"}", "loss"},
    };
    for (const auto& row : rows) {
      CAPTURE(row.text);
      const Result<Config> config = configFromText(row.text);
      REQUIRE_FALSE(config.ok());
      CAPTURE(config.message());
      CHECK(has(config.message(), row.part));
    }
  }
}

}  // namespace adamscope
