#include "app/window/redraw_pacer.h"

#include <algorithm>

namespace adamscope {
namespace {

constexpr int kFramesAfterInput = 3;

}  // namespace

void RedrawPacer::onInput() { framesOwed_ = kFramesAfterInput; }

void RedrawPacer::onWake() { isWoken_ = true; }

void RedrawPacer::onFrame(double nowSeconds, std::optional<double> requestSeconds,
                          double restUntilSeconds) {
  framesOwed_ = std::max(0, framesOwed_ - 1);
  isWoken_ = false;
  lastSeconds_ = nowSeconds;
  restUntilSeconds_ = restUntilSeconds;
  requestedSeconds_.reset();
  if (requestSeconds) requestedSeconds_ = nowSeconds + *requestSeconds;
}

std::optional<double> RedrawPacer::nextSeconds() const {
  const double earliest = lastSeconds_ + frameSeconds_;
  if (framesOwed_ > 0) return earliest;
  const double rested = std::max(earliest, restUntilSeconds_);
  if (isWoken_) return rested;
  if (requestedSeconds_) return std::max(rested, *requestedSeconds_);
  return std::nullopt;
}

bool RedrawPacer::isDue(double nowSeconds) const {
  const std::optional<double> next = nextSeconds();
  return next && nowSeconds >= *next;
}

std::optional<double> RedrawPacer::waitSeconds(double nowSeconds) const {
  const std::optional<double> next = nextSeconds();
  if (!next) return std::nullopt;
  return std::max(0.0, *next - nowSeconds);
}

}  // namespace adamscope
