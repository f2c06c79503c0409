// A real run for the tests of models and panels: trained on the calling thread, and analysed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/session/training_session.h"

namespace adamscope::testing {

/// The session of the defaults with these settings ("network.hidden=8,8"), paused at step 0. A bad
/// setting fails the test.
std::unique_ptr<TrainingSession> sessionWith(const std::vector<std::string>& settings);

/// Takes steps on this thread.
void takeSteps(TrainingSession& session, long count);

/// The regions of its present network, in the experiment's own slice and domain.
std::shared_ptr<const AnalysisFrame> analysed(TrainingSession& session);

/// All three at once.
std::shared_ptr<const AnalysisFrame> analysedRun(const std::vector<std::string>& settings,
                                                 long steps);

}  // namespace adamscope::testing
