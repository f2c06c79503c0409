// The real window, as a person meets it: on a screen in memory, with a mouse and a keyboard.
// What the window did is read from its run folders, its exports and its pictures.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/file.h"
#include "core/io/folder_recorder.h"
#include "core/io/recorded_folder.h"
#include "tests/support/desktop.h"
#include "tests/support/run_logs.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::bytesOf;
using testing::Desktop;
using testing::ProgramEnd;
using testing::RunningProgram;
using testing::runProgram;
using testing::waitUntil;

/// In the middle of the input view at 1600 x 1000.
constexpr int kViewX = 815;
constexpr int kViewY = 420;
/// The camera in the view's toolbar.
constexpr int kCameraX = 638;
constexpr int kCameraY = 134;
/// In the Setup panel; and the box of the learning rate, once the panel is scrolled to its end.
constexpr int kSetupX = 170;
constexpr int kSetupY = 900;
constexpr int kRateBoxX = 242;
constexpr int kRateBoxY = 416;

/// The program in its window.
class OpenWindow {
 public:
  explicit OpenWindow(const Desktop& desktop, std::vector<std::string> arguments)
      : desktop_(desktop), program_(desktop.call(std::move(arguments))) {
    const bool isOpen = desktop_.waitForWindow();
    if (!isOpen && !program_.isRunning()) FAIL("the program ended: " << program_.wait().error);
    REQUIRE(isOpen);
    desktop_.moveTo(kViewX, kViewY);
  }

  /// The newest run folder, once there is one beyond `before`.
  std::string waitForRun(std::size_t before = 0) const {
    REQUIRE(waitUntil([&] { return desktop_.runs().size() > before; }));
    return desktop_.runs().back();
  }

  ProgramEnd quit() {
    desktop_.press("ctrl+q");
    return program_.wait();
  }

  RunningProgram& program() { return program_; }

 private:
  const Desktop& desktop_;
  RunningProgram program_;
};

long stepsOf(const std::string& run) { return completeSteps(run); }

bool waitForSteps(const std::string& run, long steps) {
  return waitUntil([&] { return stepsOf(run) >= steps; });
}

/// The finished files in a folder: not those that are being written under another name.
std::vector<std::string> filesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (path.find(".tmp-") == std::string::npos) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The bytes of the picture that `ask` makes the program write.
std::string pictureFrom(const Desktop& desktop, const std::function<void()>& ask) {
  const std::string folder = desktop.home().file("pictures");
  const std::vector<std::string> before = filesIn(folder);
  ask();
  std::string name;
  REQUIRE(waitUntil([&] {
    for (const std::string& file : filesIn(folder)) {
      const bool isNew = std::find(before.begin(), before.end(), file) == before.end();
      if (isNew && std::filesystem::file_size(file) > 0) name = file;
    }
    return !name.empty();
  }));
  return bytesOf(name);
}

/// Width and height that a PNG file names in its header.
std::pair<int, int> sizeOfPng(const std::string& bytes) {
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = 256 * value + static_cast<unsigned char>(bytes[at + i]);
    return value;
  };
  REQUIRE(bytes.size() > 24);
  return {number(16), number(20)};
}

std::vector<std::string> shortRun(long steps) {
  return {"--preset", "two_moons", "--set", "steps=" + std::to_string(steps)};
}

}  // namespace

TEST_SUITE_BEGIN("end_to_end");

TEST_CASE("the window trains at once, and its log has the bytes of adamscope run") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  OpenWindow window(desktop, shortRun(150));
  const std::string run = window.waitForRun();
  REQUIRE(waitForSteps(run, 150));
  // R goes back to the beginning: another folder, for the same run.
  desktop.press("r");
  const std::string second = window.waitForRun(1);
  desktop.press("space");
  REQUIRE(waitForSteps(second, 150));
  CHECK(window.quit().status == 0);
  const std::string third = desktop.home().file("plain");
  std::vector<std::string> arguments = shortRun(150);
  arguments.insert(arguments.begin(), {"run", "--out", third, "--steps", "150", "--quiet"});
  REQUIRE(runProgram(arguments).status == 0);
  for (const char* log : {"/crossings.csv", "/steps.csv"}) {
    CAPTURE(log);
    const std::string bytes = bytesOf(third + log);
    CHECK(bytesOf(run + log) == bytes);
    CHECK(bytesOf(second + log) == bytes);
  }
}

TEST_CASE("keys pause, step and play; each step is one line of the log") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  std::vector<std::string> arguments = shortRun(100'000);
  arguments.push_back("--paused");
  OpenWindow window(desktop, arguments);
  const std::string run = window.waitForRun();
  for (const long step : {1L, 2L, 3L}) {
    desktop.press("period");
    REQUIRE(waitForSteps(run, step));
    CHECK(stepsOf(run) == step);
  }
  desktop.press("space");
  REQUIRE(waitForSteps(run, 10));
  desktop.press("space");
  // The log is complete once the window has closed it.
  CHECK(window.quit().status == 0);
  const testing::Log steps = testing::readLog(run + "/steps.csv");
  const testing::Log crossings = testing::readLog(run + "/crossings.csv");
  CHECK(steps.endsWithLine);
  CHECK(steps.number(steps.rows.size() - 1, "crossings") ==
        static_cast<double>(crossings.rows.size()));
  CHECK(runProgram({"replay", run, "--quiet"}).status == 0);
}

