// What a run folder is worth after the worst: the program is killed, interrupted, left without
// disk, without its folder, without its streams, or started twice.
#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"
#include "core/session/config.h"
#include "tests/support/program.h"
#include "tests/support/run_logs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::bytesOf;
using testing::Log;
using testing::ProgramCall;
using testing::ProgramEnd;
using testing::RunningProgram;
using testing::runProgram;

/// A run that would take minutes.
std::vector<std::string> longRun(const std::string& out) {
  return {"run",
          "--out",
          out,
          "--steps",
          "1e7",
          "--set",
          "data.samples=100",
          "--set",
          "optimizer.learning_rate=0.02"};
}

/// What may be wrong with the last line of a log: a kill in the very moment of a write can cut it.
enum class LastLine { kWhole, kMaybeCut };

/// The laws that hold for the files of a run at any moment. Returns the number of steps.
std::size_t checkLogs(const std::string& run, LastLine last = LastLine::kWhole) {
  const Log crossings = testing::readLog(run + "/crossings.csv");
  const Log steps = testing::readLog(run + "/steps.csv");
  if (last == LastLine::kWhole) {
    CHECK(crossings.endsWithLine);
    CHECK(steps.endsWithLine);
  }
  std::map<long, double> events;
  long lastStep = 0;
  for (std::size_t i = 0; i < crossings.rows.size(); ++i) {
    REQUIRE(crossings.rows[i].size() == crossings.header.size());
    const auto step = static_cast<long>(crossings.number(i, "step"));
    REQUIRE(step >= lastStep);
    lastStep = step;
    ++events[step];
  }
  double total = 0.0;
  for (std::size_t i = 0; i < steps.rows.size(); ++i) {
    REQUIRE(steps.rows[i].size() == steps.header.size());
    const auto step = static_cast<long>(i) + 1;
    REQUIRE(steps.number(i, "step") == static_cast<double>(step));
    const auto found = events.find(step);
    if (found != events.end()) total += found->second;
    REQUIRE(steps.number(i, "crossings") == total);
  }
  CHECK(configFromJson(bytesOf(run + "/config.json"), "config.json").ok());
  CHECK(parseCsvDataSet(bytesOf(run + "/data.csv"), "data.csv").ok());
  return steps.rows.size();
}

/// Waits until the run has a first line in steps.csv; false after a minute.
bool waitForSteps(const std::string& run) {
  for (int i = 0; i < 6000; ++i) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(run + "/steps.csv", missing);
    if (!missing && size > 2000) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

TEST_SUITE_BEGIN("end_to_end");

TEST_CASE("a killed run leaves whole lines, and every logged step has all its crossings") {
  TemporaryFolder folder;
  for (const int extraMs : {0, 130, 390, 610}) {
    CAPTURE(extraMs);
    const std::string run = folder.file("run" + std::to_string(extraMs));
    RunningProgram program(ProgramCall{.arguments = longRun(run)});
    REQUIRE(waitForSteps(run));
    std::this_thread::sleep_for(std::chrono::milliseconds(extraMs));
    program.send(SIGKILL);
    CHECK(program.wait().status == -SIGKILL);
    CHECK(checkLogs(run, LastLine::kMaybeCut) > 0);
    CHECK_FALSE(std::filesystem::exists(run + "/summary.json"));
  }
}

TEST_CASE("Ctrl-C and a polite end finish the folder and are status 1") {
  TemporaryFolder folder;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    CAPTURE(signal);
    const std::string run = folder.file("run" + std::to_string(signal));
    RunningProgram program(ProgramCall{.arguments = longRun(run)});
    REQUIRE(waitForSteps(run));
    program.send(signal);
    const ProgramEnd end = program.wait();
    CHECK(end.status == 1);
    CHECK(end.error.find("adamscope: interrupted after step ") == 0);
    const auto steps = static_cast<long>(checkLogs(run));
    const Json summary = Json::parse(bytesOf(run + "/summary.json"));
    CHECK(summary["status"] == "interrupted");
    CHECK(summary["steps"] == steps);
    CHECK(end.error.find("step " + std::to_string(steps) + ";") != std::string::npos);
    CHECK(loadNetwork(run + "/final.safetensors").ok());
    CHECK(std::filesystem::exists(run + "/input.png"));
  }
}

