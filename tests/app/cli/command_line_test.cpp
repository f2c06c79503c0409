// Every command and every way to call it wrongly: exit status, what goes to standard output and
// what to standard error. The program runs as a process of its own, as for a user.
#include "app/cli/command_line.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/io/network_file.h"
#include "core/io/run_folder.h"
#include "tests/support/program.h"
#include "tests/support/run_logs.h"
#include "tests/support/soup_tessellation.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::ProgramCall;
using testing::ProgramEnd;
using testing::runProgram;
using Words = std::vector<std::string>;

/// A folder with two networks of one shape, a network of another, and samples.
struct Workbench {
  TemporaryFolder folder;

  Workbench() {
    const Architecture shape{{2, 6, 5, 1}};
    REQUIRE(saveNetworkJson(testing::randomNetwork(shape, 1), folder.file("a.json")).ok());
    REQUIRE(saveSafetensors(testing::randomNetwork(shape, 2), folder.file("b.safetensors")).ok());
    const Network other = testing::randomNetwork(Architecture{{3, 4, 2}}, 3);
    REQUIRE(saveNetworkJson(other, folder.file("three.json")).ok());
    const Network line = testing::randomNetwork(Architecture{{1, 5, 1}}, 3);
    REQUIRE(saveNetworkJson(line, folder.file("line.json")).ok());
    std::string csv = "x,y,label\n";
    for (int i = 0; i < 20; ++i) {
      csv += std::to_string(i % 7 - 3) + "," + std::to_string(i % 5 - 2) + ",c\n";
    }
    REQUIRE(writeFileAtomically(folder.file("samples.csv"), csv).ok());
  }

  ProgramEnd call(const Words& words) const {
    return runProgram(ProgramCall{.arguments = words, .folder = folder.path().string()});
  }
};

/// Wrong usage: status 2, silence on standard output, a message that names the trouble.
void checkRefused(const Workbench& bench, const Words& words, const std::string& part) {
  std::string line;
  for (const std::string& word : words) line += "'" + word + "' ";
  CAPTURE(line);
  const int entries = bench.folder.entryCount();
  const ProgramEnd end = bench.call(words);
  CAPTURE(end.error);
  CHECK(end.status == kExitBadUsage);
  CHECK(end.output.empty());
  CHECK(end.error.find("adamscope: ") == 0);
  CHECK(end.error.find(part) != std::string::npos);
  CHECK(end.error.find("internal error") == std::string::npos);
  CHECK(bench.folder.entryCount() == entries);
}

TEST_SUITE_BEGIN("cli");

TEST_CASE("help and version go to standard output with status 0") {
  const Workbench bench;
  const struct {
    Words words;
    std::string part;
  } rows[] = {
      {{"--help"}, "adamscope run --preset"},        {{"-h"}, "adamscope run --preset"},
      {{"--version"}, "adamscope " + versionText()}, {{"run", "--help"}, "optimizer.learning_rate"},
      {{"tessellate", "--help"}, "--domain"},        {{"crossings", "--help"}, "--data"},
      {{"barrier", "--help"}, "Hungarian"},          {{"compare", "--help"}, "lock-step"},
      {{"presets", "--help"}, "adamscope presets"},  {{"render", "--help"}, "--size WxH"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.words.front());
    const ProgramEnd end = bench.call(row.words);
    CHECK(end.status == kExitDone);
    CHECK(end.output.find(row.part) != std::string::npos);
    CHECK(end.error.empty());
    std::size_t start = 0;
    while (start < end.output.size()) {
      const std::size_t stop = end.output.find('\n', start);
      CHECK(stop - start <= 100);
      start = stop + 1;
    }
  }
}

TEST_CASE("without a display the window says so, and which commands need none") {
  const Workbench bench;
  const ProgramEnd end = bench.call({});
  CAPTURE(end.error);
  CHECK(end.status == kExitFailed);
  CHECK(end.error.find("display") != std::string::npos);
  CHECK(end.error.find("adamscope run") != std::string::npos);
  CHECK(end.output.empty());
}

