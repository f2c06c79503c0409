// adamscope slice as a user calls it: every plane, every kind of file, and the refusals.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/cli/command_line.h"
#include "core/base/file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::ProgramEnd;
using testing::runProgram;
using Words = std::vector<std::string>;

ProgramEnd slice(const TemporaryFolder& folder, const Words& words) {
  Words all{"slice",    "--set", "data.samples=40", "--set", "network.hidden=6,5", "--quiet",
            "--pixels", "120"};
  all.insert(all.end(), words.begin(), words.end());
  return runProgram({.arguments = all, .folder = folder.path().string()});
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("slice draws every plane and says what is in it") {
    const TemporaryFolder folder;
    for (const char* plane :
         {"step", "pca", "pca:here", "weights:0,3", "random:2", "snapshots:0,10,30"}) {
      CAPTURE(plane);
      const ProgramEnd end = slice(folder, {"--steps", "30", "--plane", plane, "--out", "a.svg"});
      CAPTURE(end.error);
      REQUIRE(end.status == kExitDone);
      const nlohmann::json line = nlohmann::json::parse(end.output);
      CHECK(line["plane"] == plane);
      CHECK(line["complete"] == true);
      CHECK(readTextFile(folder.file("a.svg")).value().starts_with("<?xml"));
    }
  }

  TEST_CASE("slice goes through another network, of the same shape") {
    const TemporaryFolder folder;
    for (const char* hidden : {"6,5", "7"}) {
      const std::string out = folder.file(hidden);
      const std::string widths = std::string("network.hidden=") + hidden;
      REQUIRE(runProgram({"run", "--set", "data.samples=40", "--set", widths, "--set",
                          "network.seed=2", "--steps", "20", "--quiet", "--out", out})
                  .status == kExitDone);
    }
    const ProgramEnd end = slice(
        folder, {"--steps", "30", "--plane", "network:6,5/final.safetensors", "--out", "a.json"});
    CAPTURE(end.error);
    REQUIRE(end.status == kExitDone);
    CHECK(nlohmann::json::parse(readTextFile(folder.file("a.json")).value()).contains("other"));
    const ProgramEnd misfit =
        slice(folder, {"--steps", "30", "--plane", "network:7/final.json", "--out", "b.json"});
    CHECK(misfit.status == 2);
    CHECK(misfit.error.find("one shape") != std::string::npos);
  }

  TEST_CASE("slice writes PDF, PNG and JSON, with each fill") {
    const TemporaryFolder folder;
    for (const Words& words :
         {Words{"--fill", "loss", "--out", "a.pdf"}, Words{"--fill", "regions", "--out", "a.png"},
          Words{"--fill", "none", "--out", "a.json"},
          Words{"--domain", "-0.1", "0.1", "-0.1", "0.1", "--out", "b.json"}}) {
      Words call{"--steps", "10", "--plane", "step"};
      call.insert(call.end(), words.begin(), words.end());
      const ProgramEnd end = slice(folder, call);
      CAPTURE(end.error);
      CHECK(end.status == kExitDone);
    }
    CHECK(readTextFile(folder.file("a.pdf")).value().starts_with("%PDF"));
    CHECK(readTextFile(folder.file("a.png")).value().substr(1, 3) == "PNG");
    const auto json = nlohmann::json::parse(readTextFile(folder.file("b.json")).value());
    CHECK(json["plane"]["domain"] == nlohmann::json({-0.1, 0.1, -0.1, 0.1}));
  }

  TEST_CASE("slice refuses what it does not know, with the remedy") {
    const TemporaryFolder folder;
    struct Row {
      Words words;
      std::string message;
    };
    const std::vector<Row> rows{
        {{"--plane", "diagonal", "--out", "a.svg"}, "is no plane"},
        {{"--plane", "step", "--out", "a.gif"}, ".svg, .pdf, .png or .json"},
        {{"--plane", "step", "--fill", "sky", "--out", "a.svg"}, "loss, regions or none"},
        {{"--plane", "weights:0,99999", "--out", "a.svg"}, "no parameter 99999"},
        {{"--plane", "step", "--domain", "1", "0", "0", "1", "--out", "a.svg"}, "--domain"},
        {{"--plane", "snapshots:0,1,99", "--out", "a.svg"}, "not at hand"}};
    for (const Row& row : rows) {
      Words call{"--steps", "5"};
      call.insert(call.end(), row.words.begin(), row.words.end());
      const ProgramEnd end = slice(folder, call);
      CAPTURE(end.error);
      CHECK(end.status == kExitBadUsage);
      CHECK(end.error.find(row.message) != std::string::npos);
    }
  }
}

}  // namespace adamscope
