#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/file.h"
#include "core/io/recorded_folder.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::ProgramEnd;
using testing::runProgram;

namespace fs = std::filesystem;

std::string contentOf(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  REQUIRE(text.ok());
  return *text;
}

TEST_SUITE_BEGIN("cli");

TEST_CASE("a run is replayed to the same bytes, and written anew on request") {
  const TemporaryFolder place;
  const std::string first = place.file("first");
  const std::string again = place.file("again");
  REQUIRE(runProgram({"run", "--preset", "two_moons", "--set", "batch.size=16", "--steps", "60",
                      "--out", first, "--quiet"})
              .status == 0);
  const ProgramEnd verified = runProgram({"replay", first, "--verify", "--quiet"});
  CHECK(verified.status == 0);
  const nlohmann::json line = nlohmann::json::parse(verified.output);
  CHECK(line["steps"] == 60);
  CHECK(line["identical"] == true);
  REQUIRE(runProgram({"replay", first, "--out", again, "--quiet"}).status == 0);
  for (const char* name : {"/crossings.csv", "/steps.csv", "/final.json", "/config.json"}) {
    CAPTURE(name);
    CHECK(contentOf(first + name) == contentOf(again + name));
  }
}

TEST_CASE("a record that was tampered with is found out") {
  const TemporaryFolder place;
  const std::string folder = place.file("run");
  REQUIRE(
      runProgram({"run", "--preset", "xor", "--steps", "40", "--out", folder, "--quiet"}).status ==
      0);
  std::string text = contentOf(folder + "/crossings.csv");
  text[text.size() - 2] = text[text.size() - 2] == '1' ? '2' : '1';
  REQUIRE(writeFileAtomically(folder + "/crossings.csv", text).ok());
  const ProgramEnd end = runProgram({"replay", folder, "--quiet"});
  CHECK(end.status == 1);
  CHECK(end.error.find("crossings.csv, line") != std::string::npos);
  CHECK(nlohmann::json::parse(end.output)["identical"] == false);
}

TEST_CASE("what cannot be replayed is refused with the file that is missing") {
  const TemporaryFolder place;
  const ProgramEnd nothing = runProgram({"replay", place.path().string()});
  CHECK(nothing.status == 2);
  CHECK(nothing.error.find("config.json") != std::string::npos);
  CHECK(runProgram({"replay"}).status == 2);
  CHECK(runProgram({"replay", place.path().string(), "--steps", "-3"}).status == 2);
}

TEST_CASE("a run that is killed at any moment leaves a record that is whole as far as it goes") {
  for (int i = 0; i < 6; ++i) {
    CAPTURE(i);
    const TemporaryFolder place;
    const std::string folder = place.file("run");
    const ProgramEnd killed =
        runProgram(testing::ProgramCall{.arguments = {"run", "--preset", "two_moons", "--steps",
                                                      "10000000", "--out", folder, "--quiet"},
                                        .signal = SIGKILL,
                                        .signalAfterMs = 150 + 190 * i});
    REQUIRE(killed.status == -SIGKILL);
    if (!fs::exists(folder + "/steps.csv")) continue;  // it had not begun
    const ProgramEnd end = runProgram({"replay", folder, "--quiet"});
    CAPTURE(end.error);
    CHECK(end.status == 0);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
