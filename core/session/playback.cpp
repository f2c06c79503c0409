#include "core/session/playback.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/session/experiment.h"

namespace adamscope {

Status applyLiveSettings(Trainer& trainer, Config& current, const Config& wanted) {
  // All checks first: a batch that is refused must not leave a new learning rate behind.
  const TrainerConfig settings = trainerConfigOf(wanted);
  if (const Status valid = validate(settings); !valid) return valid;
  OptimizerConfig optimizer = settings.optimizer;
  optimizer.kind = current.optimizer.kind;
  if (optimizer != current.optimizer) {
    if (const Status set = trainer.setOptimizer(optimizer); !set) return set;
    current.optimizer = optimizer;
  }
  if (settings.batch != current.batch) {
    if (const Status set = trainer.setBatch(settings.batch); !set) return set;
    current.batch = settings.batch;
  }
  current.theory.c = wanted.theory.c;
  return {};
}

Config configAfter(long step, const Config& start, std::span<const SettingsChange> changes) {
  Config config = start;
  for (const SettingsChange& change : changes) {
    if (change.step > step) break;
    // It was accepted once.
    const Status set = setConfigKey(config, change.setting);
    ADAMSCOPE_CHECK(set.ok(), "a recorded change is a setting");
  }
  return config;
}

Playback::Playback(const Trainer& first, Config start, std::size_t budgetBytes)
    : keyframes_(budgetBytes), trainer_(first), start_(std::move(start)), config_(start_) {
  ADAMSCOPE_CHECK(first.stepCount() == 0, "playback begins with the run");
  keyframes_.offer(first);
}

void Playback::seek(long step, std::span<const SettingsChange> changes) {
  if (step == trainer_.stepCount() && (step == 0 || trainer_.hasSegment())) return;
  // One step is always taken: it tells theta_{t-1}.
  const TrainerState* nearest = keyframes_.atOrBefore(step > 0 ? step - 1 : 0);
  const bool isAhead = trainer_.stepCount() < step && trainer_.stepCount() >= nearest->step;
  if (!isAhead) {
    trainer_.restore(*nearest);
    config_ = configAfter(nearest->step - 1, start_, changes);
  }
  while (trainer_.stepCount() < step) takeStep(changes);
}

void Playback::takeStep(std::span<const SettingsChange> changes) {
  const long step = trainer_.stepCount();
  auto change =
      std::lower_bound(changes.begin(), changes.end(), step,
                       [](const SettingsChange& entry, long value) { return entry.step < value; });
  for (; change != changes.end() && change->step == step; ++change) {
    Config wanted = config_;
    Status applied = setConfigKey(wanted, change->setting);
    if (applied) applied = applyLiveSettings(trainer_, config_, wanted);
    ADAMSCOPE_CHECK(applied.ok(), "a recorded change can be made again");
  }
  const StepOutcome outcome = trainer_.step();
  ADAMSCOPE_CHECK(outcome.applied(), "a step that was taken can be taken again");
  const TrainerState* known = keyframes_.at(trainer_.stepCount());
  if (known != nullptr && !divergedAt_ && known->parameters != trainer_.network().parameters) {
    divergedAt_ = known->step;
  }
}

}  // namespace adamscope
