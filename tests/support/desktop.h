// A screen in memory with a person before it: Xvfb shows the real window, xdotool moves the mouse
// and presses keys, as from outside.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace adamscope::testing {

/// Waits until it holds, for two minutes at most: slow machines only take longer.
bool waitUntil(const std::function<bool()>& holds);

class Desktop {
 public:
  static constexpr int kWidth = 1600;
  static constexpr int kHeight = 1000;

  /// Whether the tools for it are installed (scripts/deps installs them).
  static bool isPossible();

  /// A screen of kWidth x kHeight, and an empty home folder. Throws if Xvfb does not start.
  Desktop();
  /// Ends the screen politely, so that it takes its lock and its socket away.
  ~Desktop();
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  /// The program with this screen and home.
  ProgramCall call(std::vector<std::string> arguments) const;
  const TemporaryFolder& home() const { return home_; }
  /// The run folders that the windows have written, oldest first.
  std::vector<std::string> runs() const;
  /// Waits until the program's window is on the screen.
  bool waitForWindow() const;

  /// Keys by their X names: "space", "ctrl+e", "Return".
  void press(const std::string& key) const;
  void type(const std::string& text) const;
  void moveTo(int x, int y) const;
  void click(int x, int y, int count = 1) const;
  void drag(int fromX, int fromY, int toX, int toY) const;
  /// Turns the wheel at a place; positive: up.
  void turnWheel(int x, int y, int clicks) const;

 private:
  std::string use(std::vector<std::string> words) const;

  TemporaryFolder home_;
  std::unique_ptr<RunningProgram> screen_;
  std::string display_;
};

}  // namespace adamscope::testing
