#include "core/session/keyframes.h"

#include <algorithm>

namespace adamscope {

std::size_t keyframeBytes(const TrainerState& state) {
  const auto numbers =
      static_cast<std::size_t>(state.parameters.size() + state.optimizer.firstMoment.size() +
                               state.optimizer.secondMoment.size());
  const FlowState& flow = state.optimizer.flow;
  const std::size_t boundaries = flow.held.size() + flow.crossed.size();
  return sizeof(TrainerState) + numbers * sizeof(double) + boundaries * sizeof(int) +
         state.sampler.orderBytes();
}

void Keyframes::offer(const Trainer& trainer) {
  const long step = trainer.stepCount();
  if (step % spacing_ != 0 || (!frames_.empty() && frames_.back().step >= step)) return;
  frames_.push_back(trainer.state());
  bytes_ += keyframeBytes(frames_.back());
  thin();
}

const TrainerState* Keyframes::atOrBefore(long step) const {
  const auto next =
      std::upper_bound(frames_.begin(), frames_.end(), step,
                       [](long value, const TrainerState& state) { return value < state.step; });
  return next == frames_.begin() ? nullptr : &*std::prev(next);
}

const TrainerState* Keyframes::at(long step) const {
  const TrainerState* nearest = atOrBefore(step);
  return nearest != nullptr && nearest->step == step ? nearest : nullptr;
}

void Keyframes::setBudget(std::size_t bytes) {
  budgetBytes_ = bytes;
  thin();
}

void Keyframes::thin() {
  while (bytes_ > budgetBytes_ && frames_.size() > 2) {
    spacing_ *= 2;
    const long newest = frames_.back().step;
    std::erase_if(frames_, [&](const TrainerState& state) {
      return state.step % spacing_ != 0 && state.step != newest;
    });
    bytes_ = 0;
    for (const TrainerState& state : frames_) bytes_ += keyframeBytes(state);
  }
}

}  // namespace adamscope
