// The logs of a run under way, copied: complete lines, both logs up to one step, and the run goes
// on.
#include "app/export/log_export.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/io/folder_recorder.h"
#include "core/io/recorded_folder.h"
#include "core/io/run_folder.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

constexpr auto kPatience = std::chrono::seconds(20);

SessionServices servicesIn(const TemporaryFolder& folder) {
  return {
      .load = [](const Config& config) { return loadExperiment(config); },
      .record = [parent = folder.file("runs")](
                    const Experiment& experiment) { return recordInFolder(parent, experiment); }};
}

std::unique_ptr<TrainingSession> sessionIn(const TemporaryFolder& folder) {
  Config config;
  config.steps = 1'000'000;
  auto session = TrainingSession::create(config, servicesIn(folder));
  REQUIRE_MESSAGE(session.ok(), session.message());
  return std::move(*session);
}

/// Waits as the window does, with a frame now and then.
LogExportEnd finish(LogExport& copy, const std::function<void()>& frame) {
  const auto start = std::chrono::steady_clock::now();
  for (;;) {
    if (const std::optional<LogExportEnd> end = copy.advance()) return *end;
    frame();
    REQUIRE(std::chrono::steady_clock::now() - start < kPatience);
  }
}

/// The last line's first field; the file must end with a whole line.
long lastStep(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  REQUIRE_MESSAGE(text.ok(), text.message());
  REQUIRE(text->ends_with("\n"));
  const std::size_t start = text->rfind('\n', text->size() - 2) + 1;
  return static_cast<long>(
      parseInteger(text->substr(start, text->find(',', start) - start)).value());
}

}  // namespace

