#include "tests/support/preset_session.h"

#include <doctest/doctest.h>

#include "core/session/presets.h"

namespace adamscope {
namespace {

std::unique_ptr<TrainingSession> trained(const std::string& name, long steps,
                                         const std::vector<std::string>& settings) {
  Result<Preset> preset = findPreset(name);
  REQUIRE_MESSAGE(preset.ok(), preset.message());
  for (const std::string& setting : settings) {
    const Status status = setConfigKey(preset->config, setting);
    REQUIRE_MESSAGE(status.ok(), status.message());
  }
  auto session = TrainingSession::create(
      preset->config,
      {.load = [](const Config& config) { return prepareExperiment(config); }, .record = {}});
  REQUIRE_MESSAGE(session.ok(), session.message());
  (*session)->step(steps);
  while ((*session)->advance(std::chrono::seconds(1))) {
  }
  return std::move(*session);
}

}  // namespace

std::shared_ptr<const AnalysisFrame> analysedPreset(const std::string& name, long steps,
                                                    const std::vector<std::string>& settings) {
  const std::shared_ptr<const TrainFrame> train = trained(name, steps, settings)->frame();
  auto analysis = std::make_shared<AnalysisFrame>(analyse(train, viewFor(*train, {})));
  analysis->id = 1;
  return analysis;
}

PresetSession::PresetSession(const std::string& name, long steps,
                             const std::vector<std::string>& settings)
    : live(trained(name, steps, settings), [] {}), actions(live, live.trainFrame()->config) {
  live.setAnalysisPaused(true);
  model.train = live.trainFrame();
  auto analysis = std::make_shared<AnalysisFrame>(analyse(model.train, viewFor(*model.train, {})));
  analysis->id = 1;
  model.analysis = std::move(analysis);
  model.deltaSeconds = 1.0F / 60.0F;
}

}  // namespace adamscope
