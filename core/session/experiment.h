// From a configuration to all that a run starts with: samples, the first network, the slice to
// look at. Everything that can be wrong with a configuration is found here, before the first step.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/network/network.h"
#include "core/regions/input_slice.h"
#include "core/session/config.h"
#include "core/theory/effective_dimension.h"
#include "core/training/trainer.h"

namespace adamscope {

/// What a run starts with.
struct Experiment {
  Config config;
  SplitDataSet data;
  Network initial;
  InputSlice slice;
  SliceDomain domain;  ///< y bounds unused in one dimension.
};

/// Loads the data and initialises the network, or takes `loaded`, the network of the file that
/// config.network.load names. Error: what validateConfig, the data, or the network's fit to them
/// say.
Result<Experiment> prepareExperiment(const Config& config, std::optional<Network> loaded = {});

/// The trainer's part of a configuration.
TrainerConfig trainerConfigOf(const Config& config);

/// The slice that the configuration asks for, for inputs of the data's dimension.
Result<InputSlice> sliceOf(const SliceConfig& config, const Matrix& trainingInputs);

/// The configured rectangle, or the one around all samples' projections.
Result<SliceDomain> domainOf(const SliceConfig& config, const InputSlice& slice,
                             const SplitDataSet& data);

/// The rank that the user has chosen to stand for the effective dimension.
double chosenRank(const SpectralRanks& ranks, DimensionMeasure measure);

}  // namespace adamscope
