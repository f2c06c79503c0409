#include "app/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace adamscope {

namespace {

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kRedrawInterval(100);

std::string durationText(double seconds) {
  const long whole = static_cast<long>(seconds + 0.5);
  char text[32];
  if (whole < 60) {
    std::snprintf(text, sizeof text, "%ld s", whole);
  } else if (whole < 3600) {
    std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
  }
  return text;
}

}  // namespace

ProgressBar::ProgressBar(std::string unit, long total, bool enabled)
    : unit_(std::move(unit)),
      total_(total),
      enabled_(enabled && ::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

bool ProgressBar::due() const {
  return enabled_ && std::chrono::steady_clock::now() - last_ >= kRedrawInterval;
}

void ProgressBar::update(long done, const std::string& note) {
  if (!due()) return;
  last_ = std::chrono::steady_clock::now();
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(last_ - start_).count();
  const double rate = static_cast<double>(done) / std::max(seconds, 1e-9);
  const double share = total_ > 0 ? static_cast<double>(done) / static_cast<double>(total_) : 1.0;
  const int full = std::clamp(static_cast<int>(share * kBarWidth), 0, kBarWidth);
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) bar += i < full ? "█" : "░";
  const double left = rate > 0.0 ? static_cast<double>(total_ - done) / rate : 0.0;
  std::fprintf(stderr, "\r\033[K%s %3.0f%%  %ld/%ld %s  %.0f/s  %s left  %s", bar.c_str(),
               100.0 * share, done, total_, unit_.c_str(), rate, durationText(left).c_str(),
               note.c_str());
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace adamscope
