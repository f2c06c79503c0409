// Any past moment of a run, exactly: from the nearest keyframe the steps are taken again, with the
// changes of settings where they were made. Training is deterministic, so this gives the same bits;
// each keyframe that is passed on the way proves it.
//
//   keyframe 480 --step--> 481 --...--> 500 = the moment asked for
#pragma once

#include <optional>
#include <span>

#include "core/session/config.h"
#include "core/session/keyframes.h"
#include "core/session/settings_change.h"

namespace adamscope {

/// Goes over from the live settings (settings_change.h) of `current` to those of `wanted`, from the
/// trainer's next step on, and notes them in `current`. Error: a value out of range; nothing has
/// changed then.
Status applyLiveSettings(Trainer& trainer, Config& current, const Config& wanted);

/// The configuration after `step` steps: `start` with all changes made by then.
Config configAfter(long step, const Config& start, std::span<const SettingsChange> changes);

class Playback {
 public:
  /// `first`: the run's trainer at step 0; `start`: its configuration then. Takes a copy.
  Playback(const Trainer& first, Config start, std::size_t budgetBytes);

  /// Tells of a moment of the run; call it after each step, before changes of settings.
  void note(const Trainer& run) { keyframes_.offer(run); }
  /// Goes to theta_step, 0 <= step <= the run's steps; `changes` of the run, ascending. Costs about
  /// one training step for each of up to spacing() steps, or the distance from the last place.
  void seek(long step, std::span<const SettingsChange> changes);

  /// At the step that was asked for. parametersBefore() is theta_{t-1}, and theta_0 at t = 0.
  const Trainer& trainer() const { return trainer_; }
  /// The first step at which a repetition was not the run, bit for bit; nothing as long as all is
  /// well.
  std::optional<long> divergedAt() const { return divergedAt_; }
  const Keyframes& keyframes() const { return keyframes_; }
  void setBudget(std::size_t bytes) { keyframes_.setBudget(bytes); }

 private:
  void takeStep(std::span<const SettingsChange> changes);

  Keyframes keyframes_;
  Trainer trainer_;
  Config start_;
  Config config_;  // of trainer_'s next step, but for changes made at this very step
  std::optional<long> divergedAt_;
};

}  // namespace adamscope