TEST_CASE("what the window is to open is checked first") {
  const Workbench bench;
  checkRefused(bench, {"nowhere.csv"}, "nowhere.csv");
  checkRefused(bench, {"--preset", "two_moon"}, "did you mean two_moons?");
  checkRefused(bench, {"--set", "network.hidden=-1"}, "network.hidden");
  checkRefused(bench, {"--ui-scale", "40"}, "--ui-scale");
}

TEST_CASE("unknown commands are refused with the nearest name") {
  const Workbench bench;
  checkRefused(bench, {"tesselate"}, "did you mean tessellate?");
  checkRefused(bench, {""}, "there is no command and no file ''");
  checkRefused(bench, {"--nonsense"}, "--nonsense");
  checkRefused(bench, {"presets", "two_moon"}, "did you mean two_moons?");
  checkRefused(bench, {"presets", "xor", "xor"}, "not expected");
}

TEST_CASE("presets lists every preset and prints one as a configuration that runs") {
  const Workbench bench;
  const ProgramEnd list = bench.call({"presets"});
  CHECK(list.status == kExitDone);
  CHECK(list.output.find("two_moons") == 0);
  CHECK(list.output.find("penguins") != std::string::npos);
  const ProgramEnd one = bench.call({"presets", "spirals"});
  CHECK(one.status == kExitDone);
  REQUIRE(writeFileAtomically(bench.folder.file("mine.json"), one.output).ok());
  const ProgramEnd run = bench.call({"run", "mine.json", "--steps", "2", "--out", "run"});
  CHECK(run.status == kExitDone);
  CHECK(run.error.empty());
}

TEST_CASE("wrong settings of a run are refused before anything is written") {
  const Workbench bench;
  const auto with = [](const std::string& setting) {
    return Words{"run", "--out", "run", "--set", setting};
  };
  checkRefused(bench, {"run"}, "--out is required");
  checkRefused(bench, {"run", "--out"}, "--out");
  checkRefused(bench, {"run", "--out", ""}, "needs a name");
  checkRefused(bench, {"run", "--out", "run", "--preset", "nope"}, "no preset");
  checkRefused(bench, {"run", "nope.json", "--out", "run"}, "nope.json");
  checkRefused(bench, {"run", ".", "--out", "run"}, "Is a directory");
  checkRefused(bench, {"run", "a.json", "--out", "run"}, "unknown key");
  checkRefused(bench, {"run", "a.json", "--preset", "xor", "--out", "run"}, "not both");
  checkRefused(bench, {"run", "--out", "a.json"}, "is a file");
  checkRefused(bench, {"run", "--out", "."}, "not empty");
  for (const char* steps : {"-1", "abc", "", "1.5", "nan", "1e400", "99999999999999999999"}) {
    checkRefused(bench, {"run", "--out", "run", "--steps", steps}, "--steps: steps is ");
  }
  checkRefused(bench, with("nonsense=1"), "unknown key nonsense");
  checkRefused(bench, with("optimizer.learningrate=1"), "did you mean optimizer.learning_rate?");
  checkRefused(bench, with("steps"), "key=value");
  checkRefused(bench, with(""), "key=value");
  checkRefused(bench, with("=3"), "no key");
  for (const char* value : {"nan", "inf", "1e400", "", "-1", "0", "1,5", "0x1", "1e300"}) {
    checkRefused(bench, with(std::string("optimizer.learning_rate=") + value),
                 "optimizer.learning_rate is ");
  }
  for (const char* hidden : {"0", "-3", "4,,4", "[4,4", "4.5", "99999", "nan"}) {
    checkRefused(bench, with(std::string("network.hidden=") + hidden), "network.hidden[");
  }
  checkRefused(bench, with("data.test_fraction=1"), "data.test_fraction is 1");
  checkRefused(bench, with("data.source=sine"), "regression");
  checkRefused(bench, with("data.source=csv:nope.csv"), "nope.csv");
  checkRefused(bench, with("data.source=csv:."), "Is a directory");
  checkRefused(bench, with("data.source=csv:samples.csv"), "two classes");
  checkRefused(bench, with("network.load=nope.json"), "nope.json");
  checkRefused(bench, with("network.load=three.json"), "[3,4,2]");
  checkRefused(bench, with("network.load=samples.csv"), "samples.csv");
  checkRefused(bench, with("slice.domain=1,0,0,1"), "slice.domain");
}