TEST_CASE("a full disk stops the run with a message and damages nothing that was written") {
  // A limit on the size of each file is what a small disk is to the logs.
  for (const long limit : {4'000L, 20'000L, 90'000L}) {
    CAPTURE(limit);
    TemporaryFolder folder;
    const std::string run = folder.file("run");
    const ProgramEnd end =
        runProgram(ProgramCall{.arguments = longRun(run), .fileSizeLimit = limit});
    CHECK(end.status == 1);
    CHECK(end.error.find("File too large") != std::string::npos);
    CHECK(end.error.find(run) != std::string::npos);
    if (std::filesystem::exists(run + "/steps.csv")) checkLogs(run);
  }
}

TEST_CASE("a run whose folder is deleted notices it and stops") {
  TemporaryFolder folder;
  const std::string run = folder.file("run");
  RunningProgram program(ProgramCall{.arguments = longRun(run)});
  REQUIRE(waitForSteps(run));
  // The program may write a file between two of the removal's steps.
  std::error_code busy;
  for (int tries = 0; tries < 100; ++tries) {
    std::filesystem::remove_all(run, busy);
    if (!busy) break;
  }
  REQUIRE(!busy);
  const ProgramEnd end = program.wait();
  CHECK(end.status == 1);
  CHECK(end.error.find("was deleted") != std::string::npos);
}

TEST_CASE("of two runs into one folder one is refused and the other is whole") {
  TemporaryFolder folder;
  const std::string run = folder.file("run");
  std::vector<std::string> words = longRun(run);
  words[4] = "300";
  for (int round = 0; round < 5; ++round) {
    RunningProgram a(ProgramCall{.arguments = words});
    RunningProgram b(ProgramCall{.arguments = words});
    const ProgramEnd first = a.wait();
    const ProgramEnd second = b.wait();
    CAPTURE(first.error);
    CAPTURE(second.error);
    CHECK(first.status + second.status == 2);
    CHECK(first.status * second.status == 0);
    CHECK(checkLogs(run) == 300);
    std::filesystem::remove_all(run);
  }
}

TEST_CASE("closed streams never let a message into a log") {
  TemporaryFolder folder;
  std::vector<std::string> words = longRun(folder.file("open"));
  words[4] = "50";
  REQUIRE(runProgram(words).status == 0);
  words[2] = folder.file("closed");
  runProgram(
      ProgramCall{.arguments = words, .standardOutput = "closed", .standardError = "closed"});
  for (const char* name : {"/crossings.csv", "/steps.csv", "/config.json", "/data.csv"}) {
    CAPTURE(name);
    CHECK(bytesOf(folder.file("open") + name) == bytesOf(folder.file("closed") + name));
  }
}

TEST_CASE("a failed run into an occupied place leaves what is there") {
  TemporaryFolder folder;
  std::vector<std::string> words = longRun(folder.file("run"));
  words[4] = "20";
  REQUIRE(runProgram(words).status == 0);
  const std::string before = bytesOf(folder.file("run/summary.json"));
  CHECK(runProgram(words).status == 2);
  words.insert(words.end(), {"--overwrite", "--set", "optimizer.learning_rate=-1"});
  CHECK(runProgram(words).status == 2);
  CHECK(bytesOf(folder.file("run/summary.json")) == before);
}

TEST_CASE("a read-only place is status 1 with the path") {
  TemporaryFolder folder;
  // The superuser may write anywhere, so a place that nobody can write to: below /proc.
  const ProgramEnd end = runProgram({"run", "--steps", "1", "--out", "/proc/adamscope/run"});
  CHECK(end.status == 1);
  CHECK(end.output.empty());
  CHECK(end.error.find("/proc/adamscope/run: the folder cannot be made") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
