// Random initial parameters, by the schemes of the field, seeded.
#pragma once

#include <cstdint>

#include "core/network/network.h"

namespace adamscope {

/// How weights and biases are drawn. fan_in = width(l-1), fan_out = width(l).
enum class Initialization {
  kPyTorch,             ///< "pytorch": W and b uniform in +-1/sqrt(fan_in) (nn.Linear's default).
  kHeNormal,            ///< "he_normal": W ~ N(0, 2/fan_in), b = 0.
  kHeUniform,           ///< "he_uniform": W uniform in +-sqrt(6/fan_in), b = 0.
  kGlorotNormal,        ///< "glorot_normal": W ~ N(0, 2/(fan_in+fan_out)), b = 0.
  kGlorotUniform,       ///< "glorot_uniform": W uniform in +-sqrt(6/(fan_in+fan_out)), b = 0.
  kHeNormalRandomBias,  ///< "he_normal_random_bias": W as he_normal, b ~ N(0, 0.5^2).
};

/// A network with seeded random parameters, drawn in the order of theta (one generator for all
/// layers). Same architecture, scheme and seed: same bits. An architecture that validate() refuses
/// is a caller's bug.
Network initializeNetwork(const Architecture& architecture, Initialization scheme,
                          std::uint64_t seed);

}  // namespace adamscope
