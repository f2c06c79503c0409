#include "core/regions/exact_slice.h"

#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace adamscope {

namespace {

// Hidden maps of this many faces are remembered; they are large, and lookups come in clusters.
constexpr std::size_t kRememberedFaces = 64;

Dyadic minor(const Dyadic& a, const Dyadic& b, const Dyadic& c, const Dyadic& d) {
  return a * d - b * c;
}

/// a / b correct to a few ulps; never 0 unless a is.
double quotient(const Dyadic& a, const Dyadic& b) {
  if (a.isZero()) return 0.0;
  const auto leading = [](const Dyadic& x, int& exponent) {
    const BigInt magnitude = abs(x.mantissa());
    const int bits = static_cast<int>(msb(magnitude)) + 1;
    exponent = x.exponent() + bits;
    return Dyadic(magnitude, -bits).toDouble() * x.sign();  // in [1/2, 1]
  };
  int exponentA = 0;
  int exponentB = 0;
  const double headA = leading(a, exponentA);
  const double headB = leading(b, exponentB);
  const double value = std::ldexp(headA / headB, exponentA - exponentB);
  if (value != 0.0) return value;
  return std::copysign(std::numeric_limits<double>::min(), headA * headB);
}

}  // namespace

ExactSlice::ExactSlice(const Network& network, const InputSlice& slice, const SliceDomain& domain,
                       const LevelMasks& masks)
    : network_(network), slice_(slice), domain_(domain), masks_(masks) {}

int ExactSlice::signAt(int layer, int neuron, const VertexRef& vertex) {
  moveTo(vertex);
  return preactivation(layer, neuron).sign();
}

double ExactSlice::valueAt(int layer, int neuron, const VertexRef& vertex) {
  moveTo(vertex);
  return quotient(preactivation(layer, neuron), point_[2]);
}

double ExactSlice::fractionAt(int layer, int neuron, const VertexRef& first,
                              const VertexRef& second) {
  moveTo(first);
  Dyadic a = preactivation(layer, neuron);
  const Dyadic denominator = point_[2];
  moveTo(second);
  Dyadic b = preactivation(layer, neuron);
  // a / D1 over a / D1 + b / D2, all without rounding.
  a = a * point_[2];
  b = b * denominator;
  if (a.sign() < 0) a = -a;
  if (b.sign() < 0) b = -b;
  return quotient(a, a + b);
}

SlicePoint ExactSlice::pointAt(const VertexRef& vertex) {
  moveTo(vertex);
  return {quotient(point_[0], point_[2]), quotient(point_[1], point_[2])};
}

ExactSlice::Affine ExactSlice::side(int index) const {
  const Dyadic one(1.0);
  const Dyadic zero;
  // A one-dimensional slice lies on t = 0.
  const bool flat = slice_.dimension() == 1;
  switch (index) {
    case 0:
      return {zero, one, flat ? zero : Dyadic(-domain_.yMin)};
    case 1:
      return {one, zero, Dyadic(-domain_.xMax)};
    case 2:
      return {zero, one, Dyadic(-domain_.yMax)};
    default:
      return {one, zero, Dyadic(-domain_.xMin)};
  }
}

ExactSlice::Affine ExactSlice::line(const LineRef& ref) {
  if (ref.layer == 0) return side(ref.neuron);
  return preactivationMap(hiddenMap(ref.layer - 1, ref.parentFace), ref.layer, ref.neuron);
}

ExactSlice::Affine ExactSlice::preactivationMap(const std::vector<Affine>& below, int layer,
                                                int neuron) const {
  const WeightView weight = network_.weight(layer);
  Affine map{Dyadic(), Dyadic(), Dyadic(network_.bias(layer)(neuron))};
  for (std::size_t k = 0; k < below.size(); ++k) {
    const double w = weight(neuron, static_cast<Eigen::Index>(k));
    if (w == 0.0) continue;
    const Dyadic exactWeight(w);
    for (std::size_t c = 0; c < 3; ++c) {
      if (!below[k][c].isZero()) map[c] += exactWeight * below[k][c];
    }
  }
  return map;
}

