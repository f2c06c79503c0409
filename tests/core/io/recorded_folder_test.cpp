#include "core/io/recorded_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/io/folder_lock.h"
#include "core/io/folder_recorder.h"
#include "core/io/run_folder.h"
#include "tests/support/configs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

namespace fs = std::filesystem;

const std::vector<std::string> kSmall{"data.samples=40", "network.hidden=6,5",
                                      "optimizer.learning_rate=0.05", "steps=80"};

SessionServices recordingIn(const std::string& parent) {
  return {
      .load = [](const Config& config) { return loadExperiment(config); },
      .record =
          [parent](const Experiment& experiment) { return recordInFolder(parent, experiment); }};
}

/// A run of 60 steps with a change at step 30, recorded and closed. Returns its folder.
std::string recordRun(const std::string& parent) {
  const auto session = sessionWith(kSmall, recordingIn(parent));
  session->runTo(30);
  runUntilPaused(*session);
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.02;
  session->configure(config);
  session->runTo(60);
  runUntilPaused(*session);
  session->checkpoint();
  return session->frame()->recordPath;
}

/// Repeats the run of a folder; what the session had to say.
std::vector<SessionNotice> repeat(const std::string& folder) {
  const Result<RecordedRun> recorded = readRecordedRun(folder);
  REQUIRE_MESSAGE(recorded.ok(), recorded.message());
  const auto session = sessionWith(kSmall);
  session->open(*recorded);
  runUntilPaused(*session);
  return session->takeNotices();
}

void edit(const std::string& path, const std::string& from, const std::string& to) {
  Result<std::string> text = readTextFile(path);
  REQUIRE(text.ok());
  const std::size_t place = text->find(from);
  REQUIRE(place != std::string::npos);
  text->replace(place, from.size(), to);
  REQUIRE(writeFileAtomically(path, *text).ok());
}

TEST_SUITE_BEGIN("io");

TEST_CASE("a run folder is repeated to the same bytes") {
  const TemporaryFolder place;
  const std::string folder = recordRun(place.path().string());
  const Result<RecordedRun> recorded = readRecordedRun(folder);
  REQUIRE(recorded.ok());
  CHECK(recorded->steps == 60);
  CHECK(recorded->changes == std::vector<SettingsChange>{{30, "optimizer.learning_rate=0.02"}});
  const std::vector<SessionNotice> notices = repeat(folder);
  REQUIRE(notices.size() == 1);
  CHECK_FALSE(notices[0].isError);
  CHECK(notices[0].text.find("60 steps") != std::string::npos);
}

TEST_CASE("a digit changed in either log, or a line too many, is found and its place is named") {
  const TemporaryFolder place;
  const std::string folder = recordRun(place.path().string());
  const auto complaint = [&] {
    const std::vector<SessionNotice> notices = repeat(folder);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].isError);
    return notices[0].text;
  };
  SUBCASE("a step") {
    edit(folder + "/steps.csv", "\n41,", "\n41,1");
    CHECK(complaint().find("steps.csv, line 42") != std::string::npos);
  }
  SUBCASE("an event") {
    edit(folder + "/crossings.csv", "\n2,0.", "\n2,0.0");
    CHECK(complaint().find("crossings.csv, line") != std::string::npos);
  }
  SUBCASE("an event too many") {
    const Result<std::string> text = readTextFile(folder + "/crossings.csv");
    const std::size_t second = text->find("\n2,");
    REQUIRE(second != std::string::npos);
    edit(folder + "/crossings.csv", text->substr(second, 3), "\n1,1,1,0,0,1\n2,");
    CHECK(complaint().find("no such crossing") != std::string::npos);
  }
}

TEST_CASE("logs that end anywhere, in the middle of a line too, are repeated as far as they go") {
  const TemporaryFolder place;
  const std::string folder = recordRun(place.path().string());
  const std::string path = folder + "/steps.csv";
  const auto size = fs::file_size(path);
  const auto whole = fs::file_size(folder + "/crossings.csv");
  for (const double share : {0.95, 0.7, 0.5}) {
    CAPTURE(share);
    fs::resize_file(path, static_cast<std::uintmax_t>(static_cast<double>(size) * share));
    fs::resize_file(folder + "/crossings.csv", whole - 3);
    const Result<RecordedRun> recorded = readRecordedRun(folder);
    REQUIRE(recorded.ok());
    CHECK(recorded->steps < 60);
    CHECK(recorded->steps >= 30);
    const std::vector<SessionNotice> notices = repeat(folder);
    REQUIRE(notices.size() == 1);
    CHECK_FALSE(notices[0].isError);
  }
}

TEST_CASE("a folder whose sample file has gone uses its own copy of the samples") {
  const TemporaryFolder place;
  const std::string csv = place.file("points.csv");
  std::ofstream(csv) << "a,b,label\n0,0,0\n1,0.25,1\n0.5,1,0\n0.75,0.1,1\n0.2,0.9,0\n";
  std::string folder;
  {
    const auto session = sessionWith({"data.source=csv:" + csv, "network.hidden=4", "steps=20",
                                      "data.scaling=standard", "data.test_fraction=0.2"},
                                     recordingIn(place.path().string()));
    session->play();
    runUntilPaused(*session);
    folder = session->frame()->recordPath;
  }
  fs::remove(csv);
  const std::vector<SessionNotice> notices = repeat(folder);
  REQUIRE(notices.size() == 1);
  CAPTURE(notices[0].text);
  CHECK_FALSE(notices[0].isError);
}

TEST_CASE("what is damaged is named with its line") {
  const TemporaryFolder place;
  const std::string folder = recordRun(place.path().string());
  SUBCASE("no configuration") {
    fs::remove(folder + "/config.json");
    CHECK(readRecordedRun(folder).message().find("config.json") != std::string::npos);
  }
  SUBCASE("a setting that is none") {
    edit(folder + "/changes.csv", "optimizer.learning_rate", "optimizer.learning_rat");
    const std::string message = readRecordedRun(folder).message();
    CHECK(message.find("changes.csv, line 2") != std::string::npos);
  }
  SUBCASE("no logs") {
    fs::remove(folder + "/steps.csv");
    fs::remove(folder + "/changes.csv");
    const Result<RecordedRun> recorded = readRecordedRun(folder);
    REQUIRE(recorded.ok());
    CHECK(recorded->steps == 0);
  }
}

TEST_CASE("a folder that another run is writing into is read, and that is said") {
  const TemporaryFolder place;
  const std::string folder = recordRun(place.path().string());
  const auto other = FolderLock::take(folder);
  REQUIRE(other.has_value());
  const std::vector<SessionNotice> notices = repeat(folder);
  REQUIRE(notices.size() == 2);
  CHECK_FALSE(notices[0].isError);
  CHECK(notices[0].text.find(folder + " is still being written") != std::string::npos);
  CHECK(notices[1].text.find("60 steps") != std::string::npos);
}

TEST_CASE("a run that was not closed is found by the next start, once") {
  const TemporaryFolder place;
  const std::string first = recordRun(place.path().string());
  CHECK_FALSE(unclosedRun(place.path().string()).has_value());
  // As a killed program leaves it.
  REQUIRE(writeFileAtomically(first + "/.open", "").ok());
  CHECK(unclosedRun(place.path().string()) == first);
  {
    // Another program's run is none of ours.
    const auto lock = FolderLock::take(first);
    CHECK_FALSE(unclosedRun(place.path().string()).has_value());
  }
  markClosed(first);
  CHECK_FALSE(unclosedRun(place.path().string()).has_value());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
