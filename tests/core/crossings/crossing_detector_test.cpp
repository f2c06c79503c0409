// Hand-made segments whose crossings are known in closed form, above all on the boundary cases.
#include "core/crossings/crossing_detector.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"
#include "core/crossings/activation_pattern.h"

namespace adamscope {
namespace {

// The tier tests elsewhere compare all tiers; here each must be right by itself.
constexpr CrossingTiers kEachTier[] = {CrossingTiers::kAll, CrossingTiers::kWithoutFilter,
                                       CrossingTiers::kExactOnly};
// tau of a well-conditioned crossing, in units of 2^-52.
constexpr double kUlps = 4 * 0x1.0p-52;

// A network with the given parameters in PyTorch's order.
Network networkOf(std::vector<int> widths, const std::vector<double>& parameters) {
  Network network{{std::move(widths), 0.0}, {}};
  network.parameters =
      Eigen::Map<const Vector>(parameters.data(), static_cast<Eigen::Index>(parameters.size()));
  REQUIRE(network.parameters.size() == network.architecture.parameterCount());
  return network;
}

Matrix column(const std::vector<double>& values) {
  return Eigen::Map<const Matrix>(values.data(), static_cast<Eigen::Index>(values.size()), 1);
}

// One neuron, z(tau) linear from z0 to z1 at x = 1 (through the bias).
std::vector<CrossingEvent> linear(double z0, double z1, CrossingTiers tiers) {
  return findCrossings(networkOf({1, 1, 1}, {0.0, z0, 1.0, 0.0}),
                       networkOf({1, 1, 1}, {0.0, z1, 1.0, 0.0}), column({1.0}), tiers);
}

// z_2(tau) = (a0 + tau da)(c0 + tau dc) + (b0 + tau db), the first factor positive on [0, 1].
struct Parabola {
  double a0, a1, c0, c1, b0, b1;
};
std::vector<CrossingEvent> secondLayer(const Parabola& p, CrossingTiers tiers) {
  return findCrossings(networkOf({1, 1, 1, 1}, {p.a0, 0.0, p.c0, p.b0, 1.0, 0.0}),
                       networkOf({1, 1, 1, 1}, {p.a1, 0.0, p.c1, p.b1, 1.0, 0.0}), column({1.0}),
                       tiers);
}

}  // namespace

TEST_SUITE("crossings") {
  TEST_CASE("a linear preactivation follows the boundary rules") {
    for (const CrossingTiers tiers : kEachTier) {
      CAPTURE(static_cast<int>(tiers));
      CHECK(linear(1.0, 2.0, tiers).empty());
      CHECK(linear(-1.0, -2.0, tiers).empty());
      CHECK(linear(0.0, 0.0, tiers).empty());
      CHECK(linear(0.0, -1.0, tiers).empty());
      CHECK(linear(-1.0, 0.0, tiers).empty());
      const std::vector<CrossingEvent> on = linear(-1.0, 3.0, tiers);
      CHECK(on == std::vector<CrossingEvent>{{0.25, 1, 0, 0, 1, 0}});
      const std::vector<CrossingEvent> onAtZero = linear(0.0, 1.0, tiers);
      CHECK(onAtZero == std::vector<CrossingEvent>{{0.0, 1, 0, 0, 1, 0}});
      const std::vector<CrossingEvent> offAtOne = linear(1.0, 0.0, tiers);
      CHECK(offAtOne == std::vector<CrossingEvent>{{1.0, 1, 0, 0, -1, 0}});
    }
  }

  TEST_CASE("a mask that flips twice within one step is seen, a touch is not") {
    for (const CrossingTiers tiers : kEachTier) {
      CAPTURE(static_cast<int>(tiers));
      // (1 + tau)(2 - 2 tau) + b = 2 - 2 tau^2 + b is monotone: one crossing at sqrt(1/2).
      const std::vector<CrossingEvent> once = secondLayer({1, 2, 2, 0, -1, -1}, tiers);
      REQUIRE(once.size() == 1);
      CHECK(once[0].layer == 2);
      CHECK(once[0].direction == -1);
      CHECK(std::abs(once[0].tau - std::sqrt(0.5)) <= kUlps);
      // (1 + 2 tau)(3 - 2 tau) = 3 + 4 tau - 4 tau^2 = 4 - (2 tau - 1)^2.
      const std::vector<CrossingEvent> twice = secondLayer({1, 3, 3, 1, -3.75, -3.75}, tiers);
      REQUIRE(twice.size() == 2);
      CHECK(twice[0].direction == 1);
      CHECK(twice[1].direction == -1);
      CHECK(std::abs(twice[0].tau - 0.25) <= kUlps);
      CHECK(std::abs(twice[1].tau - 0.75) <= kUlps);
      CHECK(secondLayer({1, 3, 3, 1, -4, -4}, tiers).empty());  // touches zero from below
      CHECK(secondLayer({1, 3, -3, -1, 4, 4}, tiers).empty());  // touches zero from above
      // A hair over the touch: two crossings 2^-24 apart, one hair under: none.
      const double hair = 0x1.0p-48;
      const std::vector<CrossingEvent> close =
          secondLayer({1, 3, 3, 1, -4 + hair, -4 + hair}, tiers);
      REQUIRE(close.size() == 2);
      CHECK(close[1].tau - close[0].tau == doctest::Approx(0x1.0p-24).epsilon(1e-6));
      CHECK(secondLayer({1, 3, 3, 1, -4 - hair, -4 - hair}, tiers).empty());
    }
  }

  TEST_CASE("simultaneous crossings share the instant and the tau") {
    for (const CrossingTiers tiers : kEachTier) {
      CAPTURE(static_cast<int>(tiers));
      // z_j = w_j x + b_j with the same root 1/3 for two neurons and three samples, two of them
      // equal; the third neuron crosses elsewhere.
      const Network from = networkOf({1, 3, 1}, {-1, -2, -1, 0, 0, 0.5, 1, 1, 1, 0});
      const Network to = networkOf({1, 3, 1}, {2, 4, 5, 0, 0, 0.5, 1, 1, 1, 0});
      const std::vector<CrossingEvent> events =
          findCrossings(from, to, column({1.0, 2.0, 1.0}), tiers);
      REQUIRE(events.size() == 9);
      int simultaneous = 0;
      for (const CrossingEvent& e : events) {
        if (e.neuron == 2) continue;
        CHECK(e.instant == events.back().instant);
        CHECK(e.tau == events.back().tau);
        ++simultaneous;
      }
      CHECK(simultaneous == 6);
      CHECK(std::abs(events.back().tau - 1.0 / 3.0) <= kUlps);
      CHECK(events[0].instant == 0);  // samples 0 and 2 at 1/12, sample 1 at 1/8
      CHECK(events[1].instant == 0);
      CHECK(events[2].instant == 1);
      CHECK(events[2].sample == 1);
    }
  }

  TEST_CASE("crossings closer than two doubles can tell apart are different instants") {
    // Roots at 1/3 and at 1/3 + about 1e-18: (x, b) = (3, ...) in two samples.
    const Network from = networkOf({1, 1, 1}, {-1.0, 0.0, 1.0, 0.0});
    const Network to = networkOf({1, 1, 1}, {2.0, 0x1.0p-60, 1.0, 0.0});
    const std::vector<CrossingEvent> events = findCrossings(from, to, column({1.0, 2.0}));
    REQUIRE(events.size() == 2);
    CHECK(events[0].sample == 0);
    CHECK(events[1].sample == 1);
    CHECK(events[0].instant == 0);
    CHECK(events[1].instant == 1);
  }

  TEST_CASE("a network without hidden layers has no crossings") {
    const Network from = networkOf({1, 1}, {1.0, 0.0});
    const Network to = networkOf({1, 1}, {-1.0, 0.0});
    CHECK(findCrossings(from, to, column({1.0, -1.0})).empty());
  }

  TEST_CASE("parameters that are not finite are the caller's bug") {
    const Network from = networkOf({1, 1, 1}, {1.0, 0.0, 1.0, 0.0});
    const Network to = networkOf({1, 1, 1}, {std::nan(""), 0.0, 1.0, 0.0});
    CHECK_THROWS_AS(findCrossings(from, to, column({1.0})), CheckFailure);
  }

  TEST_CASE("overflow and underflow in the forward pass do not matter") {
    for (const double scale : {1e200, 1e-200}) {
      CAPTURE(scale);
      // z_2 = (s (1 + 2 tau)) (s (3 - 2 tau)) + 0 > 0 throughout; z_1 > 0; squares over- or
      // underflow. With the sign of the second factor crossing at tau = 1/2, one event.
      const Network from = networkOf({1, 1, 1, 1}, {scale, 0, -scale, 0, 1, 0});
      const Network to = networkOf({1, 1, 1, 1}, {3 * scale, 0, scale, 0, 1, 0});
      const std::vector<CrossingEvent> events = findCrossings(from, to, column({1.0}));
      CHECK(events == std::vector<CrossingEvent>{{0.5, 2, 0, 0, 1, 0}});
    }
  }

  TEST_CASE("a deep dead network is settled by the filter alone") {
    const Architecture shape{{3, 8, 8, 8, 1}, 0.0};
    Network from{shape, Vector::Zero(shape.parameterCount())};
    Random random(3);
    for (double& w : from.weight(1).reshaped()) w = random.normal();
    from.bias(1).setConstant(-100.0);
    for (double& w : from.weight(2).reshaped()) w = random.normal();
    Network to = from;
    to.parameters *= 1.01;
    Matrix inputs(16, 3);
    for (double& x : inputs.reshaped()) x = random.normal();
    CrossingDetector detector(shape, inputs);
    ForwardPass fromPass;
    ForwardPass toPass;
    forward(from, inputs, fromPass);
    forward(to, inputs, toPass);
    CHECK(detector.detect(from, fromPass, to, toPass).empty());
    CHECK(detector.statistics().certifiedSamples == 0);
    CHECK(exactActivationPattern(from, inputs).activeCount() == 0);
  }

  TEST_CASE("the exact mask is right where rounding is not") {
    // z = 0.1 x + 0.2 x - 0.3 x: zero in decimals, not in the doubles; each exact sign is known
    // from 3 * 0.1 > 0.3 in exact arithmetic on the doubles (0.1 is above 1/10, 0.3 below 3/10).
    const Network network = networkOf({3, 2, 1}, {0.1, 0.2, -0.3, -0.1, -0.2, 0.3, 0, 0, 1, 1, 0});
    Matrix inputs(2, 3);
    inputs << 1, 1, 1, -1, -1, -1;
    const ActivationPattern pattern = exactActivationPattern(network, inputs);
    CHECK(pattern.isActive(1, 0, 0));
    CHECK_FALSE(pattern.isActive(1, 1, 0));
    CHECK_FALSE(pattern.isActive(1, 0, 1));
    CHECK(pattern.isActive(1, 1, 1));
  }
}

}  // namespace adamscope
