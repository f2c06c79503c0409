// The configuration of a run: everything that, with the seeds inside, decides every number of it.
// One table (config_schema.cpp) holds each key's name, range, default and explanation; reading,
// key=value settings, validation, writing and the help text all come from that table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/load_data.h"
#include "core/network/initialization.h"
#include "core/training/batch_sampler.h"
#include "core/training/loss.h"
#include "core/training/optimizer.h"

namespace adamscope {

/// Keys network.*.
struct NetworkConfig {
  std::vector<int> hidden{16, 16};  ///< Widths m_1 .. m_H; empty is an affine model.
  double leakySlope = 0.0;          ///< In [0, 1); 0 is ReLU.
  Initialization initialization = Initialization::kPyTorch;
  std::uint64_t seed = 1;
  std::string load;  ///< Path of a network file to start from; empty: initialise.

  friend bool operator==(const NetworkConfig&, const NetworkConfig&) = default;
};

/// How the looked-at part of input space is chosen.
enum class SliceKind {
  kAuto,    ///< "auto": whole for up to two inputs, pca for more.
  kWhole,   ///< "whole": all of input space, which must have dimension 1 or 2.
  kAxes,    ///< "axes": origin + s u + t v, as given.
  kPca,     ///< "pca": mean and first two principal directions of the training samples.
  kPoints,  ///< "points": the plane through three training samples.
};

/// Keys slice.*. All coordinates are those that the network sees, after data.scaling.
struct SliceConfig {
  SliceKind kind = SliceKind::kAuto;
  std::vector<double> origin;  ///< axes: d_0 numbers; empty is the zero vector.
  std::vector<double> u;       ///< axes: d_0 numbers.
  std::vector<double> v;       ///< axes: d_0 numbers.
  std::vector<int> samples;    ///< points: three indices of training samples, from 0.
  std::vector<double> domain;  ///< xmin, xmax, ymin, ymax; empty is "around the data".

  friend bool operator==(const SliceConfig&, const SliceConfig&) = default;
};

/// Which figure stands for the effective dimension in B3, B4 and G1 (theory D8).
enum class DimensionMeasure { kParticipation, kStable, kEnergy, kEntropy };

/// Keys theory.*.
struct TheoryConfig {
  int window = 256;  ///< The last K gradients that the effective dimension sees; 0 is all so far.
  DimensionMeasure dEff = DimensionMeasure::kParticipation;
  double c = 1.0;  ///< The constant C of B4, positive.

  friend bool operator==(const TheoryConfig&, const TheoryConfig&) = default;
};

/// Keys limits.*.
struct LimitsConfig {
  long maxRegions = 1'000'000;  ///< Where a tessellation stops, and says that it is not exact.
  long keyframeMb = 256;        ///< Memory for going back in a run, in MiB.

  friend bool operator==(const LimitsConfig&, const LimitsConfig&) = default;
};

/// A run. The defaults are those of the table and of the preset two_moons.
struct Config {
  DataConfig data;
  NetworkConfig network;
  Loss loss = Loss::kBce;
  OptimizerConfig optimizer;
  BatchConfig batch;  ///< Keys batch.* (training/batch_sampler.h).
  long steps = 1000;
  SliceConfig slice;
  TheoryConfig theory;
  LimitsConfig limits;

  friend bool operator==(const Config&, const Config&) = default;
};

/// Reads {"data": {"source": ...}, "loss": ..., ...}; a key that is absent keeps its default, and
/// "data.source" at the top means the same as the nested form. Errors name `fileName`, the key,
/// the value and what is allowed: syntax (line and column), an unknown key (with the nearest known
/// one), a key given twice, null, a wrong type, a value out of range, and what validateConfig says.
Result<Config> configFromJson(const std::string& text, const std::string& fileName);

/// All keys in the table's order, nested, with numbers that read back to the same bits.
std::string configToJson(const Config& config);

/// Applies one "key=value", for example "network.hidden=16,16" (or =[16,16], or = for none).
/// On an error the config is unchanged. Checks this key only: call validateConfig after the last.
Status setConfigKey(Config& config, const std::string& assignment);

/// Checks what involves several keys (slice.kind against slice.origin ...). What needs the data
/// (do slice.u and the samples have the same dimension?) is left to whoever loads them.
Status validateConfig(const Config& config);

/// Every key with its values, default and explanation; lines of at most 100 characters.
std::string configHelp();

}  // namespace adamscope
