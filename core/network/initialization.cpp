#include "core/network/initialization.h"

#include <cmath>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr std::uint64_t kInitializationStream = 3;  // Data of the same seed: streams 1 and 2.
constexpr double kRandomBiasDeviation = 0.5;        // Of he_normal_random_bias.

// How the entries of one weight or bias are drawn.
struct Distribution {
  enum class Kind { kZero, kUniform, kNormal } kind;
  double size;  // Half the width of the interval around zero, or the standard deviation.
};

Distribution uniformWithin(double bound) { return {Distribution::Kind::kUniform, bound}; }
Distribution normalWith(double deviation) { return {Distribution::Kind::kNormal, deviation}; }

Distribution weightDistribution(Initialization scheme, double fanIn, double fanOut) {
  switch (scheme) {
    case Initialization::kPyTorch:
      return uniformWithin(1.0 / std::sqrt(fanIn));
    case Initialization::kHeNormal:
    case Initialization::kHeNormalRandomBias:
      return normalWith(std::sqrt(2.0 / fanIn));
    case Initialization::kHeUniform:
      return uniformWithin(std::sqrt(6.0 / fanIn));
    case Initialization::kGlorotNormal:
      return normalWith(std::sqrt(2.0 / (fanIn + fanOut)));
    case Initialization::kGlorotUniform:
      return uniformWithin(std::sqrt(6.0 / (fanIn + fanOut)));
  }
  failCheck("scheme", __FILE__, __LINE__, "no such initialization");
}

Distribution biasDistribution(Initialization scheme, double fanIn) {
  if (scheme == Initialization::kPyTorch) return uniformWithin(1.0 / std::sqrt(fanIn));
  if (scheme == Initialization::kHeNormalRandomBias) return normalWith(kRandomBiasDeviation);
  return {Distribution::Kind::kZero, 0.0};
}

double draw(const Distribution& distribution, Random& random) {
  switch (distribution.kind) {
    case Distribution::Kind::kUniform:
      return random.uniform(-distribution.size, distribution.size);
    case Distribution::Kind::kNormal:
      return distribution.size * random.normal();
    case Distribution::Kind::kZero:
      break;
  }
  return 0.0;
}

}  // namespace

Network initializeNetwork(const Architecture& architecture, Initialization scheme,
                          std::uint64_t seed) {
  const Status status = architecture.validate();
  ADAMSCOPE_CHECK(status.ok(), status.message());
  Network network{architecture, Vector(architecture.parameterCount())};
  Random random(seed, kInitializationStream);
  for (int layer = 1; layer <= architecture.layerCount(); ++layer) {
    const double fanIn = architecture.width(layer - 1);
    const double fanOut = architecture.width(layer);
    const Distribution weights = weightDistribution(scheme, fanIn, fanOut);
    const Distribution biases = biasDistribution(scheme, fanIn);
    const int biasOffset = architecture.biasOffset(layer);
    for (int k = architecture.weightOffset(layer); k < biasOffset; ++k) {
      network.parameters[k] = draw(weights, random);
    }
    for (int k = biasOffset; k < biasOffset + architecture.width(layer); ++k) {
      network.parameters[k] = draw(biases, random);
    }
  }
  return network;
}

}  // namespace adamscope
