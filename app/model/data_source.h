// Going over to other samples: what has to change with them, so that the new run can start. A loss
// for classes fits no regression, a plane through four-dimensional space fits no moons.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/session/config.h"

namespace adamscope {

/// The configuration with `source` as data.source, and with it
///   - the loss: mse for a regression that had a cross entropy; a cross entropy for classes after a
///     regression; the softmax one for more than two classes that had bce;
///   - the slice as it is by default;
///   - no network.load if that network does not fit the new samples;
///   - scaling to mean 0 and deviation 1 for a built-in CSV set, whose features have units.
/// `before`: what the samples are so far. Error: why the samples cannot be loaded.
Result<Config> withDataSource(const Config& config, const std::string& source, Task before);

/// The loss for these samples, as described there.
Loss fittingLoss(Loss loss, const DataSet& train, Task before);

/// "csv:iris" and the like: in the program, not a file.
bool isBuiltInCsv(const std::string& source);

/// What stands behind "csv:"; empty for a generator.
std::string csvPathOf(const std::string& source);

}  // namespace adamscope
