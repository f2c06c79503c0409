#include "core/theory/mask_freeze.h"

#include <algorithm>

namespace adamscope {

MaskFreeze::MaskFreeze(const Architecture& architecture, int samples, int window)
    : neurons_(architecture.hiddenNeuronCount()),
      masks_(neurons_ * samples),
      window_(window),
      lastFlip_(static_cast<std::size_t>(masks_), 0) {
  ADAMSCOPE_CHECK(window >= 1 && samples >= 1, "a window of at least one step and sample");
  int start = 0;
  for (int l = 1; l <= architecture.hiddenLayerCount(); ++l) {
    layerStart_.push_back(start);
    start += architecture.width(l);
  }
}

void MaskFreeze::addStep(std::span<const CrossingEvent> events) {
  ++step_;
  const auto now = static_cast<std::uint32_t>(step_);
  for (const CrossingEvent& event : events) {
    const int neuron = layerStart_[static_cast<std::size_t>(event.layer) - 1] + event.neuron;
    const std::int64_t mask = event.sample * neurons_ + neuron;
    std::uint32_t& last = lastFlip_[static_cast<std::size_t>(mask)];
    if (last == now) continue;
    const bool wasInWindow = last != 0 && static_cast<long>(last) > step_ - window_ - 1;
    if (!wasInWindow) ++flipped_;
    last = now;
    flips_.push_back({step_, mask});
  }
  // A flip that leaves the window ends its mask's turn unless the mask has flipped since.
  while (!flips_.empty() && flips_.front().step <= step_ - window_) {
    const Flip gone = flips_.front();
    flips_.pop_front();
    if (static_cast<long>(lastFlip_[static_cast<std::size_t>(gone.mask)]) == gone.step) --flipped_;
  }
  if (!events.empty()) lastEventStep_ = step_;
  const double weight =
      std::max(4.0 / static_cast<double>(std::max(window_, 4L)), 1.0 / static_cast<double>(step_));
  rate_ += weight * (static_cast<double>(events.size()) - rate_);
}

double MaskFreeze::frozenShare() const {
  if (masks_ == 0) return 1.0;
  return 1.0 - static_cast<double>(flipped_) / static_cast<double>(masks_);
}

}  // namespace adamscope
