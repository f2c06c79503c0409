#include "tests/support/desktop.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>

namespace adamscope::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{120};
constexpr std::chrono::milliseconds kPause{20};

bool isInstalled(const std::string& program) {
  return runProgram(ProgramCall{.arguments = {"-c", "command -v " + program}, .program = "sh"})
             .status == 0;
}

}  // namespace

bool waitUntil(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

bool Desktop::isPossible() { return isInstalled("Xvfb") && isInstalled("xdotool"); }

Desktop::Desktop() {
  fs::create_directory(home_.file("pictures"));
  const std::string size = std::to_string(kWidth) + "x" + std::to_string(kHeight) + "x24";
  // It chooses a free number itself and prints it once it is ready. Without -noreset it starts anew
  // whenever its last client leaves, and refuses clients meanwhile.
  screen_ = std::make_unique<RunningProgram>(ProgramCall{
      .arguments = {"-displayfd", "1", "-screen", "0", size, "-noreset", "-nolisten", "tcp"},
      .program = "Xvfb"});
  const bool isUp =
      waitUntil([&] { return screen_->outputSoFar().find('\n') != std::string::npos; });
  if (!isUp) throw std::runtime_error("Xvfb does not start");
  const std::string number = screen_->outputSoFar();
  display_ = ':';
  display_ += number.substr(0, number.find('\n'));
}

Desktop::~Desktop() {
  screen_->send(SIGTERM);
  screen_->wait();
}

ProgramCall Desktop::call(std::vector<std::string> arguments) const {
  return {.arguments = std::move(arguments),
          .environment = {"DISPLAY=" + display_, "HOME=" + home_.path().string(),
                          "XDG_STATE_HOME=" + home_.file("state"),
                          "XDG_CONFIG_HOME=" + home_.file("config"),
                          "XDG_PICTURES_DIR=" + home_.file("pictures"), "LC_ALL=C.UTF-8"}};
}

std::vector<std::string> Desktop::runs() const {
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(home_.file("state") + "/adamscope/runs", error)) {
    if (!entry.is_directory()) continue;
    const std::string config = entry.path().string() + "/config.json";
    found.emplace_back(fs::last_write_time(config, error), entry.path().string());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> paths;
  for (auto& [time, path] : found) paths.push_back(std::move(path));
  return paths;
}

bool Desktop::waitForWindow() const {
  return waitUntil([&] {
    return !use({"search", "--onlyvisible", "--name", "Adamscope"}).empty();
  });
}

std::string Desktop::use(std::vector<std::string> words) const {
  return runProgram(ProgramCall{.arguments = std::move(words),
                                .program = "xdotool",
                                .environment = {"DISPLAY=" + display_}})
      .output;
}

void Desktop::press(const std::string& key) const { use({"key", key}); }

void Desktop::type(const std::string& text) const { use({"type", "--delay", "30", text}); }

void Desktop::moveTo(int x, int y) const {
  use({"mousemove", "--sync", std::to_string(x), std::to_string(y)});
}

void Desktop::click(int x, int y, int count) const {
  moveTo(x, y);
  use({"click", "--repeat", std::to_string(count), "--delay", "60", "1"});
}

void Desktop::drag(int fromX, int fromY, int toX, int toY) const {
  moveTo(fromX, fromY);
  use({"mousedown", "1"});
  constexpr int kSteps = 8;
  for (int i = 1; i <= kSteps; ++i) {
    moveTo(fromX + (toX - fromX) * i / kSteps, fromY + (toY - fromY) * i / kSteps);
    std::this_thread::sleep_for(kPause);
  }
  use({"mouseup", "1"});
}

void Desktop::turnWheel(int x, int y, int clicks) const {
  moveTo(x, y);
  use({"click", "--repeat", std::to_string(std::abs(clicks)), "--delay", "30",
       clicks > 0 ? "4" : "5"});
}

}  // namespace adamscope::testing
