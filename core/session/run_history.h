// Everything that has been measured along one run, step by step and event by event, for the plots,
// the crossing table and the exports. The trainer thread appends, others read (append_log.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/session/append_log.h"
#include "core/session/experiment.h"
#include "core/session/run.h"

namespace adamscope {

/// One step: what plots need of a StepRecord. Counts are totals up to and including the step.
struct StepPoint {
  Performance before;  ///< At theta_{t-1}.
  std::int64_t crossings = 0;
  std::int64_t regionChanges = 0;
  std::int64_t regionsVisited = 0;
  std::int64_t endpointFlips = 0;
  double effectiveDimension = 0.0;
  double logSegment = 0.0;               ///< ln of B1.
  double logEffectiveArrangement = 0.0;  ///< ln of B3.
};

/// One crossing, as in crossings.csv.
struct EventRow {
  double tau = 0.0;
  std::uint32_t step = 0;  ///< From 1.
  std::int32_t sample = 0;
  std::uint16_t neuron = 0;
  std::uint8_t layer = 0;     ///< From 1; a layer above 255 is not representable here.
  std::int8_t direction = 0;  ///< 1 on, -1 off.
};

/// The history of one run. Step t (from 1) is steps[t - 1]; its events are the entries
/// [eventsBefore(t), eventsBefore(t + 1)) of `events`.
class RunHistory {
 public:
  /// spillFolder: where a long history may lie; empty: in memory.
  explicit RunHistory(std::shared_ptr<const Experiment> experiment,
                      const std::string& spillFolder = {});

  const Experiment& experiment() const { return *experiment_; }
  int hiddenLayerCount() const { return layers_; }
  /// ln of B2, and of B2c (NaN where there is none): the same at every step.
  double logArrangement() const { return logArrangement_; }
  double logProduct() const { return logProduct_; }

  AppendLog<StepPoint> steps;
  AppendLog<EventRow> events;

  /// Steps that readers may look at.
  long stepCount() const { return static_cast<long>(steps.size()); }
  /// Events of the steps before step t, 1 <= t <= stepCount() + 1.
  std::size_t eventsBefore(long step) const {
    if (step <= 1) return 0;
    return static_cast<std::size_t>(steps[static_cast<std::size_t>(step) - 2].crossings);
  }
  /// Crossings of hidden layer l (from 1) in the first t steps, 0 <= t <= stepCount().
  std::int64_t layerCrossings(long step, int layer) const {
    if (step <= 0) return 0;
    const std::size_t row = static_cast<std::size_t>(step - 1) * static_cast<std::size_t>(layers_);
    return layerTotals_[row + static_cast<std::size_t>(layer) - 1];
  }

  /// Writer only: appends a step with its events, and shows it to readers.
  void append(const StepRecord& record, std::span<const long> crossingsByLayer);

 private:
  std::shared_ptr<const Experiment> experiment_;
  int layers_ = 0;
  double logArrangement_ = 0.0;
  double logProduct_ = 0.0;
  AppendLog<std::int64_t> layerTotals_;  // steps x hidden layers
};

}  // namespace adamscope
