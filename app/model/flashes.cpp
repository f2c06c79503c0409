#include "app/model/flashes.h"

#include <algorithm>

namespace adamscope {

void FlashTracker::update(const ModelFrame& frame, const Selection& selection) {
  flashes_.clear();
  fading_ = false;
  if (!frame.analysis) return;
  const TrainFrame& train = *frame.analysis->train;
  const RunHistory& history = *train.history;
  const std::size_t now = train.event ? *train.event + 1 : history.eventsBefore(train.step + 1);
  if (train.runNumber != runNumber_) {
    runNumber_ = train.runNumber;
    births_.clear();
    seen_ = now;
  }
  const std::size_t oldest = now > kMostFlashes ? now - kMostFlashes : 0;
  for (std::size_t i = std::max(seen_, oldest); i < now; ++i) {
    births_.push_back({i, frame.timeSeconds});
  }
  seen_ = now;
  std::erase_if(births_, [&](const Birth& birth) {
    return birth.event < oldest || birth.event >= now ||
           frame.timeSeconds - birth.timeSeconds > kFlashSeconds;
  });
  const bool paused = frame.train->state != SessionState::kPlaying;
  if (paused) {
    const std::size_t first =
        train.event ? *train.event : std::max(history.eventsBefore(train.step), oldest);
    for (std::size_t i = first; i < now; ++i) flashes_.push_back({i, kPausedStrength});
  }
  for (const Birth& birth : births_) {
    const double strength = 1.0 - (frame.timeSeconds - birth.timeSeconds) / kFlashSeconds;
    const auto kept = std::find_if(flashes_.begin(), flashes_.end(),
                                   [&](const Flash& flash) { return flash.event == birth.event; });
    if (strength > 0.0) fading_ = true;
    if (kept != flashes_.end()) {
      kept->strength = std::max(kept->strength, strength);
    } else if (strength > 0.0) {
      flashes_.push_back({birth.event, strength});
    }
  }
  std::erase_if(flashes_, [&](const Flash& flash) { return flash.event == selection.event; });
  if (selection.event && *selection.event < history.events.size()) {
    flashes_.push_back({*selection.event, 1.0});
  }
  std::sort(flashes_.begin(), flashes_.end(),
            [](const Flash& a, const Flash& b) { return a.event < b.event; });
}

std::vector<float> FlashTracker::light(const RunHistory& history, const Architecture& architecture,
                                       const std::optional<NeuronId>& selected) const {
  if (flashes_.empty() && !selected) return {};
  std::vector<float> strength(static_cast<std::size_t>(architecture.hiddenNeuronCount()), 0.0F);
  const auto raise = [&](int layer, int neuron, double value) {
    const auto i = static_cast<std::size_t>(neuronIndex(architecture, {layer, neuron}));
    if (i < strength.size()) strength[i] = std::max(strength[i], static_cast<float>(value));
  };
  for (const Flash& flash : flashes_) {
    const EventRow& event = history.events[flash.event];
    raise(event.layer, event.neuron, flash.strength);
  }
  if (selected) raise(selected->layer, selected->neuron, 1.0);
  return strength;
}

}  // namespace adamscope