TEST_CASE("steps may be written as 1e3, and the last setting of a key counts") {
  const Workbench bench;
  const ProgramEnd end =
      bench.call({"run", "--out", "run", "--quiet", "--set", "steps=7", "--steps", "1e1", "--set",
                  "data.samples=10", "--set", "data.samples=12"});
  CHECK(end.status == kExitDone);
  CHECK(end.output.empty());
  const Json summary = Json::parse(testing::bytesOf(bench.folder.file("run/summary.json")));
  CHECK(summary["steps"] == 10);
  CHECK(summary["config"]["data"]["samples"] == 12);
}

TEST_CASE("a run reports on standard output and fills its folder") {
  const Workbench bench;
  const std::string place = "mit Leerzeichen/und Ümläuten ☃/run";
  const ProgramEnd end =
      bench.call({"run", "--preset", "circles", "--steps", "30", "--out", place, "--svg", "--pdf"});
  CHECK(end.status == kExitDone);
  CHECK(end.error.empty());
  CHECK(end.output.find("30 steps of [2,16,1] on circles") == 0);
  CHECK(end.output.find("Written to " + place) != std::string::npos);
  for (const char* name :
       {"config.json", "data.csv", "crossings.csv", "steps.csv", "final.safetensors", "final.json",
        "summary.json", "input.png", "input.svg", "input.pdf"}) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(bench.folder.path() / place / name) > 0);
  }
  const ProgramEnd again = bench.call({"run", "--steps", "1", "--out", place});
  CHECK(again.status == kExitBadUsage);
  CHECK(again.error.find("--overwrite") != std::string::npos);
  CHECK(bench.call({"run", "--steps", "1", "--quiet", "--overwrite", "--out", place}).status ==
        kExitDone);
}

TEST_CASE("a run that diverges ends with status 1, its logs complete to the last good step") {
  const Workbench bench;
  const ProgramEnd end = bench.call({"run", "--preset", "plane", "--set", "optimizer.name=sgd",
                                     "--set", "optimizer.learning_rate=1000", "--out", "run"});
  CHECK(end.status == kExitFailed);
  CHECK(end.error.find("adamscope: step ") == 0);
  CHECK(end.error.find("no longer finite") != std::string::npos);
  const Json summary = Json::parse(testing::bytesOf(bench.folder.file("run/summary.json")));
  CHECK(summary["status"] == "diverged");
  const testing::Log steps = testing::readLog(bench.folder.file("run/steps.csv"));
  CHECK(steps.endsWithLine);
  CHECK(summary["steps"] == static_cast<long>(steps.rows.size()));
  CHECK(summary["diverged_at_step"] == static_cast<long>(steps.rows.size()) + 1);
}

TEST_CASE("tessellate prints one JSON line for every way to write a domain") {
  const Workbench bench;
  const struct {
    Words domain;
    double area;
  } rows[] = {
      {{}, 4.0},
      {{"--domain", "-1", "1", "-1", "1"}, 4.0},
      {{"--domain", "-.5", ".5", "-.5", ".5"}, 1.0},
      {{"--domain", "-1e3", "1e3", "-5e2", "+500"}, 2e6},
      {{"--domain=-1,1,-1,1"}, 4.0},
      {{"--domain", "-1,1,-.5,.5"}, 2.0},
      {{"--domain", "-0.5", "1.5", "-2", "-1"}, 2.0},
  };
  for (const auto& row : rows) {
    for (const bool networkFirst : {true, false}) {
      Words words{"tessellate"};
      if (networkFirst) words.emplace_back("a.json");
      words.insert(words.end(), row.domain.begin(), row.domain.end());
      if (!networkFirst) words.emplace_back("a.json");
      const ProgramEnd end = bench.call(words);
      CAPTURE(end.error);
      REQUIRE(end.status == kExitDone);
      CHECK(end.error.empty());
      CHECK(end.output.find('\n') == end.output.size() - 1);
      const Json line = Json::parse(end.output);
      constexpr double kRounding = 1e-12;  // the sum of the faces' areas
      CHECK(std::abs(line["area"].get<double>() - row.area) <= kRounding * row.area);
      CHECK(line["exact"] == true);
      CHECK(line["vertices"].get<long>() - line["edges"].get<long>() +
                line["regions"].get<long>() ==
            1);
    }
  }
  const ProgramEnd line = bench.call({"tessellate", "--domain", "-2", "3", "line.json"});
  CAPTURE(line.error);
  REQUIRE(line.status == kExitDone);
  CHECK(Json::parse(line.output)["area"] == 5.0);
}

