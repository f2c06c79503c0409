#include "core/regions/exact_slice.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace adamscope {

namespace {

// Hidden maps of this many faces are remembered; they are large, and lookups come in clusters.
constexpr std::size_t kRememberedFaces = 64;
// A bounded value is taken when its error is below this share of it.
constexpr double kAcceptedRelativeError = 1e-6;
// A position on an edge is taken when its error is below this.
constexpr double kAcceptedFractionError = 1e-8;

template <class Scalar>
Scalar minor(const Scalar& a, const Scalar& b, const Scalar& c, const Scalar& d) {
  return a * d - b * c;
}

/// -1, 0, 1, or nothing certain.
constexpr int kUncertain = 2;
int certainSign(const Dyadic& x) { return x.sign(); }
int certainSign(const Bounded& x) {
  if (x.isZero()) return 0;
  if (!(std::abs(x.value) > x.error)) return kUncertain;
  return x.value > 0.0 ? 1 : -1;
}

/// The activation function; for a bounded number with its slope at most 1, the error stays.
Dyadic activated(const Dyadic& z, const Dyadic& slope) { return z.sign() > 0 ? z : z * slope; }
Bounded activated(const Bounded& z, const Bounded& slope) {
  if (z.value > z.error) return z;
  if (z.value <= -z.error) return slope.isZero() ? Bounded() : z * slope;
  const Bounded low = z * slope;
  return {z.value > 0.0 ? z.value : low.value, z.error + low.error};
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
    : bounded_(network, slice, domain, masks), exact_(network, slice, domain, masks) {}

int ExactSlice::signAt(int layer, int neuron, const VertexRef& vertex) {
  if (bounded_.moveTo(vertex)) {
    const int sign = certainSign(bounded_.preactivation(layer, neuron));
    if (sign != kUncertain) return sign;
  }
  exact_.moveTo(vertex);
  return exact_.preactivation(layer, neuron).sign();
}

CertifiedValue ExactSlice::valueAt(int layer, int neuron, const VertexRef& vertex) {
  if (bounded_.moveTo(vertex)) {
    const Bounded z = bounded_.preactivation(layer, neuron);
    if (z.isZero()) return {};
    const Bounded& scale = bounded_.scale();
    const double relative = z.error / std::abs(z.value) + scale.error / scale.value;
    const double value = z.value / scale.value;
    if (relative < 0.25 * kAcceptedRelativeError && std::isnormal(value)) {
      return {value, 2.0 * relative + 0x1.0p-50};
    }
  }
  exact_.moveTo(vertex);
  return {quotient(exact_.preactivation(layer, neuron), exact_.scale()), 0x1.0p-50};
}

CertifiedValue ExactSlice::fractionAt(int layer, int neuron, const VertexRef& first,
                                      const VertexRef& second) {
  const CertifiedValue a = valueAt(layer, neuron, first);
  const CertifiedValue b = valueAt(layer, neuron, second);
  const double sizeA = std::abs(a.value);
  const double sizeB = std::abs(b.value);
  const double relativeError = a.relativeError + b.relativeError + 0x1.0p-50;
  constexpr double kSafe = 1e290;  // sums and quotients of such sizes stay normal
  if (relativeError < kAcceptedFractionError && std::max(sizeA, sizeB) < kSafe &&
      std::min(sizeA, sizeB) > 1.0 / kSafe) {
    return {sizeA / (sizeA + sizeB), relativeError};
  }
  exact_.moveTo(first);
  Dyadic numerator = exact_.preactivation(layer, neuron);
  const Dyadic firstScale = exact_.scale();
  exact_.moveTo(second);
  Dyadic other = exact_.preactivation(layer, neuron) * firstScale;
  numerator = numerator * exact_.scale();
  if (numerator.sign() < 0) numerator = -numerator;
  if (other.sign() < 0) other = -other;
  return {quotient(numerator, numerator + other), 0x1.0p-50};
}

template <class Scalar>
SliceEvaluator<Scalar>::SliceEvaluator(const Network& network, const InputSlice& slice,
                                       const SliceDomain& domain, const LevelMasks& masks)
    : network_(network), slice_(slice), domain_(domain), masks_(masks) {}

template <class Scalar>
typename SliceEvaluator<Scalar>::Affine SliceEvaluator<Scalar>::side(int index) const {
  const Scalar one(1.0);
  const Scalar zero;
  // A one-dimensional slice lies on t = 0.
  const bool flat = slice_.dimension() == 1;
  switch (index) {
    case 0:
      return {zero, one, flat ? zero : Scalar(-domain_.yMin)};
    case 1:
      return {one, zero, Scalar(-domain_.xMax)};
    case 2:
      return {zero, one, Scalar(-domain_.yMax)};
    default:
      return {one, zero, Scalar(-domain_.xMin)};
  }
}

template <class Scalar>
typename SliceEvaluator<Scalar>::Affine SliceEvaluator<Scalar>::line(const LineRef& ref) {
  if (ref.layer == 0) return side(ref.neuron);
  return preactivationMap(hiddenMap(ref.layer - 1, ref.parentFace), ref.layer, ref.neuron);
}

template <class Scalar>
typename SliceEvaluator<Scalar>::Affine SliceEvaluator<Scalar>::preactivationMap(
    const std::vector<Affine>& below, int layer, int neuron) const {
  const WeightView weight = network_.weight(layer);
  Affine map{Scalar(), Scalar(), Scalar(network_.bias(layer)(neuron))};
  for (std::size_t k = 0; k < below.size(); ++k) {
    const double w = weight(neuron, static_cast<Eigen::Index>(k));
    if (w == 0.0) continue;
    const Scalar exactWeight(w);
    for (std::size_t c = 0; c < 3; ++c) {
      if (!below[k][c].isZero()) map[c] += exactWeight * below[k][c];
    }
  }
  return map;
}

template <class Scalar>
std::vector<typename SliceEvaluator<Scalar>::Affine> SliceEvaluator<Scalar>::nextHiddenMap(
    const std::vector<Affine>& below, int level, int layer, int face) const {
  const Architecture& shape = network_.architecture;
  const Scalar slope(shape.leakySlope);
  std::vector<Affine> maps(static_cast<std::size_t>(shape.width(layer)));
  for (int j = 0; j < shape.width(layer); ++j) {
    const bool active = masks_.isActive(level, face, layer, j);
    if (!active && slope.isZero()) continue;
    Affine map = preactivationMap(below, layer, j);
    if (!active) {
      for (Scalar& c : map) c = c * slope;
    }
    maps[static_cast<std::size_t>(j)] = std::move(map);
  }
  return maps;
}

template <class Scalar>
const std::vector<typename SliceEvaluator<Scalar>::Affine>& SliceEvaluator<Scalar>::hiddenMap(
    int level, int face) {
  const std::pair<int, int> key{level, level == 0 ? 0 : face};
  const auto found = hiddenMaps_.find(key);
  if (found != hiddenMaps_.end()) return found->second;
  const int inputs = network_.architecture.inputCount();
  std::vector<Affine> map(static_cast<std::size_t>(inputs));
  for (int i = 0; i < inputs; ++i) {
    const bool flat = slice_.dimension() == 1;
    map[static_cast<std::size_t>(i)] = {Scalar(slice_.directions(i, 0)),
                                        flat ? Scalar() : Scalar(slice_.directions(i, 1)),
                                        Scalar(slice_.origin(i))};
  }
  for (int layer = 1; layer <= level; ++layer) map = nextHiddenMap(map, level, layer, face);
  if (hiddenMaps_.size() >= kRememberedFaces) hiddenMaps_.clear();
  return hiddenMaps_.emplace(key, std::move(map)).first->second;
}

template <class Scalar>
bool SliceEvaluator<Scalar>::moveTo(const VertexRef& vertex) {
  if (hasCurrent_ && current_ == vertex) return isCertain_;
  const Affine a = line(vertex.first);
  const Affine b = line(vertex.second);
  point_ = {minor(a[1], a[2], b[1], b[2]), minor(a[2], a[0], b[2], b[0]),
            minor(a[0], a[1], b[0], b[1])};
  const int sign = certainSign(point_[2]);
  ADAMSCOPE_CHECK(sign != 0, "a vertex must be where two lines cross");
  if (sign < 0) {
    for (Scalar& c : point_) c = -c;
  }
  current_ = vertex;
  hasCurrent_ = true;
  values_.clear();
  isCertain_ = sign != kUncertain;
  return isCertain_;
}

template <class Scalar>
const std::vector<Scalar>& SliceEvaluator<Scalar>::hiddenValues(int layer) {
  const Architecture& shape = network_.architecture;
  if (values_.empty()) {
    std::vector<Scalar> input(static_cast<std::size_t>(shape.inputCount()));
    for (int i = 0; i < shape.inputCount(); ++i) {
      Scalar x = Scalar(slice_.directions(i, 0)) * point_[0];
      x += Scalar(slice_.origin(i)) * point_[2];
      if (slice_.dimension() == 2) x += Scalar(slice_.directions(i, 1)) * point_[1];
      input[static_cast<std::size_t>(i)] = std::move(x);
    }
    values_.push_back(std::move(input));
  }
  while (static_cast<int>(values_.size()) <= layer) {
    const int next = static_cast<int>(values_.size());
    std::vector<Scalar> hidden;
    hidden.reserve(static_cast<std::size_t>(shape.width(next)));
    for (int j = 0; j < shape.width(next); ++j) {
      hidden.push_back(activated(preactivation(next, j), Scalar(shape.leakySlope)));
    }
    values_.push_back(std::move(hidden));
  }
  return values_[static_cast<std::size_t>(layer)];
}

template <class Scalar>
Scalar SliceEvaluator<Scalar>::preactivation(int layer, int neuron) {
  const std::vector<Scalar>& below = hiddenValues(layer - 1);
  const WeightView weight = network_.weight(layer);
  Scalar sum = Scalar(network_.bias(layer)(neuron)) * point_[2];
  for (std::size_t k = 0; k < below.size(); ++k) {
    const double w = weight(neuron, static_cast<Eigen::Index>(k));
    if (w != 0.0 && !below[k].isZero()) sum += Scalar(w) * below[k];
  }
  return sum;
}

template class SliceEvaluator<Dyadic>;
template class SliceEvaluator<Bounded>;

}  // namespace adamscope
