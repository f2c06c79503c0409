// adamscope render --movie as a user calls it: which steps, the same bytes again, what is refused,
// and what Ctrl-C leaves.
#include "app/cli/render_movie.h"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "app/cli/command_line.h"
#include "core/base/file.h"
#include "tests/support/fake_ffmpeg.h"
#include "tests/support/program.h"
#include "tests/support/sample_shell.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;
using testing::ProgramCall;
using testing::ProgramEnd;
using testing::runProgram;
using Words = std::vector<std::string>;

constexpr std::uintmax_t kFrameBytes = 640U * 400U * 4U;

ProgramCall callOf(const TemporaryFolder& folder, const Words& words) {
  Words all{"render", "--movie", "--size", "640x400", "--set", "network.hidden=4"};
  all.insert(all.end(), words.begin(), words.end());
  return {.arguments = all, .folder = folder.path().string()};
}

/// The names in a folder.
std::set<std::string> namesIn(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a movie has the steps 0, K, 2K, ... and N, and the same bytes again") {
    if (!canDrawOffscreen()) return;
    const TemporaryFolder folder;
    for (const char* name : {"a/", "b"}) {
      const ProgramEnd end = runProgram(
          callOf(folder, {"--steps", "7", "--steps-per-frame", "3", "--fps", "10", "--out", name}));
      CAPTURE(end.error);
      CHECK(end.status == kExitDone);
      CHECK(end.output.empty());
      CHECK(end.error.empty());
    }
    const std::set<std::string> expected{"frame_000001.png", "frame_000002.png", "frame_000003.png",
                                         "frame_000004.png"};
    CHECK(namesIn(folder.file("a")) == expected);
    CHECK(namesIn(folder.file("b")) == expected);
    std::set<std::string> pictures;
    for (const std::string& name : expected) {
      CAPTURE(name);
      const std::string bytes = *readTextFile(folder.file("a/" + name));
      CHECK(bytes == *readTextFile(folder.file("b/" + name)));
      CHECK(pictures.insert(bytes).second);
    }
    // The first picture is the one of step 0.
    const ProgramEnd still =
        runProgram({.arguments = {"render", "--size", "640x400", "--set", "network.hidden=4",
                                  "--steps", "0", "--out", "still.png"},
                    .folder = folder.path().string()});
    REQUIRE(still.status == kExitDone);
    CHECK(*readTextFile(folder.file("still.png")) ==
          *readTextFile(folder.file("a/frame_000001.png")));
  }

  TEST_CASE("the clock of the movie, not the steps alone, decides how crossings fade") {
    if (!canDrawOffscreen()) return;
    const TemporaryFolder folder;
    for (const char* fps : {"5", "100"}) {
      REQUIRE(runProgram(callOf(folder, {"--steps", "8", "--steps-per-frame", "4", "--fps", fps,
                                         "--out", std::string("at") + fps}))
                  .status == kExitDone);
    }
    CHECK(*readTextFile(folder.file("at5/frame_000001.png")) ==
          *readTextFile(folder.file("at100/frame_000001.png")));
    CHECK(*readTextFile(folder.file("at5/frame_000003.png")) !=
          *readTextFile(folder.file("at100/frame_000003.png")));
  }

  TEST_CASE("an encoder gets all pictures of a movie") {
    if (!canDrawOffscreen()) return;
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    const TemporaryFolder folder;
    const ProgramEnd end = runProgram(
        callOf(folder, {"--steps", "4", "--steps-per-frame", "2", "--out", "a.mp4", "--quiet"}));
    CAPTURE(end.error);
    CHECK(end.status == kExitDone);
    CHECK(fs::file_size(folder.file("a.mp4")) == 3 * kFrameBytes);
    CHECK(folder.entryCount() == 1);
  }

  TEST_CASE("a movie that is interrupted is complete as far as it went") {
    if (!canDrawOffscreen()) return;
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    const TemporaryFolder folder;
    testing::RunningProgram program(callOf(folder, {"--steps", "1000000", "--out", "a.mp4"}));
    // Whatever its name is until it is complete.
    const auto hasPicture = [&] {
      std::error_code gone;
      for (const fs::directory_entry& entry : fs::directory_iterator(folder.path(), gone)) {
        if (entry.file_size(gone) >= kFrameBytes && !gone) return true;
      }
      return false;
    };
    for (int i = 0; i < 6000 && program.isRunning() && !hasPicture(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    program.send(SIGINT);
    const ProgramEnd end = program.wait();
    CAPTURE(end.error);
    CHECK(end.status == kExitFailed);
    CHECK(end.error.find("interrupted; a.mp4 has the ") != std::string::npos);
    REQUIRE(fs::exists(folder.file("a.mp4")));
    CHECK(fs::file_size(folder.file("a.mp4")) > 0);
    CHECK(fs::file_size(folder.file("a.mp4")) % kFrameBytes == 0);
    CHECK(folder.entryCount() == 1);
  }

  TEST_CASE("an encoder that dies ends the command with its words, and leaves nothing") {
    if (!canDrawOffscreen()) return;
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kDies);
    const TemporaryFolder folder;
    const ProgramEnd end = runProgram(callOf(folder, {"--steps", "5", "--out", "a.webm"}));
    CHECK(end.status == kExitFailed);
    CHECK(end.error.find("No space left on device") != std::string::npos);
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("a movie is refused before anything is trained") {
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies, "gif");
    const TemporaryFolder folder;
    REQUIRE(writeFileAtomically(folder.file("taken.gif"), "mine").ok());
    fs::create_directory(folder.file("full"));
    REQUIRE(writeFileAtomically(folder.file("full/notes.txt"), "mine").ok());
    const struct {
      Words words;
      int status;
      std::string part;
    } rows[] = {
        {{"--out", "a.avi"}, kExitBadUsage, ".mp4"},
        {{"--out", "a.png"}, kExitBadUsage, "FOLDER/"},
        {{"--out", "a.gif", "--fps", "60"}, kExitBadUsage, "1 to 50"},
        {{"--out", "a.mp4", "--fps", "0"}, kExitBadUsage, "1 to 120"},
        {{"--out", "a/", "--steps-per-frame", "0"}, kExitBadUsage, "--steps-per-frame: '0'"},
        {{"--out", "a/", "--steps-per-frame", "1.5"}, kExitBadUsage, "--steps-per-frame: '1.5'"},
        {{"--out", "a/", "--preset", "moon"}, kExitBadUsage, "two_moons"},
        {{"--out", "taken.gif"}, kExitBadUsage, "--overwrite"},
        {{"--out", "full"}, kExitBadUsage, "--overwrite"},
        {{"--out", "a.mp4"}, kExitFailed, "libx264"},
        {{"--out", "no/such/a.gif"}, kExitFailed, "no/such"},
    };
    for (const auto& row : rows) {
      if (row.status == kExitFailed && !canDrawOffscreen()) continue;
      CAPTURE(row.part);
      // So many steps that training first would be noticed.
      Words words = row.words;
      words.insert(words.end(), {"--steps", "1000000000"});
      const ProgramEnd end = runProgram(callOf(folder, words));
      CAPTURE(end.error);
      CHECK(end.status == row.status);
      CHECK(end.error.find(row.part) != std::string::npos);
      CHECK(folder.entryCount() == 2);
    }
  }

  TEST_CASE("what only movies have is refused for a picture") {
    const TemporaryFolder folder;
    const ProgramEnd end =
        runProgram({.arguments = {"render", "--size", "640x400", "--out", "a.png", "--fps", "10"},
                    .folder = folder.path().string()});
    CHECK(end.status == kExitBadUsage);
    CHECK(end.error.find("add --movie") != std::string::npos);
  }
}

}  // namespace adamscope