TEST_SUITE("export") {
  TEST_CASE("the logs of a paused run are copied with all that reproduces it") {
    const TemporaryFolder folder;
    const auto live = LiveSession::withoutThreads(sessionIn(folder));
    live->post([](TrainingSession& session) { session.step(40); });
    while (live->trainFrame()->step < 40) live->pump();
    LogExport copy(*live, folder.file("export"));
    CHECK_FALSE(copy.advance().has_value());  // the trainer has not heard of it yet
    const LogExportEnd end = finish(copy, [&] { live->pump(); });
    REQUIRE_MESSAGE(end.status.ok(), end.status.message());
    CHECK(end.folder == folder.file("export"));
    for (const char* name : {"crossings.csv", "steps.csv", "config.json", "data.csv",
                             "summary.json", "final.safetensors", "final.json"}) {
      CAPTURE(std::string(name));
      const Result<std::string> copied = readTextFile(end.folder + "/" + name);
      REQUIRE(copied.ok());
      CHECK(*copied == *readTextFile(live->trainFrame()->recordPath + "/" + name));
    }
    CHECK(lastStep(end.folder + "/steps.csv") == 40);
    const auto summary = nlohmann::json::parse(*readTextFile(end.folder + "/summary.json"));
    CHECK(summary.dump().find(versionText()) != std::string::npos);
    CHECK_FALSE(copy.advance().has_value());
  }

  TEST_CASE("a copy with live changes and bookmarks opens and is as recorded") {
    const TemporaryFolder folder;
    const auto live = LiveSession::withoutThreads(sessionIn(folder));
    live->post([](TrainingSession& session) { session.step(30); });
    while (live->trainFrame()->step < 30) live->pump();
    live->post([](TrainingSession& session) {
      Config config = session.frame()->config;
      config.optimizer.learningRate = 0.02;
      session.configure(config);
      session.step(30);
    });
    while (live->trainFrame()->step < 60) live->pump();
    const std::string bookmarks = "{\"bookmarks\": []}\n";
    const std::string record = live->trainFrame()->recordPath;
    REQUIRE(writeFileAtomically(record + "/bookmarks.json", bookmarks).ok());
    LogExport copy(*live, folder.file("saved"));
    const LogExportEnd end = finish(copy, [&] { live->pump(); });
    REQUIRE_MESSAGE(end.status.ok(), end.status.message());
    CHECK(*readTextFile(end.folder + "/bookmarks.json") == bookmarks);
    CHECK_FALSE(fs::exists(end.folder + "/.open"));
    // The folder that it was recorded in is not needed.
    fs::remove_all(folder.file("runs"));
    const Result<RecordedRun> recorded = readRecordedRun(end.folder);
    REQUIRE_MESSAGE(recorded.ok(), recorded.message());
    CHECK(recorded->steps == 60);
    CHECK(recorded->changes.size() == 1);
    auto again = TrainingSession::reopen(
        *recorded,
        {.load = [](const Config& config) { return loadExperiment(config); }, .record = {}});
    REQUIRE_MESSAGE(again.ok(), again.message());
    while ((*again)->advance(std::chrono::seconds(1))) {
    }
    CHECK((*again)->run().stepCount() == 60);
    for (const SessionNotice& notice : (*again)->takeNotices()) {
      CAPTURE(notice.text);
      CHECK_FALSE(notice.isError);
    }
  }

  TEST_CASE("while the run goes on, both logs end with whole lines and the same step") {
    const TemporaryFolder folder;
    LiveSession live(sessionIn(folder), [] {});
    live.post([](TrainingSession& session) { session.play(); });
    for (int copyNumber = 1; copyNumber <= 3; ++copyNumber) {
      std::this_thread::sleep_for(std::chrono::milliseconds(60));
      LogExport copy(live, folder.file("export"));
      const LogExportEnd end =
          finish(copy, [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); });
      REQUIRE_MESSAGE(end.status.ok(), end.status.message());
      const std::string name = copyNumber == 1 ? "export" : "export-" + std::to_string(copyNumber);
      CHECK(end.folder == folder.file(name));
      const auto summary = nlohmann::json::parse(*readTextFile(end.folder + "/summary.json"));
      const long steps = lastStep(end.folder + "/steps.csv");
      CHECK(steps > 0);
      CHECK(summary.at("steps").get<long>() == steps);
      CHECK(lastStep(end.folder + "/crossings.csv") <= steps);
    }
    CHECK(live.trainFrame()->state == SessionState::kPlaying);
  }

  TEST_CASE("a place that cannot be written is told, and nothing is left there") {
    const TemporaryFolder folder;
    const auto live = LiveSession::withoutThreads(sessionIn(folder));
    REQUIRE(writeFileAtomically(folder.file("file"), "no folder").ok());
    LogExport copy(*live, folder.file("file/export"));
    const LogExportEnd end = finish(copy, [&] { live->pump(); });
    CHECK_FALSE(end.status.ok());
    CHECK(end.status.message().find(folder.file("file/export")) != std::string::npos);
    CHECK(*readTextFile(folder.file("file")) == "no folder");
  }

  TEST_CASE("without a record there is nothing to copy, and the message says what to do") {
    const TemporaryFolder folder;
    auto session = TrainingSession::create(
        Config(),
        {.load = [](const Config& config) { return loadExperiment(config); }, .record = {}});
    REQUIRE(session.ok());
    const auto live = LiveSession::withoutThreads(std::move(*session));
    LogExport copy(*live, folder.file("export"));
    const LogExportEnd end = finish(copy, [&] { live->pump(); });
    CHECK(end.status.message().find("not being recorded") != std::string::npos);
    CHECK(end.status.message().find("adamscope run") != std::string::npos);
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("a copy that is given up leaves nothing behind") {
    const TemporaryFolder folder;
    const auto live = LiveSession::withoutThreads(sessionIn(folder));
    {
      LogExport copy(*live, folder.file("export"));
      live->pump();
      CHECK_FALSE(copy.advance().has_value());
      CHECK(fs::exists(folder.file("export")));
    }
    CHECK_FALSE(fs::exists(folder.file("export")));
  }
}

}  // namespace adamscope
