#include "core/session/parameter_trail.h"

#include <algorithm>
#include <utility>

namespace adamscope {

namespace {

/// The parameters of large networks would fill the memory: no more bytes than this in each half.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

}  // namespace

void TrailRecorder::add(long step, const Vector& parameters) {
  const std::size_t bytes = sizeof(double) * static_cast<std::size_t>(parameters.size()) + 1;
  const std::size_t most = std::max<std::size_t>(2, std::min(recent_, kMostBytes / bytes));
  last_.push_back({.step = step, .parameters = std::make_shared<const Vector>(parameters)});
  if (last_.size() <= most) return;
  TrailEntry old = std::move(last_.front());
  last_.pop_front();
  if (old.step % stride_ == 0) rare_.push_back(std::move(old));
  while (rare_.size() > most) {
    stride_ *= 2;
    std::erase_if(rare_, [this](const TrailEntry& entry) { return entry.step % stride_ != 0; });
  }
}

ParameterTrail TrailRecorder::trail() const {
  ParameterTrail trail(rare_.begin(), rare_.end());
  trail.insert(trail.end(), last_.begin(), last_.end());
  return trail;
}

}  // namespace adamscope
