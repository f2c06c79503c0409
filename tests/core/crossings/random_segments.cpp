#include "tests/core/crossings/random_segments.h"

#include <algorithm>
#include <cmath>

namespace adamscope::testing {

namespace {

// A multiple of 2^-12 near a normal number: sums and quarters of a few stay exact.
double shortNormal(Random& random) { return std::round(random.normal() * 0x1.0p12) * 0x1.0p-12; }

double smallInteger(Random& random) { return static_cast<double>(random.below(7)) - 3.0; }

double drawParameter(SegmentKind kind, Random& random) {
  switch (kind) {
    case SegmentKind::kInteger:
      return smallInteger(random);
    case SegmentKind::kSparse:
      return random.below(10) < 6 ? 0.0 : smallInteger(random);
    case SegmentKind::kSmallStep:
      return random.normal();
    default:
      return shortNormal(random);
  }
}

void duplicateNeurons(Network& network, Random& random) {
  for (int l = 1; l <= network.architecture.hiddenLayerCount(); ++l) {
    MutableWeightView weight = network.weight(l);
    MutableBiasView bias = network.bias(l);
    if (weight.rows() < 2) continue;
    weight.row(1) = weight.row(0).eval();
    bias(1) = bias(0);
    const std::uint64_t choice = random.below(3);
    if (weight.rows() > 2 && choice == 0) {
      weight.row(2).setZero();
      bias(2) = 0.0;
    }
  }
}

void putOnBoundary(Network& network, const Matrix& inputs, Random& random) {
  MutableWeightView weight = network.weight(1);
  MutableBiasView bias = network.bias(1);
  for (Eigen::Index j = 0; j < weight.rows(); ++j) {
    const auto i =
        static_cast<Eigen::Index>(random.below(static_cast<std::uint64_t>(inputs.rows())));
    bias(j) = -weight.row(j).dot(inputs.row(i));
  }
}

}  // namespace

Segment randomSegment(SegmentKind kind, std::uint64_t seed, int depthLimit) {
  Random random(seed, static_cast<std::uint64_t>(kind));
  Architecture shape;
  int depth = 1;
  while (depth < depthLimit && random.below(10) < 3) ++depth;
  if (kind == SegmentKind::kExtremeScale) depth = std::min(depth, 3);
  shape.widths.push_back(1 + static_cast<int>(random.below(3)));
  for (int l = 0; l < depth; ++l) {
    shape.widths.push_back(1 + static_cast<int>(random.below(depth > 3 ? 4 : 8)));
  }
  shape.widths.push_back(1);
  const double slopes[] = {0.0, 0.0, 0.0, 0.25, 0.01};
  shape.leakySlope = slopes[random.below(5)];

  Segment segment{{shape, Vector(shape.parameterCount())}, {shape, {}}, {}};
  const auto samples = static_cast<Eigen::Index>(1 + random.below(4));
  segment.inputs.resize(samples, shape.inputCount());
  const bool integral = kind == SegmentKind::kInteger || kind == SegmentKind::kSparse;
  for (double& x : segment.inputs.reshaped()) {
    x = integral ? smallInteger(random) : shortNormal(random);
  }
  for (double& p : segment.from.parameters) p = drawParameter(kind, random);
  segment.to.parameters = segment.from.parameters;
  for (double& p : segment.to.parameters) {
    const double drawn = drawParameter(kind, random);
    p = kind == SegmentKind::kSmallStep ? p + 0.02 * drawn : drawn;
  }
  if (kind == SegmentKind::kSparse) {
    duplicateNeurons(segment.from, random);
    Random same = random;
    duplicateNeurons(segment.to, same);
    if (samples > 1) segment.inputs.row(1) = segment.inputs.row(0).eval();
  }
  if (kind == SegmentKind::kEndsOnBoundary) {
    const std::uint64_t which = random.below(3);
    if (which != 0) putOnBoundary(segment.from, segment.inputs, random);
    if (which != 1) putOnBoundary(segment.to, segment.inputs, random);
  }
  if (kind == SegmentKind::kExtremeScale) {
    const double scale = random.below(2) == 0 ? 0x1.0p40 : 0x1.0p-40;
    segment.from.parameters *= scale;
    segment.to.parameters *= scale;
  }
  return segment;
}

Network networkAt(const Segment& segment, double tau) {
  return {segment.from.architecture,
          (1.0 - tau) * segment.from.parameters + tau * segment.to.parameters};
}

}  // namespace adamscope::testing
