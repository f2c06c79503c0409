#include "core/io/run_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/file.h"
#include "core/crossings/activation_pattern.h"
#include "core/io/network_file.h"
#include "tests/support/run_logs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::bytesOf;
using testing::Log;
using testing::LoggedEvent;
using testing::readEvents;
using testing::readLog;

Config configWith(const std::vector<std::string>& settings) {
  Config config;
  for (const std::string& setting : settings) {
    const Status set = setConfigKey(config, setting);
    REQUIRE_MESSAGE(set.ok(), set.message());
  }
  return config;
}

Run runOf(const Config& config) {
  Result<Experiment> experiment = loadExperiment(config);
  REQUIRE_MESSAGE(experiment.ok(), experiment.message());
  Result<Run> run = Run::create(std::move(*experiment));
  REQUIRE_MESSAGE(run.ok(), run.message());
  return std::move(*run);
}

RunFolder folderOf(const std::string& path, const Run& run, bool overwrite = false) {
  auto folder = RunFolder::create(path, run.experiment(), overwrite);
  const auto* refusal = std::get_if<RunFolderRefusal>(&folder);
  REQUIRE_MESSAGE(refusal == nullptr, refusal->message);
  return std::get<RunFolder>(std::move(folder));
}

/// Trains config.steps steps into a folder, as the command line does.
Run record(const Config& config, const std::string& path, bool overwrite = false) {
  Run run = runOf(config);
  RunFolder folder = folderOf(path, run, overwrite);
  while (run.stepCount() < config.steps) {
    const std::optional<StepRecord> step = run.step();
    REQUIRE(step.has_value());
    REQUIRE(folder.append(*step, run.nearLinearBound()).ok());
  }
  REQUIRE(folder.finish(run, RunEnd::kCompleted).ok());
  return run;
}

const std::vector<std::string> kSmall{"data.samples=60", "network.hidden=6,5", "steps=150",
                                      "optimizer.learning_rate=0.03"};

RunFolderRefusal refusalOf(const std::string& path, const Run& run) {
  auto folder = RunFolder::create(path, run.experiment(), false);
  REQUIRE(std::holds_alternative<RunFolderRefusal>(folder));
  return std::get<RunFolderRefusal>(folder);
}

TEST_SUITE_BEGIN("io");

TEST_CASE("one configuration gives the same bytes in both logs, again from its config.json") {
  TemporaryFolder folder;
  std::vector<std::string> settings = kSmall;
  settings.emplace_back("batch.size=17");
  record(configWith(settings), folder.file("a"));
  record(configWith(settings), folder.file("b"));
  const Config again = configFromJson(bytesOf(folder.file("a/config.json")), "config.json").value();
  CHECK(again == configWith(settings));
  record(again, folder.file("c"));
  for (const char* other : {"b", "c"}) {
    for (const char* name : {"config.json", "data.csv", "crossings.csv", "steps.csv",
                             "final.safetensors", "final.json"}) {
      CAPTURE(other);
      CAPTURE(name);
      const std::string path = folder.file(other);
      CHECK(bytesOf(folder.file("a") + "/" + name) == bytesOf(path + "/" + name));
    }
  }
}

TEST_CASE("the last network reads back to the same bits from both files") {
  TemporaryFolder folder;
  const Run run = record(configWith(kSmall), folder.file("run"));
  for (const char* name : {"run/final.safetensors", "run/final.json"}) {
    CAPTURE(name);
    const Result<Network> network = loadNetwork(folder.file(name));
    REQUIRE_MESSAGE(network.ok(), network.message());
    CHECK(network->architecture == run.network().architecture);
    CHECK(network->parameters == run.network().parameters);
  }
}

