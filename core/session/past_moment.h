// What a frame shows of a moment of a run that has gone on since: the network as playback finds it,
// everything else from the history.
#pragma once

#include "core/session/session_frames.h"
#include "core/training/trainer.h"

namespace adamscope {

/// Counts after `step` steps, without those over mini-batches, which the history does not hold.
RegionCounts countsAfter(long step, const RunHistory& history);

/// Fills in all that depends on the moment. `trainer` is at moment.step; frame.history must be set.
void showPast(TrainFrame& frame, const Moment& moment, const Trainer& trainer,
              const Experiment& experiment);

/// The trail up to the frame's moment, which may lie inside a step.
std::shared_ptr<const ParameterTrail> trailUpTo(const TrainFrame& frame, ParameterTrail trail);

}  // namespace adamscope