TEST_CASE("tessellate refuses what makes no picture before it starts") {
  const Workbench bench;
  const auto domain = [](const Words& numbers) {
    Words words{"tessellate", "a.json", "--domain"};
    words.insert(words.end(), numbers.begin(), numbers.end());
    return words;
  };
  checkRefused(bench, {"tessellate"}, "NETWORK");
  checkRefused(bench, {"tessellate", "nope.json"}, "nope.json");
  checkRefused(bench, {"tessellate", "."}, "Is a directory");
  checkRefused(bench, {"tessellate", "samples.csv"}, "samples.csv");
  checkRefused(bench, {"tessellate", "a.json", "a.json"}, "a.json");
  checkRefused(bench, domain({}), "--domain");
  checkRefused(bench, domain({"1"}), "4 numbers, not 1");
  checkRefused(bench, domain({"-1", "1"}), "4 numbers, not 2");
  checkRefused(bench, domain({"-1", "1", "-1"}), "4 numbers, not 3");
  checkRefused(bench, domain({"1", "2", "3", "4", "5"}), "5");
  checkRefused(bench, domain({"1", "-1", "-1", "1"}), "x from 1 to -1");
  checkRefused(bench, domain({"-1", "1", ".5", "-.5"}), "y from 0.5 to -0.5");
  checkRefused(bench, domain({"0", "0", "0", "1"}), "minimum must be below");
  checkRefused(bench, domain({"nan", "1", "0", "1"}), "'nan' is not a finite number");
  checkRefused(bench, domain({"0", "1e400", "0", "1"}), "'1e400' is not a finite number");
  checkRefused(bench, domain({"0", "1", "0", "one"}), "'one' is not a finite number");
  checkRefused(bench, domain({"-1e300", "1e300", "-1e300", "1e300"}), "area");
  checkRefused(bench, {"tessellate", "a.json", "--out", "x.gif"}, ".svg, .pdf, .png or .json");
  checkRefused(bench, {"tessellate", "a.json", "--out", "x"}, ".svg, .pdf, .png or .json");
  checkRefused(bench, {"tessellate", "a.json", "--fill", "red"}, "'red'");
  for (const char* count : {"0", "-1", "many", "1e99", "1.5"}) {
    checkRefused(bench, {"tessellate", "a.json", "--max-regions", count}, "--max-regions");
  }
  checkRefused(bench, {"tessellate", "a.json", "--threads", "-1"}, "--threads");
  checkRefused(bench, {"tessellate", "a.json", "--threads", "99999"}, "--threads");
  checkRefused(bench, {"tessellate", "a.json", "--u", "1,0"}, "both directions");
  checkRefused(bench, {"tessellate", "a.json", "--u", "1,x", "--v", "0,1"}, "'x'");
  checkRefused(bench, {"tessellate", "a.json", "--u", "1,0", "--v", "2,0"}, "parallel");
  checkRefused(bench, {"tessellate", "a.json", "--u", "1,0,0", "--v", "0,1,0"}, "2 numbers");
  checkRefused(bench, {"tessellate", "three.json"}, "which plane");
  checkRefused(bench, {"tessellate", "three.json", "--slice", "pca"}, "--data");
  checkRefused(bench, {"tessellate", "three.json", "--slice", "pca", "--data", "samples.csv"},
               "2 feature columns");
  checkRefused(bench, {"tessellate", "a.json", "--slice", "round", "--data", "samples.csv"},
               "'round'");
}