TEST_CASE("the crossings are sorted, alternate, and lead from the first mask to the last") {
  TemporaryFolder folder;
  const Run run = record(configWith(kSmall), folder.file("run"));
  const Matrix& inputs = run.experiment().data.train.inputs;
  ActivationPattern pattern = exactActivationPattern(run.experiment().initial, inputs);
  const std::vector<LoggedEvent> events = readEvents(folder.file("run/crossings.csv"));
  REQUIRE_FALSE(events.empty());
  const auto keyOf = [](const LoggedEvent& e) {
    return std::tuple{e.step, e.tau, e.sample, e.layer, e.neuron};
  };
  std::map<std::array<int, 3>, int> sums;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const LoggedEvent& event = events[i];
    if (i > 0) REQUIRE(keyOf(events[i - 1]) <= keyOf(event));
    REQUIRE(event.step >= 1);
    REQUIRE(event.tau >= 0.0);
    REQUIRE(event.tau <= 1.0);
    REQUIRE(pattern.isActive(event.layer, event.neuron, event.sample) == (event.direction == -1));
    pattern.flip(event.layer, event.neuron, event.sample);
    const int sum = sums[{event.layer, event.neuron, event.sample}] += event.direction;
    REQUIRE(std::abs(sum) <= 1);
  }
  CHECK(pattern == exactActivationPattern(run.network(), inputs));
}

TEST_CASE("steps.csv counts the lines of crossings.csv, step by step") {
  TemporaryFolder folder;
  record(configWith(kSmall), folder.file("run"));
  const std::vector<LoggedEvent> events = readEvents(folder.file("run/crossings.csv"));
  const Log steps = readLog(folder.file("run/steps.csv"));
  REQUIRE(steps.rows.size() == 150);
  std::size_t seen = 0;
  long changes = 0;
  for (std::size_t row = 0; row < steps.rows.size(); ++row) {
    const auto step = static_cast<long>(row) + 1;
    CAPTURE(step);
    CHECK(steps.number(row, "step") == static_cast<double>(step));
    double lastTau = -1.0;
    for (; seen < events.size() && events[seen].step == step; ++seen) {
      if (events[seen].tau != lastTau) ++changes;
      lastTau = events[seen].tau;
    }
    CHECK(steps.number(row, "crossings") == static_cast<double>(seen));
    CHECK(steps.number(row, "region_changes") == static_cast<double>(changes));
    CHECK(steps.number(row, "revisits") ==
          steps.number(row, "region_changes") + 1 - steps.number(row, "regions_visited"));
  }
  CHECK(seen == events.size());
}

TEST_CASE("the summary says what the logs say") {
  TemporaryFolder folder;
  Run run = record(configWith(kSmall), folder.file("run"));
  const Json summary = Json::parse(bytesOf(folder.file("run/summary.json")));
  const Log steps = readLog(folder.file("run/steps.csv"));
  const std::size_t last = steps.rows.size() - 1;
  CHECK(summary["status"] == "completed");
  CHECK(summary["steps"] == static_cast<long>(steps.rows.size()));
  for (const char* count : {"crossings", "region_changes", "regions_visited", "revisits",
                            "endpoint_crossings", "d_eff"}) {
    CAPTURE(count);
    // d_eff of the summary is the full spectrum's, of the log a running sum: equal up to rounding.
    constexpr double kRounding = 1e-9;
    const double logged = steps.number(last, count);
    CHECK(std::abs(summary[count].get<double>() - logged) <= kRounding * logged);
  }
  std::vector<long> byLayer(2, 0);
  for (const LoggedEvent& event : readEvents(folder.file("run/crossings.csv"))) {
    ++byLayer[static_cast<std::size_t>(event.layer) - 1];
  }
  CHECK(summary["crossings_by_layer"] == byLayer);
  CHECK(summary["boundaries"] == summary["train_samples"].get<long>() * 11);
  CHECK(summary["final"]["train_loss"] == run.performance().trainLoss);
  CHECK(summary["bounds"]["B1"]["ln_value"].get<double>() ==
        doctest::Approx(steps.number(last, "ln_b1")).epsilon(1e-12));
  CHECK(summary["bounds"]["B4"]["least_C"] == steps.number(last, "b4_least_c"));
  CHECK(configFromJson(summary["config"].dump(), "summary").value() == configWith(kSmall));
}

