#include "core/session/past_moment.h"

#include <utility>

namespace adamscope {

RegionCounts countsAfter(long step, const RunHistory& history) {
  RegionCounts counts;
  if (step <= 0) return counts;
  const StepPoint& point = history.steps[static_cast<std::size_t>(step) - 1];
  counts.steps = step;
  counts.crossings = static_cast<long>(point.crossings);
  counts.regionChanges = static_cast<long>(point.regionChanges);
  counts.regionsVisited = static_cast<long>(point.regionsVisited);
  counts.endpointFlips = static_cast<long>(point.endpointFlips);
  return counts;
}

void showPast(TrainFrame& frame, const Moment& moment, const Trainer& trainer,
              const Experiment& experiment) {
  const RunHistory& history = *frame.history;
  frame.step = moment.step;
  frame.tau = moment.tau;
  frame.event = moment.event;
  frame.epoch = trainer.epoch();
  frame.network = trainer.network();
  frame.parametersBefore =
      moment.step > 0 ? trainer.parametersBefore() : trainer.network().parameters;
  if (moment.tau < 1.0) {
    frame.network.parameters = frame.parametersBefore +
                               moment.tau * (trainer.network().parameters - frame.parametersBefore);
    frame.counts = countsAfter(moment.step - 1, history);
    if (moment.event) frame.counts.crossings = static_cast<long>(*moment.event) + 1;
  } else {
    frame.counts = countsAfter(moment.step, history);
  }
  const auto next = static_cast<std::size_t>(moment.step);
  frame.stepSizes = stepSizesOf(trainer);
  frame.performance = moment.tau == 1.0 && next < history.steps.size()
                          ? history.steps[next].before
                          : performanceOf(experiment, frame.network);
  frame.effectiveDimension = next > 0 ? history.steps[next - 1].effectiveDimension : 0.0;
}

std::shared_ptr<const ParameterTrail> trailUpTo(const TrainFrame& frame, ParameterTrail trail) {
  const long before = frame.step - 1;
  std::erase_if(trail, [before](const TrailEntry& entry) { return entry.step >= before; });
  if (before >= 0) {
    trail.push_back({before, std::make_shared<const Vector>(frame.parametersBefore)});
  }
  trail.push_back(
      {frame.step, std::make_shared<const Vector>(frame.network.parameters), frame.tau});
  return std::make_shared<const ParameterTrail>(std::move(trail));
}

}  // namespace adamscope