TEST_CASE("a learning rate is typed exactly, nonsense is refused, and Ctrl+Z takes it back") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  std::vector<std::string> arguments = shortRun(1000);
  arguments.push_back("--paused");
  OpenWindow window(desktop, arguments);
  const std::string run = window.waitForRun();
  desktop.turnWheel(kSetupX, kSetupY, -20);
  const auto enter = [&](const std::string& text) {
    desktop.click(kRateBoxX, kRateBoxY);
    desktop.press("ctrl+a");
    desktop.type(text);
    desktop.press("Return");
    desktop.moveTo(kViewX, kViewY);
  };
  const auto changes = [&] {
    const Result<std::string> text = readTextFile(run + "/changes.csv");
    return text.ok() ? *text : std::string();
  };
  const std::string first = "step,setting\n0,optimizer.learning_rate=0.003\n";
  enter("0.003");
  REQUIRE(waitUntil([&] { return changes() == first; }));
  enter("abc");
  enter("-1");
  // The keyboard is the window's again as soon as it has drawn what was refused.
  REQUIRE(waitUntil([&] {
    desktop.press("period");
    return stepsOf(run) > 0;
  }));
  CHECK(changes() == first);
  desktop.press("ctrl+z");
  REQUIRE(waitUntil([&] { return changes() != first; }));
  CHECK(changes().find("optimizer.learning_rate=0.01\n", first.size()) != std::string::npos);
  CHECK(window.quit().status == 0);
  CHECK(runProgram({"replay", run, "--quiet"}).status == 0);
}

TEST_CASE("the wheel zooms, Home fits again, and a picture has the window's size") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  std::vector<std::string> arguments = shortRun(1000);
  arguments.push_back("--paused");
  OpenWindow window(desktop, arguments);
  window.waitForRun();
  const std::string all = pictureFrom(desktop, [&] { desktop.press("F12"); });
  CHECK(sizeOfPng(all) == std::pair(Desktop::kWidth, Desktop::kHeight));
  const auto pictureOfView = [&] {
    return pictureFrom(desktop, [&] { desktop.click(kCameraX, kCameraY); });
  };
  desktop.press("Home");
  const std::string whole = pictureOfView();
  // More than a thousand times, about a point off the middle; then a drag.
  desktop.turnWheel(kViewX + 50, kViewY - 30, 60);
  desktop.drag(kViewX, kViewY, kViewX + 80, kViewY + 40);
  const bool hasMoved = pictureOfView() != whole;
  CHECK(hasMoved);
  desktop.press("Home");
  const bool isBack = pictureOfView() == whole;
  CHECK(isBack);
  CHECK(window.quit().status == 0);
  CHECK(filesIn(desktop.home().file("pictures")).size() == 4);
}

TEST_CASE("no key ends the window but the one that should") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  OpenWindow window(desktop, shortRun(60));
  REQUIRE(waitForSteps(window.waitForRun(), 60));
  for (const char* key :
       {"comma",  "shift+n", "n",      "b",      "Return", "End",        "b",      "Return",
        "Left",   "Right",   "Home",   "2",      "3",      "4",          "4",      "1",
        "Tab",    "Tab",     "t",      "F1",     "Escape", "ctrl+e",     "Escape", "ctrl+o",
        "Escape", "ctrl+s",  "Escape", "ctrl+z", "ctrl+y", "ctrl+equal", "t",      "ctrl+minus",
        "Escape", "F11",     "F11",    "period", "space",  "space",      "r"}) {
    CAPTURE(std::string(key));
    desktop.press(key);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    REQUIRE(window.program().isRunning());
  }
  // It still answers.
  CHECK(pictureFrom(desktop, [&] { desktop.press("F12"); }).size() > 1000);
  const ProgramEnd end = window.quit();
  CHECK(end.status == 0);
  CHECK(end.error == "");
}

TEST_CASE("a killed window offers its run again, and a polite end leaves nothing to restore") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  std::string killed;
  long steps = 0;
  {
    OpenWindow window(desktop, shortRun(100'000));
    killed = window.waitForRun();
    REQUIRE(waitForSteps(killed, 40));
    window.program().send(SIGKILL);
    CHECK(window.program().wait().status == -SIGKILL);
    steps = stepsOf(killed);
  }
  {
    std::vector<std::string> arguments = shortRun(1000);
    arguments.push_back("--paused");
    OpenWindow window(desktop, arguments);
    window.waitForRun(1);
    // The question has the keyboard: Enter restores.
    desktop.press("Return");
    std::string restored;
    REQUIRE(waitUntil([&] {
      for (const std::string& run : desktop.runs()) {
        if (run != killed && stepsOf(run) >= steps) restored = run;
      }
      return !restored.empty();
    }));
    window.program().send(SIGTERM);
    CHECK(window.program().wait().status == 0);
    for (const char* log : {"/crossings.csv", "/steps.csv"}) {
      CAPTURE(log);
      const std::string before = bytesOf(killed + log);
      const std::string after = bytesOf(restored + log);
      // The killed one may end within a step, and within a line.
      const std::size_t common = std::min(before.size(), after.size());
      CHECK(before.substr(0, common) == after.substr(0, common));
    }
  }
  CHECK_FALSE(unclosedRun(desktop.home().file("state") + "/adamscope/runs"));
}

TEST_CASE("settings that are broken or cannot be written do not keep the window from opening") {
  if (!Desktop::isPossible()) return;
  const Desktop desktop;
  const std::string folder = desktop.home().file("config") + "/adamscope";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/settings.json") << "{ \"theme\": 17, ";
  {
    OpenWindow window(desktop, {"--preset", "xor", "--paused"});
    window.waitForRun();
    CHECK(window.quit().status == 0);
  }
  // What was there is not thrown away; the new settings are whole.
  CHECK(Json::accept(bytesOf(folder + "/settings.json")));
}

TEST_SUITE_END();

}  // namespace adamscope