TEST_CASE("data.csv is the data set as trained on") {
  TemporaryFolder folder;
  const Run run = record(configWith({"data.source=csv:iris", "data.scaling=standard",
                                     "loss=cross_entropy", "steps=1", "network.hidden=3"}),
                         folder.file("run"));
  Config config;
  config.data.source = "csv:" + folder.file("run/data.csv");
  const SplitDataSet read = loadData(config.data).value();
  CHECK(read.train.inputs == run.experiment().data.train.inputs);
  CHECK(read.train.labels == run.experiment().data.train.labels);
  CHECK(read.test.inputs == run.experiment().data.test.inputs);
}

TEST_CASE("a place that is taken is refused as occupied, and nothing in it changes") {
  TemporaryFolder folder;
  const Run run = record(configWith({"steps=3", "data.samples=20"}), folder.file("run"));
  const std::string before = bytesOf(folder.file("run/summary.json"));
  REQUIRE(writeFileAtomically(folder.file("file"), "text").ok());
  for (const std::string& path : {folder.file("run"), folder.file("file"), std::string()}) {
    CAPTURE(path);
    const RunFolderRefusal refusal = refusalOf(path, run);
    CHECK(refusal.reason == RunFolderRefusal::Reason::kOccupied);
    CHECK(refusal.message.find(path) != std::string::npos);
  }
  CHECK(bytesOf(folder.file("run/summary.json")) == before);
  CHECK(bytesOf(folder.file("file")) == "text");
}

TEST_CASE("a folder that cannot be made is refused as unwritable") {
  TemporaryFolder folder;
  const Run run = runOf(configWith({"data.samples=20"}));
  REQUIRE(writeFileAtomically(folder.file("file"), "text").ok());
  const RunFolderRefusal refusal = refusalOf(folder.file("file/run"), run);
  CHECK(refusal.reason == RunFolderRefusal::Reason::kUnwritable);
  CHECK(refusal.message.find(folder.file("file/run")) == 0);
}

TEST_CASE("overwriting replaces the earlier run and leaves other files alone") {
  TemporaryFolder folder;
  const std::string path = folder.file("run");
  record(configWith({"steps=9", "data.samples=20"}), path);
  REQUIRE(writeFileAtomically(path + "/notes.txt", "mine").ok());
  REQUIRE(writeFileAtomically(path + "/input.svg", "old").ok());
  record(configWith({"steps=4", "data.samples=20"}), path, true);
  CHECK(readLog(path + "/steps.csv").rows.size() == 4);
  CHECK(bytesOf(path + "/notes.txt") == "mine");
  CHECK_FALSE(std::filesystem::exists(path + "/input.svg"));
}

TEST_CASE("while a run writes into a folder no other may, not even to overwrite it") {
  TemporaryFolder folder;
  const Run run = runOf(configWith({"data.samples=20"}));
  {
    const RunFolder first = folderOf(folder.file("run"), run);
    for (const bool overwrite : {false, true}) {
      auto second = RunFolder::create(folder.file("run"), run.experiment(), overwrite);
      REQUIRE(std::holds_alternative<RunFolderRefusal>(second));
      const auto& refusal = std::get<RunFolderRefusal>(second);
      CHECK(refusal.reason == RunFolderRefusal::Reason::kOccupied);
      CHECK(refusal.message.find("another run") != std::string::npos);
    }
  }
  CHECK(std::holds_alternative<RunFolder>(
      RunFolder::create(folder.file("run"), run.experiment(), true)));
}

TEST_CASE("a run without a step and an affine model have complete folders, too") {
  TemporaryFolder folder;
  record(configWith({"steps=0", "data.samples=20"}), folder.file("none"));
  CHECK(readLog(folder.file("none/steps.csv")).rows.empty());
  CHECK(readLog(folder.file("none/crossings.csv")).rows.empty());
  CHECK(Json::parse(bytesOf(folder.file("none/summary.json")))["steps"] == 0);
  record(configWith({"steps=5", "data.samples=20", "network.hidden="}), folder.file("affine"));
  CHECK(readLog(folder.file("affine/steps.csv")).rows.size() == 5);
  CHECK(Json::parse(bytesOf(folder.file("affine/summary.json")))["crossings"] == 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
