// Configurations, experiments and sessions for tests, from "key=value" settings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/session/training_session.h"

namespace adamscope::testing {

/// The default configuration with these settings on top; a refused one fails the test.
Config configWith(const std::vector<std::string>& settings);

/// The experiment of that configuration; a refusal fails the test.
Experiment experimentWith(const std::vector<std::string>& settings);

/// Services that prepare experiments and record nothing.
SessionServices plainServices();

/// A paused session; a refusal fails the test.
std::unique_ptr<TrainingSession> sessionWith(const std::vector<std::string>& settings,
                                             SessionServices services = plainServices());

/// Calls advance() until the session no longer plays.
void runUntilPaused(TrainingSession& session);

}  // namespace adamscope::testing
