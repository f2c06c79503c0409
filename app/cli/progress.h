// One line on a terminal that says how far a long piece of work is, how fast, and how long yet.
#pragma once

#include <chrono>
#include <string>

namespace adamscope {

/// Draws on standard error, at most ten times a second, and only if that is a terminal.
class ProgressBar {
 public:
  /// enabled = false draws nothing.
  ProgressBar(std::string unit, long total, bool enabled);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `note` stands behind the bar, for example the loss.
  void update(long done, const std::string& note);
  /// True if the next update would be drawn; to spare the making of a note.
  bool due() const;
  /// Removes the line.
  void clear();

 private:
  std::string unit_;
  long total_;
  bool enabled_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace adamscope
