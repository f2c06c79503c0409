#include "tests/support/analysed_run.h"

#include <doctest/doctest.h>

#include <chrono>
#include <utility>

namespace adamscope::testing {

std::unique_ptr<TrainingSession> sessionWith(const std::vector<std::string>& settings) {
  Config config;
  for (const std::string& setting : settings) {
    const Status set = setConfigKey(config, setting);
    REQUIRE_MESSAGE(set.ok(), set.message());
  }
  auto session = TrainingSession::create(
      config,
      {.load = [](const Config& wanted) { return prepareExperiment(wanted); }, .record = {}});
  REQUIRE_MESSAGE(session.ok(), session.message());
  return std::move(*session);
}

void takeSteps(TrainingSession& session, long count) {
  const long target = session.run().stepCount() + count;
  session.step(count);
  while (session.run().stepCount() < target && session.state() == SessionState::kPlaying) {
    session.advance(std::chrono::seconds(1));
  }
}

std::shared_ptr<const AnalysisFrame> analysed(TrainingSession& session) {
  const std::shared_ptr<const TrainFrame> train = session.frame();
  const Experiment& experiment = *train->experiment;
  AnalysisFrame frame =
      analyse(train, {.slice = experiment.slice,
                      .domain = experiment.domain,
                      .maxRegions = static_cast<std::size_t>(train->config.limits.maxRegions)});
  frame.id = train->id;
  return std::make_shared<const AnalysisFrame>(std::move(frame));
}

std::shared_ptr<const AnalysisFrame> analysedRun(const std::vector<std::string>& settings,
                                                 long steps) {
  const std::unique_ptr<TrainingSession> session = sessionWith(settings);
  takeSteps(*session, steps);
  return analysed(*session);
}

}  // namespace adamscope::testing
