#include "app/window/redraw_pacer.h"

#include <algorithm>

namespace adamscope {
namespace {

constexpr int kFramesAfterInput = 3;

}  // namespace

void RedrawPacer::onInput() { framesOwed_ = kFramesAfterInput; }

void RedrawPacer::onWake() { framesOwed_ = std::max(framesOwed_, 1); }

void RedrawPacer::onFrame(double nowSeconds, std::optional<double> requestSeconds) {
  framesOwed_ = std::max(0, framesOwed_ - 1);
  lastSeconds_ = nowSeconds;
  requestedSeconds_.reset();
  if (requestSeconds) requestedSeconds_ = nowSeconds + *requestSeconds;
}

std::optional<double> RedrawPacer::nextSeconds() const {
  const double earliest = lastSeconds_ + frameSeconds_;
  if (framesOwed_ > 0) return earliest;
  if (requestedSeconds_) return std::max(earliest, *requestedSeconds_);
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
