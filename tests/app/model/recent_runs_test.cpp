#include "app/model/recent_runs.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/configs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// A run folder with so many complete steps, written so many minutes ago.
std::string makeRun(const TemporaryFolder& folder, const std::string& name, int steps,
                    int minutesAgo) {
  const std::string path = folder.file(name);
  fs::create_directories(path);
  REQUIRE(writeFileAtomically(path + "/config.json",
                              configToJson(testing::configWith({"data.source=spirals"})))
              .ok());
  std::string text = "step,train_loss\n";
  for (int i = 1; i <= steps; ++i) text += std::to_string(i) + ",0.5\n";
  REQUIRE(writeFileAtomically(path + "/steps.csv", text + "9999,0.").ok());
  fs::last_write_time(path + "/steps.csv",
                      fs::file_time_type::clock::now() - std::chrono::minutes(minutesAgo));
  return path;
}

std::vector<std::string> namesOf(const std::vector<RecentRun>& runs) {
  std::vector<std::string> names;
  for (const RecentRun& run : runs) names.push_back(run.name);
  return names;
}

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("a run folder tells its data and its complete steps") {
    const TemporaryFolder folder;
    const RecentRun run = recentRunOf(makeRun(folder, "run-0001", 1234, 0));
    CHECK(run.canOpen);
    CHECK(run.name == "run-0001");
    CHECK(run.data == "spirals");
    CHECK(run.steps == 1234);
    CHECK(recentRunOf(makeRun(folder, "run-0002", 0, 0)).steps == 0);
    const RecentRun gone = recentRunOf(folder.file("gone"));
    CHECK_FALSE(gone.canOpen);
    CHECK(gone.steps == 0);
  }

  TEST_CASE("recent runs come newest first, without the present one, and those gone last") {
    const TemporaryFolder folder;
    const std::string present = makeRun(folder, "runs/run-0004", 5, 0);
    makeRun(folder, "runs/run-0002", 5, 30);
    makeRun(folder, "runs/run-0003", 5, 10);
    fs::create_directories(folder.file("runs/notes"));
    const std::vector<std::string> elsewhere{folder.file("gone"), makeRun(folder, "saved", 5, 20),
                                             folder.file("runs/run-0003")};
    const std::vector<RecentRun> runs = recentRuns(present, elsewhere);
    CHECK(namesOf(runs) == std::vector<std::string>{"run-0003", "saved", "run-0002", "gone"});
    CHECK_FALSE(runs.back().canOpen);
    CHECK(namesOf(recentRuns("", elsewhere)) ==
          std::vector<std::string>{"run-0003", "saved", "gone"});
    CHECK(recentRuns("", {}).empty());
  }

  TEST_CASE("there are at most ten recent runs") {
    const TemporaryFolder folder;
    for (int i = 0; i < 14; ++i) makeRun(folder, "runs/run-00" + std::to_string(10 + i), 1, 14 - i);
    const std::vector<RecentRun> runs = recentRuns(folder.file("runs/run-0099"), {});
    CHECK(runs.size() == kMostRecentRuns);
    CHECK(runs.front().name == "run-0023");
  }
}

}  // namespace adamscope
