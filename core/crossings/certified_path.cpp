#include "core/crossings/certified_path.h"

#include <algorithm>
#include <cmath>

#include "core/crossings/rounding.h"

namespace adamscope {

namespace {

// Added to each error so that underflow is covered: products of anything above 2^-1074 / u.
constexpr double kUnderflowFloor = 0x1.0p-960;

double binomial(int n, int k) {
  if (k == 0 || k == n) return 1.0;
  double result = 1.0;  // exact: all intermediate values are integers below 2^53
  for (int i = 0; i < k; ++i) result = result * (n - i) / (i + 1);
  return result;
}

}  // namespace

void CertifiedPath::Layer::resize(std::size_t pieces) {
  const std::size_t count = pieces * static_cast<std::size_t>(width);
  values.assign(count, Value{});
  coefficients.assign(count * static_cast<std::size_t>(degree + 1), 0.0);
}

CertifiedPath::Value& CertifiedPath::Layer::value(std::size_t piece, int neuron) {
  return values[piece * static_cast<std::size_t>(width) + static_cast<std::size_t>(neuron)];
}

double* CertifiedPath::Layer::polynomial(std::size_t piece, int neuron) {
  const std::size_t index =
      piece * static_cast<std::size_t>(width) + static_cast<std::size_t>(neuron);
  return coefficients.data() + index * static_cast<std::size_t>(degree + 1);
}

bool CertifiedPath::follow(const Network& from, const Network& to, std::span<const double> input,
                           std::span<const NeuronVerdict> verdicts,
                           std::vector<BracketedCrossing>& crossings) {
  const Architecture& shape = from.architecture;
  std::size_t open = verdicts.size();  // one past the last undecided neuron
  while (open > 0 && verdicts[open - 1] != NeuronVerdict::kUndecided) --open;

  breaks_.clear();
  inputs_.width = shape.inputCount();
  inputs_.degree = 0;
  inputs_.resize(1);
  for (int k = 0; k < inputs_.width; ++k) {
    const double x = input[static_cast<std::size_t>(k)];
    *inputs_.polynomial(0, k) = x;
    inputs_.value(0, k) = {std::abs(x), 0.0, x == 0.0};
  }
  const std::size_t before = crossings.size();
  std::size_t first = 0;
  for (int layer = 1; first < open; ++layer) {
    const auto width = static_cast<std::size_t>(shape.width(layer));
    const bool isLast = first + width >= open;
    if (layer > kMaxCertifiedDegree ||
        !followLayer(from, to, layer, isLast, verdicts.subspan(first, width), crossings)) {
      crossings.resize(before);
      return false;
    }
    first += width;
  }
  return true;
}

bool CertifiedPath::followLayer(const Network& from, const Network& to, int layer, bool isLast,
                                std::span<const NeuronVerdict> verdicts,
                                std::vector<BracketedCrossing>& crossings) {
  const Architecture& shape = from.architecture;
  preactivations_.width = shape.width(layer);
  preactivations_.degree = layer;
  const std::size_t pieces = breaks_.size() + 1;
  preactivations_.resize(pieces);
  signAtStart_.assign(verdicts.size(), -1);
  const std::size_t before = crossings.size();
  for (int j = 0; j < preactivations_.width; ++j) {
    const NeuronVerdict verdict = verdicts[static_cast<std::size_t>(j)];
    const bool undecided = verdict == NeuronVerdict::kUndecided;
    if (verdict == NeuronVerdict::kOn) signAtStart_[static_cast<std::size_t>(j)] = 1;
    if (isLast && !undecided) continue;
    if (verdict == NeuronVerdict::kOff && shape.leakySlope == 0.0) continue;
    for (std::size_t p = 0; p < pieces; ++p) preactivation(from, to, layer, j, p);
    if (undecided && !findFlips(layer, j, crossings)) return false;
  }
  if (isLast) return true;
  const std::span<const BracketedCrossing> flips = std::span(crossings).subspan(before);
  if (!cutAt(flips)) return false;
  activate(shape, verdicts, flips);
  breaks_.swap(newBreaks_);
  return true;
}

void CertifiedPath::preactivation(const Network& from, const Network& to, int layer, int neuron,
                                  std::size_t piece) {
  const Architecture& shape = from.architecture;
  const std::ptrdiff_t row = shape.weightOffset(layer) + std::ptrdiff_t{neuron} * inputs_.width;
  const double* w0 = from.parameters.data() + row;
  const double* w1 = to.parameters.data() + row;
  double* c = preactivations_.polynomial(piece, neuron);
  Value sum{0.0, 0.0, true};
  // The weights' part, for inputs of degree kDegree, or -1 where it is known at run time only. It
  // has no branches: a zero input has zero coefficients, magnitude and error.
  const auto weighInputs = [&]<int kDegree>() {
    const int degree = kDegree >= 0 ? kDegree : inputs_.degree;
    double sums[kDegree >= 0 ? kDegree + 2 : kMaxCertifiedDegree + 1] = {};
    const Value* value = &inputs_.value(piece, 0);
    const double* h = inputs_.polynomial(piece, 0);
    for (int k = 0; k < inputs_.width; ++k, ++value, h += degree + 1) {
      for (int i = 0; i <= degree; ++i) {
        sums[i] += w0[k] * h[i];
        sums[i + 1] += w1[k] * h[i];
      }
      const double w = std::max(std::abs(w0[k]), std::abs(w1[k]));
      sum.isZero = sum.isZero && (value->isZero || w == 0.0);
      sum.magnitude += w * value->magnitude;
      sum.error += w * value->error;
    }
    std::copy_n(sums, degree + 2, c);
  };
  const int n = inputs_.degree;
  if (n == 0) weighInputs.template operator()<0>();
  if (n == 1) weighInputs.template operator()<1>();
  if (n == 2) weighInputs.template operator()<2>();
  if (n > 2) weighInputs.template operator()<-1>();

  const std::ptrdiff_t biasIndex = shape.biasOffset(layer) + neuron;
  const double b0 = from.parameters(biasIndex);
  const double b1 = to.parameters(biasIndex);
  if (b0 != 0.0 || b1 != 0.0) {  // times (tau + (1 - tau))^n
    sum.isZero = false;
    for (int i = 0; i <= n; ++i) {
      c[i] += b0 * binomial(n, i);
      c[i + 1] += b1 * binomial(n, i);
    }
    sum.magnitude += std::max(std::abs(b0), std::abs(b1));
  }
  Value& result = preactivations_.value(piece, neuron);
  result.isZero = sum.isZero;
  if (sum.isZero) return;
  // Each coefficient adds up at most 2 inputs + 2 products (the bias has exact factors).
  const double gamma = roundingGamma(2.0 * inputs_.width + 6.0);
  result.error = (sum.error + gamma * (sum.magnitude + sum.error) + kUnderflowFloor) * kRoundUp;
  result.magnitude = (sum.magnitude + result.error) * kRoundUp;
}

bool CertifiedPath::findFlips(int layer, int neuron, std::vector<BracketedCrossing>& crossings) {
  const int n = preactivations_.degree;
  int previous = 0;
  for (std::size_t p = 0; p <= breaks_.size(); ++p) {
    int sign = -1;
    roots_.clear();
    const Value& value = preactivations_.value(p, neuron);
    if (!value.isZero) {
      BernsteinPolynomial polynomial;
      polynomial.degree = n;
      const double* c = preactivations_.polynomial(p, neuron);
      for (int i = 0; i <= n; ++i) {
        polynomial.coefficients[static_cast<std::size_t>(i)] = c[i] / binomial(n, i);
      }
      polynomial.error = (value.error + 2.0 * kUnitRoundoff * value.magnitude) * kRoundUp;
      // The search covers the brackets at both ends, so that the sign there is certain no matter
      // where in its bracket the true breakpoint lies.
      const double low = p == 0 ? 0.0 : breaks_[p - 1].low;
      const double high = p == breaks_.size() ? 1.0 : breaks_[p].high;
      sign = isolateCertifiedRoots(polynomial, low, high, roots_);
      if (sign == 0) return false;
    }
    if (p == 0) signAtStart_[static_cast<std::size_t>(neuron)] = static_cast<signed char>(sign);
    // An identically zero piece next to a positive one, which only a tie can cause.
    if (p > 0 && sign != previous) return false;
    for (const CertifiedRoot& root : roots_) {
      if (p > 0 && root.low <= breaks_[p - 1].high) return false;
      if (p < breaks_.size() && root.high >= breaks_[p].low) return false;
      sign = -sign;
      crossings.push_back({root, layer, neuron, sign});
    }
    previous = sign;
  }
  return true;
}

bool CertifiedPath::cutAt(std::span<const BracketedCrossing> flips) {
  newBreaks_ = breaks_;
  for (const BracketedCrossing& flip : flips) newBreaks_.push_back(flip.root);
  std::sort(newBreaks_.begin(), newBreaks_.end(),
            [](const CertifiedRoot& a, const CertifiedRoot& b) { return a.low < b.low; });
  for (std::size_t i = 1; i < newBreaks_.size(); ++i) {
    if (newBreaks_[i].low <= newBreaks_[i - 1].high) return false;
  }
  return true;
}

void CertifiedPath::activate(const Architecture& architecture,
                             std::span<const NeuronVerdict> verdicts,
                             std::span<const BracketedCrossing> flips) {
  const double slope = architecture.leakySlope;
  const std::size_t pieces = newBreaks_.size() + 1;
  inputs_.width = preactivations_.width;
  inputs_.degree = preactivations_.degree;
  inputs_.resize(pieces);
  const auto coefficientCount = static_cast<std::size_t>(inputs_.degree) + 1;
  std::size_t nextFlip = 0;  // the flips come neuron by neuron, ascending in tau
  for (int j = 0; j < inputs_.width; ++j) {
    int sign = signAtStart_[static_cast<std::size_t>(j)];
    std::size_t oldPiece = 0;
    for (std::size_t p = 0; p < pieces; ++p) {
      if (p > 0) {
        const double cut = newBreaks_[p - 1].low;
        if (oldPiece < breaks_.size() && breaks_[oldPiece].low == cut) ++oldPiece;
        if (nextFlip < flips.size() && flips[nextFlip].neuron == j &&
            flips[nextFlip].root.low == cut) {
          sign = -sign;
          ++nextFlip;
        }
      }
      const Value& z = preactivations_.value(oldPiece, j);
      Value& h = inputs_.value(p, j);
      const bool unused = verdicts[static_cast<std::size_t>(j)] == NeuronVerdict::kOff;
      h.isZero = (sign < 0 && slope == 0.0) || (unused && slope == 0.0) || z.isZero;
      if (h.isZero) continue;
      const double factor = sign > 0 ? 1.0 : slope;
      const double* source = preactivations_.polynomial(oldPiece, j);
      double* target = inputs_.polynomial(p, j);
      for (std::size_t i = 0; i < coefficientCount; ++i) target[i] = factor * source[i];
      h.magnitude = factor * z.magnitude * kRoundUp;
      h.error = (factor * z.error + 2.0 * kUnitRoundoff * h.magnitude + kUnderflowFloor) * kRoundUp;
    }
  }
}

}  // namespace adamscope
