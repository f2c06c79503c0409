#include "tests/support/configs.h"

#include <doctest/doctest.h>

#include <chrono>
#include <utility>

namespace adamscope::testing {

Config configWith(const std::vector<std::string>& settings) {
  Config config;
  for (const std::string& setting : settings) {
    const Status set = setConfigKey(config, setting);
    REQUIRE_MESSAGE(set.ok(), set.message());
  }
  return config;
}

Experiment experimentWith(const std::vector<std::string>& settings) {
  Result<Experiment> experiment = prepareExperiment(configWith(settings));
  REQUIRE_MESSAGE(experiment.ok(), experiment.message());
  return std::move(*experiment);
}

SessionServices plainServices() {
  return {.load = [](const Config& config) { return prepareExperiment(config); }, .record = {}};
}

std::unique_ptr<TrainingSession> sessionWith(const std::vector<std::string>& settings,
                                             SessionServices services) {
  auto session = TrainingSession::create(configWith(settings), std::move(services));
  REQUIRE_MESSAGE(session.ok(), session.message());
  return std::move(*session);
}

void runUntilPaused(TrainingSession& session) {
  while (session.state() == SessionState::kPlaying) session.advance(std::chrono::seconds(1));
}

}  // namespace adamscope::testing
