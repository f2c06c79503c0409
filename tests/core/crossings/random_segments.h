// Random training segments for the law tests, among them all the degenerate ones: ties, zeros,
// duplicates, ends exactly on boundaries, extreme scales.
#pragma once

#include <cstdint>

#include "core/base/random.h"
#include "core/network/network.h"

namespace adamscope::testing {

enum class SegmentKind {
  kSmallStep,       ///< Normal parameters, a small step. Full precision.
  kHugeStep,        ///< Both ends independent: many crossings.
  kInteger,         ///< Integers of a few bits: ties and simultaneous events.
  kSparse,          ///< Mostly zeros, whole neurons zero, neurons and samples duplicated.
  kEndsOnBoundary,  ///< z of the first layer exactly zero at an end for some samples.
  kExtremeScale,    ///< Parameters near 1e12 or 1e-12.
};
inline constexpr int kSegmentKindCount = 6;

struct Segment {
  Network from;
  Network to;
  Matrix inputs;
};

/// 1 to depthLimit hidden layers (shallow ones more often) of 1..8 neurons, 1..3 inputs, 1..4
/// samples, two in five leaky.
/// All kinds but kSmallStep have short mantissas, so that quarter points are exact doubles.
Segment randomSegment(SegmentKind kind, std::uint64_t seed, int depthLimit = 6);

/// The network at tau. Exact where (1 - tau) a + tau b is a double for all parameters.
Network networkAt(const Segment& segment, double tau);

}  // namespace adamscope::testing