TEST_CASE("tessellate takes a plane through more inputs, many threads, and says when it stops") {
  const Workbench bench;
  const ProgramEnd plane = bench.call(
      {"tessellate", "three.json", "--u", "-.5,0,0", "--v", "0,-1,0", "--origin", "-1,0,-.25"});
  CAPTURE(plane.error);
  CHECK(plane.status == kExitDone);
  Json counts = Json::parse(bench.call({"tessellate", "a.json", "--threads", "1"}).output);
  counts.erase("seconds");
  for (const char* threads : {"0", "2", "64"}) {
    Json same = Json::parse(bench.call({"tessellate", "a.json", "--threads", threads}).output);
    same.erase("seconds");
    CHECK(same == counts);
  }
  const ProgramEnd stopped = bench.call({"tessellate", "a.json", "--max-regions", "3"});
  CHECK(stopped.status == kExitDone);
  CHECK(stopped.error.find("warning: stopped at 3 regions") != std::string::npos);
  CHECK(Json::parse(stopped.output)["exact"] == false);
  CHECK(bench.call({"tessellate", "a.json", "--max-regions", "1e9"}).status == kExitDone);
}

TEST_CASE("tessellate writes each format, and its counts survive a file that cannot be written") {
  const Workbench bench;
  for (const char* name : {"x.svg", "x.pdf", "x.png", "x.json", "X.PNG"}) {
    CAPTURE(name);
    CHECK(bench.call({"tessellate", "a.json", "--out", name}).status == kExitDone);
    CHECK(std::filesystem::file_size(bench.folder.path() / name) > 0);
  }
  const Json complex = Json::parse(testing::bytesOf(bench.folder.file("x.json")));
  const ProgramEnd end = bench.call({"tessellate", "a.json", "--out", "no/such/folder/x.png"});
  CHECK(end.status == kExitFailed);
  CHECK(end.error.find("no/such/folder/x.png") != std::string::npos);
  CHECK(Json::parse(end.output)["regions"] == complex["faces"].size());
}

TEST_CASE("crossings prints the events of the segment, and the reversed segment reverses them") {
  const Workbench bench;
  const auto events = [&](const std::string& from, const std::string& to, const char* name) {
    const ProgramEnd end = bench.call({"crossings", from, to, "--data", "samples.csv"});
    CHECK(end.status == kExitDone);
    CHECK(end.error.empty());
    REQUIRE(writeFileAtomically(bench.folder.file(name), end.output).ok());
    return testing::readEvents(bench.folder.file(name));
  };
  const auto there = events("a.json", "b.safetensors", "there.csv");
  const auto back = events("b.safetensors", "a.json", "back.csv");
  CHECK(there.size() > 10);
  REQUIRE(there.size() == back.size());
  long sum = 0;
  for (const auto& event : there) sum += event.direction;
  for (const auto& event : back) sum += event.direction;
  CHECK(sum == 0);
  CHECK(events("a.json", "a.json", "none.csv").empty());
}

TEST_CASE("crossings refuses networks and samples that do not fit together") {
  const Workbench bench;
  checkRefused(bench, {"crossings"}, "required");
  checkRefused(bench, {"crossings", "a.json"}, "required");
  checkRefused(bench, {"crossings", "a.json", "b.safetensors"}, "--data is required");
  checkRefused(bench, {"crossings", "a.json", "three.json", "--data", "samples.csv"},
               "different shapes");
  checkRefused(bench, {"crossings", "line.json", "line.json", "--data", "samples.csv"},
               "2 feature columns");
  checkRefused(bench, {"crossings", "a.json", "a.json", "--data", "nope.csv"}, "nope.csv");
  checkRefused(bench, {"crossings", "a.json", "a.json", "--data", "a.json"}, "a.json");
}

TEST_CASE("output that cannot be written is status 1 for every command that prints") {
  const Workbench bench;
  for (const Words& words :
       {Words{"--help"}, Words{"--version"}, Words{"presets"}, Words{"presets", "xor"},
        Words{"run", "--help"}, Words{"tessellate", "a.json"},
        Words{"crossings", "a.json", "b.safetensors", "--data", "samples.csv"},
        Words{"run", "--steps", "1", "--out", "run", "--overwrite"}}) {
    for (const char* output : {"/dev/full", "closed"}) {
      CAPTURE(words.front());
      CAPTURE(output);
      const ProgramEnd end = runProgram(ProgramCall{
          .arguments = words, .folder = bench.folder.path().string(), .standardOutput = output});
      CHECK(end.status == kExitFailed);
      CHECK(end.error.find("standard output cannot be written") != std::string::npos);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
