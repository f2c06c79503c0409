#include "core/network/initialization.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("network");

struct Scheme {
  const char* name;
  Initialization kind;
  bool uniform;
  double (*weightVariance)(double fanIn, double fanOut);
  double (*biasVariance)(double fanIn);
};

const std::vector<Scheme> kSchemes{
    {"pytorch", Initialization::kPyTorch, true, [](double in, double) { return 1 / (3 * in); },
     [](double in) { return 1 / (3 * in); }},
    {"he_normal", Initialization::kHeNormal, false, [](double in, double) { return 2 / in; },
     [](double) { return 0.0; }},
    {"he_uniform", Initialization::kHeUniform, true, [](double in, double) { return 2 / in; },
     [](double) { return 0.0; }},
    {"glorot_normal", Initialization::kGlorotNormal, false,
     [](double in, double out) { return 2 / (in + out); }, [](double) { return 0.0; }},
    {"glorot_uniform", Initialization::kGlorotUniform, true,
     [](double in, double out) { return 2 / (in + out); }, [](double) { return 0.0; }},
    {"he_normal_random_bias", Initialization::kHeNormalRandomBias, false,
     [](double in, double) { return 2 / in; }, [](double) { return 0.25; }},
};

// Sample mean and second moment of n numbers with the wanted variance, to five standard errors.
// The fourth moment of a normal is 3 variance^2, of a uniform number 1.8 variance^2.
void checkMoments(const Vector& values, double variance) {
  const double n = static_cast<double>(values.size());
  CHECK(std::abs(values.mean()) <= 5.0 * std::sqrt(variance / n));
  CHECK(std::abs(values.squaredNorm() / n - variance) <= 5.0 * variance * std::sqrt(2.0 / n));
}

TEST_CASE("weights and biases have the moments and bounds of their scheme in every layer") {
  const Architecture shape{{40, 300, 120, 7}};
  for (const Scheme& scheme : kSchemes) {
    CAPTURE(scheme.name);
    const Network network = initializeNetwork(shape, scheme.kind, 3);
    for (int layer = 1; layer <= shape.layerCount(); ++layer) {
      CAPTURE(layer);
      const double fanIn = shape.width(layer - 1);
      const double variance = scheme.weightVariance(fanIn, shape.width(layer));
      const Vector weights = network.weight(layer).reshaped();
      checkMoments(weights, variance);
      // A uniform number within +-b has the variance b^2 / 3; b is approached, and not passed.
      const double bound = std::sqrt(3.0 * variance);
      constexpr double kRounding = 1e-15;
      CHECK((weights.cwiseAbs().maxCoeff() <= bound + kRounding) == scheme.uniform);
      CHECK(weights.cwiseAbs().maxCoeff() > 0.95 * bound);
      checkMoments(network.bias(layer), scheme.biasVariance(fanIn));
    }
  }
}

TEST_CASE("the seed decides every bit") {
  const Architecture shape{{2, 16, 16, 1}};
  for (const Scheme& scheme : kSchemes) {
    CAPTURE(scheme.name);
    const Network a = initializeNetwork(shape, scheme.kind, 5);
    CHECK(a.parameters == initializeNetwork(shape, scheme.kind, 5).parameters);
    CHECK(a.parameters != initializeNetwork(shape, scheme.kind, 6).parameters);
    CHECK(a.architecture == shape);
  }
}

TEST_CASE("an affine model is initialised, and a shape that is none is refused") {
  CHECK(initializeNetwork({{3, 1}}, Initialization::kPyTorch, 1).parameters.size() == 4);
  CHECK_THROWS_AS(initializeNetwork({{3}}, Initialization::kPyTorch, 1), CheckFailure);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