std::vector<ExactSlice::Affine> ExactSlice::nextHiddenMap(const std::vector<Affine>& below,
                                                          int level, int layer, int face) const {
  const Architecture& shape = network_.architecture;
  const Dyadic slope(shape.leakySlope);
  std::vector<Affine> maps(static_cast<std::size_t>(shape.width(layer)));
  for (int j = 0; j < shape.width(layer); ++j) {
    const bool active = masks_.isActive(level, face, layer, j);
    if (!active && slope.isZero()) continue;
    Affine map = preactivationMap(below, layer, j);
    if (!active) {
      for (Dyadic& c : map) c = c * slope;
    }
    maps[static_cast<std::size_t>(j)] = std::move(map);
  }
  return maps;
}

const std::vector<ExactSlice::Affine>& ExactSlice::hiddenMap(int level, int face) {
  const std::pair<int, int> key{level, level == 0 ? 0 : face};
  const auto found = hiddenMaps_.find(key);
  if (found != hiddenMaps_.end()) return found->second;
  const int inputs = network_.architecture.inputCount();
  std::vector<Affine> map(static_cast<std::size_t>(inputs));
  for (int i = 0; i < inputs; ++i) {
    const bool flat = slice_.dimension() == 1;
    map[static_cast<std::size_t>(i)] = {Dyadic(slice_.directions(i, 0)),
                                        flat ? Dyadic() : Dyadic(slice_.directions(i, 1)),
                                        Dyadic(slice_.origin(i))};
  }
  for (int layer = 1; layer <= level; ++layer) map = nextHiddenMap(map, level, layer, face);
  if (hiddenMaps_.size() >= kRememberedFaces) hiddenMaps_.clear();
  return hiddenMaps_.emplace(key, std::move(map)).first->second;
}

void ExactSlice::moveTo(const VertexRef& vertex) {
  if (hasCurrent_ && current_ == vertex) return;
  const Affine a = line(vertex.first);
  const Affine b = line(vertex.second);
  point_ = {minor(a[1], a[2], b[1], b[2]), minor(a[2], a[0], b[2], b[0]),
            minor(a[0], a[1], b[0], b[1])};
  ADAMSCOPE_CHECK(!point_[2].isZero(), "a vertex must be where two lines cross");
  if (point_[2].sign() < 0) {
    for (Dyadic& c : point_) c = -c;
  }
  current_ = vertex;
  hasCurrent_ = true;
  values_.clear();
}

const std::vector<Dyadic>& ExactSlice::hiddenValues(int layer) {
  const Architecture& shape = network_.architecture;
  if (values_.empty()) {
    std::vector<Dyadic> input(static_cast<std::size_t>(shape.inputCount()));
    for (int i = 0; i < shape.inputCount(); ++i) {
      Dyadic x = Dyadic(slice_.directions(i, 0)) * point_[0] + Dyadic(slice_.origin(i)) * point_[2];
      if (slice_.dimension() == 2) x += Dyadic(slice_.directions(i, 1)) * point_[1];
      input[static_cast<std::size_t>(i)] = std::move(x);
    }
    values_.push_back(std::move(input));
  }
  while (static_cast<int>(values_.size()) <= layer) {
    const int next = static_cast<int>(values_.size());
    std::vector<Dyadic> hidden;
    hidden.reserve(static_cast<std::size_t>(shape.width(next)));
    for (int j = 0; j < shape.width(next); ++j) {
      const Dyadic z = preactivation(next, j);
      hidden.push_back(z.sign() > 0 ? z : z * Dyadic(shape.leakySlope));
    }
    values_.push_back(std::move(hidden));
  }
  return values_[static_cast<std::size_t>(layer)];
}

Dyadic ExactSlice::preactivation(int layer, int neuron) {
  const std::vector<Dyadic>& below = hiddenValues(layer - 1);
  const WeightView weight = network_.weight(layer);
  Dyadic sum = Dyadic(network_.bias(layer)(neuron)) * point_[2];
  for (std::size_t k = 0; k < below.size(); ++k) {
    const double w = weight(neuron, static_cast<Eigen::Index>(k));
    if (w != 0.0 && !below[k].isZero()) sum += Dyadic(w) * below[k];
  }
  return sum;
}

}  // namespace adamscope
