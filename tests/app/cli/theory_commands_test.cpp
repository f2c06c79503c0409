// The commands of the theory: run --theory and --report, barrier, compare. Each as a process of its
// own, as for a user.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::ProgramCall;
using testing::ProgramEnd;
using testing::runProgram;
using Words = std::vector<std::string>;

ProgramEnd call(const TemporaryFolder& folder, const Words& words) {
  return runProgram(ProgramCall{.arguments = words, .folder = folder.path().string()});
}

Words smallRun(const std::string& out, const Words& more) {
  Words words{"run",
              "--preset",
              "two_moons",
              "--steps",
              "120",
              "--set",
              "data.samples=64",
              "--set",
              "network.hidden=6,5",
              "--set",
              "theory.window=32",
              "--out",
              out,
              "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string textOf(const TemporaryFolder& folder, const std::string& name) {
  const Result<std::string> text = readTextFile(folder.file(name));
  REQUIRE(text);
  return *text;
}

long linesOf(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

TEST_SUITE("cli") {
  TEST_CASE("a report is one page that needs nothing else, with every assumption and verdict") {
    const TemporaryFolder folder;
    const ProgramEnd end = call(folder, smallRun("run", {"--report", "run.html"}));
    CAPTURE(end.error);
    REQUIRE(end.status == 0);
    const std::string html = textOf(folder, "run.html");
    CHECK(html.starts_with("<!DOCTYPE html>"));
    for (const char* part : {"A0", "Margin cut-off", "Directional richness", "B4 with C", "Barrier",
                             "Generalization", "network.seed = 2", "&quot;optimizer&quot;"}) {
      CAPTURE(std::string(part));
      CHECK(html.find(part) != std::string::npos);
    }
    CHECK(html.find("http://") == std::string::npos);
    CHECK(html.find("https://") == std::string::npos);
    // A header, a look at the start, one every 20 steps.
    CHECK(linesOf(textOf(folder, "run/theory.csv")) == 1 + 1 + 6);
  }

  TEST_CASE("a report can be a PDF, and another ending is refused before the run") {
    const TemporaryFolder folder;
    REQUIRE(call(folder, smallRun("run", {"--report", "run.pdf"})).status == 0);
    CHECK(textOf(folder, "run.pdf").starts_with("%PDF"));
    CHECK(call(folder, smallRun("b", {"--report", "run.doc"})).status == 2);
    CHECK(call(folder, smallRun("b", {"--barrier", "seed:2"})).status == 2);
    CHECK_FALSE(std::filesystem::exists(folder.file("b")));
  }

  TEST_CASE("looking at the theory changes no byte of the logs") {
    const TemporaryFolder folder;
    REQUIRE(call(folder, smallRun("a", {})).status == 0);
    REQUIRE(call(folder, smallRun("b", {"--theory"})).status == 0);
    CHECK(textOf(folder, "a/crossings.csv") == textOf(folder, "b/crossings.csv"));
    CHECK(textOf(folder, "a/steps.csv") == textOf(folder, "b/steps.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.file("a/theory.csv")));
    const Json summary = Json::parse(textOf(folder, "a/summary.json"));
    const Json& assumptions = summary["theory"]["assumptions"];
    CHECK(assumptions.size() == 8);
    for (const Json& entry : assumptions) {
      const std::string verdict = entry["verdict"];
      CHECK((verdict == "holds" || verdict == "fails" || verdict == "unclear"));
    }
  }

  TEST_CASE("gradient flow runs from the command line, and its loss falls") {
    const TemporaryFolder folder;
    const ProgramEnd end =
        call(folder, smallRun("flow", {"--set", "optimizer.name=gradient_flow", "--set",
                                       "optimizer.learning_rate=0.1", "--set", "loss=half_mse"}));
    CAPTURE(end.error);
    REQUIRE(end.status == 0);
    const Json summary = Json::parse(textOf(folder, "flow/summary.json"));
    CHECK(summary["steps"] == 120);
    CHECK(summary["flow_time"].get<double>() > 0.0);
    CHECK(summary["flow_time"].get<double>() <= 12.0 * (1.0 + 1e-9));
    CHECK(summary["flow_sliding_time"].get<double>() <= summary["flow_time"].get<double>());
    CHECK(summary["flow_zigzag_pieces"] == 0);
  }

  TEST_CASE("the barrier of a network to itself is 0, and two seeds have a straight one") {
    const TemporaryFolder folder;
    REQUIRE(call(folder, smallRun("a", {})).status == 0);
    REQUIRE(call(folder, smallRun("b", {"--set", "network.seed=2"})).status == 0);
    const std::string data = "a/data.csv";
    const ProgramEnd same =
        call(folder, {"barrier", "a/final.json", "a/final.safetensors", "--data", data, "--json"});
    CAPTURE(same.error);
    REQUIRE(same.status == 0);
    const Json itself = Json::parse(same.output);
    CHECK(itself["straight"]["barrier"].get<double>() < 1e-12);
    CHECK(itself["straight"]["crossings"] == 0);
    CHECK(itself["matched_distance"] == 0.0);
    const ProgramEnd two = call(folder, {"barrier", "a/final.json", "b/final.json", "--data", data,
                                         "--out", "barrier.svg"});
    REQUIRE(two.status == 0);
    CHECK(two.output.find("trained curve") != std::string::npos);
    CHECK(textOf(folder, "barrier.svg").find("<svg") != std::string::npos);
    CHECK(call(folder, {"barrier", "a/final.json", "nope.json", "--data", data}).status == 2);
    CHECK(
        call(folder, {"barrier", "a/final.json", "b/final.json", "--data", data, "--loss", "huber"})
            .status == 2);
  }

  TEST_CASE("compare writes a row a step and a group of columns a variant") {
    const TemporaryFolder folder;
    const ProgramEnd end =
        call(folder, {"compare", "--preset", "two_moons", "--steps", "40", "--set",
                      "data.samples=64", "--set", "network.hidden=6", "--out", "compared"});
    CAPTURE(end.error);
    REQUIRE(end.status == 0);
    CHECK(end.output.find("gradient_flow") != std::string::npos);
    CHECK(linesOf(textOf(folder, "compared/compare.csv")) == 42);
    const Json summary = Json::parse(textOf(folder, "compared/compare.json"));
    CHECK(summary["variants"].size() == 3);
    CHECK(summary["reference"] == "c");
    CHECK(std::filesystem::exists(folder.file("compared/compare.svg")));
    CHECK(textOf(folder, "compared/compare.html").find("<table>") != std::string::npos);
    const Words again{"compare", "--steps", "5", "--out", "compared"};
    CHECK(call(folder, again).status == 2);
    CHECK(call(folder, {"compare", "--steps", "5", "--with", "network.seed=4", "--with",
                        "batch.size=8", "--out", "other"})
              .status == 2);
  }
}

}  // namespace
}  // namespace adamscope
