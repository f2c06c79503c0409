// From the words of a configuration to labelled samples: a generator's name, or csv:PATH.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/scaling.h"

namespace adamscope {

/// Where the samples come from and how they are divided: the config keys data.*.
struct DataConfig {
  /// A generator's name (generators.h), or "csv:PATH", or "csv:NAME" of an embedded set.
  std::string source = "two_moons";
  /// Total number of generated samples, training and test together. Ignored for csv.
  int samples = 256;
  /// Standard deviation of the generator's Gaussian noise (generators.h). Ignored for csv.
  double noise = 0.1;
  /// Share of the samples that is held out, in [0, 1). Ignored for csv with a split column.
  double testFraction = 0.25;
  /// Seed of the noise and of the split.
  std::uint64_t seed = 1;
  /// Fitted on the training samples, applied to all features.
  Scaling scaling = Scaling::kNone;

  friend bool operator==(const DataConfig&, const DataConfig&) = default;
};

/// An error with the known names unless `source` is a generator or "csv:" with something behind it.
/// Does not look whether the file exists.
Status validateDataSource(const std::string& source);

/// The text of a CSV source. `location` is what follows "csv:": a bare name, without '/' and not
/// ending in ".csv", that matches an embedded set (embedded_data.h) is that set; everything else
/// is a path.
Result<std::string> readCsvSource(const std::string& location);

/// The samples that the configuration describes, split and scaled. The same configuration (and
/// file) always gives the same bits. Error: unknown source, unreadable or malformed file, or
/// features that are not finite after scaling.
Result<SplitDataSet> loadData(const DataConfig& config);

}  // namespace adamscope
