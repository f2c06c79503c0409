#include "core/session/run_history.h"

#include <cmath>
#include <utility>

namespace adamscope {

RunHistory::RunHistory(std::shared_ptr<const Experiment> experiment, const std::string& spillFolder)
    : steps(spillFolder),
      events(spillFolder),
      experiment_(std::move(experiment)),
      layerTotals_(spillFolder) {
  const Architecture& shape = experiment_->initial.architecture;
  layers_ = shape.hiddenLayerCount();
  const LogBounds bounds =
      computeLogBounds({.architecture = shape,
                        .samples = static_cast<double>(experiment_->data.train.sampleCount()),
                        .steps = 0.0,
                        .effectiveDimension = 0.0,
                        .constant = 1.0});
  logArrangement_ = bounds.arrangement;
  logProduct_ = bounds.product.value_or(std::nan(""));
}

void RunHistory::append(const StepRecord& record, std::span<const long> crossingsByLayer) {
  for (const CrossingEvent& event : record.events) {
    events.append({.tau = event.tau,
                   .step = static_cast<std::uint32_t>(record.step),
                   .sample = event.sample,
                   .neuron = static_cast<std::uint16_t>(event.neuron),
                   .layer = static_cast<std::uint8_t>(event.layer),
                   .direction = static_cast<std::int8_t>(event.direction)});
  }
  for (const long total : crossingsByLayer) layerTotals_.append(total);
  steps.append({.before = record.before,
                .crossings = record.counts.crossings,
                .regionChanges = record.counts.regionChanges,
                .regionsVisited = record.counts.regionsVisited,
                .endpointFlips = record.counts.endpointFlips,
                .effectiveDimension = record.effectiveDimension,
                .logSegment = record.bounds.segment,
                .logEffectiveArrangement = record.bounds.effectiveArrangement});
  // The step comes last: whoever sees it sees its events and totals too.
  events.publish();
  layerTotals_.publish();
  steps.publish();
}

}  // namespace adamscope
