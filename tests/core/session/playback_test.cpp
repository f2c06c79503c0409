#include "core/session/playback.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::experimentWith;

/// A run's trainer with a mini-batch and momentum, so that the generator's state matters.
Trainer trainerOf(const Experiment& experiment) {
  Result<Trainer> trainer = Trainer::create(experiment.data.train, experiment.initial,
                                            trainerConfigOf(experiment.config));
  REQUIRE(trainer.ok());
  return std::move(*trainer);
}

const std::vector<std::string> kSettings{"data.samples=40", "network.hidden=5", "batch.size=7"};

TEST_SUITE_BEGIN("session");

TEST_CASE("keyframes stay in their budget, and one lies before every step") {
  const Experiment experiment = experimentWith(kSettings);
  Trainer trainer = trainerOf(experiment);
  const std::size_t one = keyframeBytes(trainer.state());
  Keyframes keyframes(10 * one);
  for (int i = 0; i < 3000; ++i) {
    keyframes.offer(trainer);
    REQUIRE(keyframes.bytes() <= 10 * one);
    const TrainerState* nearest = keyframes.atOrBefore(trainer.stepCount());
    REQUIRE(nearest != nullptr);
    REQUIRE(trainer.stepCount() - nearest->step < 2 * keyframes.spacing());
    REQUIRE(trainer.step().applied());
  }
  CHECK(keyframes.atOrBefore(0) == keyframes.at(0));
  CHECK(keyframes.at(0) != nullptr);
  CHECK(keyframes.spacing() >= 256);
  CHECK(keyframes.at(keyframes.spacing() + 1) == nullptr);
}

TEST_CASE("playback finds every moment bit for bit, with changes, in any order") {
  const Experiment experiment = experimentWith(kSettings);
  Trainer trainer = trainerOf(experiment);
  Playback playback(trainer, experiment.config, 8 * keyframeBytes(trainer.state()));
  const std::vector<SettingsChange> changes{{0, "optimizer.learning_rate=0.02"},
                                            {64, "batch.size=11"},
                                            {64, "optimizer.beta1=0.5"},
                                            {150, "optimizer.learning_rate=0.001"}};
  Config config = experiment.config;
  std::vector<Vector> parameters{trainer.network().parameters};
  std::vector<long> epochs{0};
  for (long step = 0; step < 400; ++step) {
    for (const SettingsChange& change : changes) {
      if (change.step != step) continue;
      Config wanted = config;
      REQUIRE(setConfigKey(wanted, change.setting).ok());
      REQUIRE(applyLiveSettings(trainer, config, wanted).ok());
    }
    REQUIRE(trainer.step().applied());
    playback.note(trainer);
    parameters.push_back(trainer.network().parameters);
    epochs.push_back(trainer.epoch());
  }
  for (long i = 0; i < 401; ++i) {
    const long step = i * 37 % 401;  // 401 is prime: each step once
    CAPTURE(step);
    playback.seek(step, changes);
    const auto at = static_cast<std::size_t>(step);
    REQUIRE(playback.trainer().network().parameters == parameters[at]);
    REQUIRE(playback.trainer().epoch() == epochs[at]);
    if (step > 0) REQUIRE(playback.trainer().parametersBefore() == parameters[at - 1]);
  }
  CHECK_FALSE(playback.divergedAt().has_value());
}

TEST_CASE("a repetition that is not the run is noticed at the next keyframe") {
  const Experiment experiment = experimentWith(kSettings);
  Trainer trainer = trainerOf(experiment);
  Playback playback(trainer, experiment.config, 1U << 20U);
  for (long step = 0; step < 100; ++step) {
    REQUIRE(trainer.step().applied());
    playback.note(trainer);
  }
  // A change that the run did not have.
  const std::vector<SettingsChange> invented{{20, "optimizer.learning_rate=0.5"}};
  playback.seek(16, invented);
  playback.seek(40, invented);
  REQUIRE_FALSE(playback.divergedAt().has_value());  // from the keyframe of step 32
  playback.seek(17, invented);
  for (long step = 18; step <= 40; ++step) playback.seek(step, invented);
  CHECK(playback.divergedAt() == 32);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
