// A recorder that keeps in memory what a session tells it, and a session's history as numbers.
#pragma once

#include <memory>
#include <vector>

#include "core/session/run_history.h"
#include "core/session/run_recorder.h"

namespace adamscope::testing {

/// Fails from step `failsAt` on.
struct Tape {
  std::vector<long> steps{};
  std::vector<SettingsChange> changes{};
  long failsAt = 1'000'000;
};

/// Services that prepare experiments and record onto a new tape for each run.
SessionServices tapeServices(std::vector<std::shared_ptr<Tape>>& tapes, long failsAt = 1'000'000);

/// The whole history as numbers that can be compared.
std::vector<double> digest(const RunHistory& history);

}  // namespace adamscope::testing
