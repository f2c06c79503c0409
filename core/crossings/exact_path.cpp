#include "core/crossings/exact_path.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace adamscope {

namespace {

using Coefficients = std::vector<BigInt>;

// The largest e <= limit such that value is an integer times 2^e.
int leastExponent(double value, int limit) {
  if (value == 0.0) return limit;
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(std::abs(fraction), 53));
  return std::min(limit, exponent - 53 + std::countr_zero(mantissa));
}

template <class Range>
int leastExponentOf(const Range& values, int limit) {
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    limit = leastExponent(values.data()[i], limit);
  }
  return limit;
}

// value / 2^exponent, which must be an integer.
BigInt integerAt(double value, int exponent) {
  const Dyadic exact(value);
  if (exact.isZero()) return 0;
  if (exact.exponent() >= exponent) return exact.mantissaAt(exponent);
  return exact.mantissa() / (BigInt(1) << static_cast<unsigned>(exponent - exact.exponent()));
}

template <class Range>
std::vector<BigInt> integersAt(const Range& values, int exponent) {
  std::vector<BigInt> result;
  result.reserve(static_cast<std::size_t>(values.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    result.push_back(integerAt(values.data()[i], exponent));
  }
  return result;
}

// How the mask runs over one open piece (left, right) of a neuron's path.
struct MaskRun {
  bool first = false;
  bool last = false;
  std::vector<AlgebraicNumber> changes;
};

MaskRun runOnPiece(const Coefficients& z, AlgebraicNumber& left, AlgebraicNumber& right) {
  MaskRun run;
  bool anyPositive = false;
  bool anyNegative = false;
  for (const BigInt& c : z) {
    anyPositive = anyPositive || c.sign() > 0;
    anyNegative = anyNegative || c.sign() < 0;
  }
  if (!anyPositive || !anyNegative) {  // no sign change inside (0, 1); identically zero is off
    run.first = run.last = anyPositive;
    return run;
  }
  const IntegerPolynomial p = IntegerPolynomial::fromHomogeneous(z).withoutPowersOfTwo();
  std::vector<AlgebraicNumber> points{left};
  for (AlgebraicNumber& root : rootsInUnitInterval(p)) {
    if (compare(root, left) > 0 && compare(root, right) < 0) points.push_back(std::move(root));
  }
  points.push_back(right);
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const bool active = p.signAt(dyadicBetween(points[i], points[i + 1])) > 0;
    if (i == 0) run.first = active;
    if (i > 0 && active != run.last) run.changes.push_back(points[i]);
    run.last = active;
  }
  return run;
}

// Index of the first element that is not below the number, and whether it is equal to it.
std::pair<std::size_t, bool> locate(std::vector<AlgebraicNumber>& sorted, AlgebraicNumber& number) {
  std::size_t low = 0;
  std::size_t high = sorted.size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    const int order = compare(sorted[mid], number);
    if (order == 0) return {mid, true};
    if (order < 0) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return {low, false};
}

void insertDistinct(std::vector<AlgebraicNumber>& sorted, AlgebraicNumber number) {
  const auto [index, found] = locate(sorted, number);
  if (!found) sorted.insert(sorted.begin() + static_cast<std::ptrdiff_t>(index), number);
}

}  // namespace

// What is known about the sample between its breakpoints, up to some layer.
struct ExactSegment::Path {
  std::vector<AlgebraicNumber> breaks;               // ascending, inside (0, 1)
  std::vector<std::vector<Polynomial>> activations;  // [piece][neuron], breaks.size() + 1 pieces
  int exponent = 0;                                  // activations are integers times 2^exponent
  AlgebraicNumber zero{Dyadic(0.0)};
  AlgebraicNumber one{Dyadic(1.0)};
};

// The mask of one neuron over the segment.
struct ExactSegment::NeuronTrack {
  bool startsActive = false;  // right after tau = 0
  bool endsActive = false;    // right before tau = 1
  bool turnsOnAtZero = false;
  bool turnsOffAtOne = false;
  std::vector<AlgebraicNumber> flips;  // inside (0, 1)
};

ExactSegment::ExactSegment(const Network& from, const Network& to) {
  const Network* ends[2] = {&from, &to};
  for (int l = 1; l <= from.architecture.hiddenLayerCount(); ++l) {
    Layer& layer = layers_.emplace_back();
    layer.inputs = from.architecture.width(l - 1);
    layer.outputs = from.architecture.width(l);
    for (const Network* end : ends) {
      layer.exponent = leastExponentOf(end->weight(l), layer.exponent);
      layer.exponent = leastExponentOf(end->bias(l), layer.exponent);
    }
    for (int e = 0; e < 2; ++e) {
      layer.weights[e] = integersAt(ends[e]->weight(l), layer.exponent);
      layer.biases[e] = integersAt(ends[e]->bias(l), layer.exponent);
    }
  }
  slopeExponent_ = leastExponent(from.architecture.leakySlope, 0);
  slopeMantissa_ = integerAt(from.architecture.leakySlope, slopeExponent_);
}

ExactSegment::Polynomial ExactSegment::preactivation(const Layer& layer, int neuron,
                                                     const std::vector<Polynomial>& inputs,
                                                     int inputExponent, int degree) const {
  Polynomial z(static_cast<std::size_t>(degree) + 1, BigInt(0));
  const std::size_t row = static_cast<std::size_t>(neuron) * static_cast<std::size_t>(layer.inputs);
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    for (std::size_t i = 0; i < inputs[k].size(); ++i) {
      if (inputs[k][i].is_zero()) continue;
      z[i] += layer.weights[0][row + k] * inputs[k][i];
      z[i + 1] += layer.weights[1][row + k] * inputs[k][i];
    }
  }
  BigInt binomial = 1;  // the bias times (tau + (1 - tau))^(degree - 1)
  for (int i = 0; i < degree; ++i) {
    const BigInt unit = binomial << static_cast<unsigned>(-inputExponent);
    z[static_cast<std::size_t>(i)] += layer.biases[0][static_cast<std::size_t>(neuron)] * unit;
    z[static_cast<std::size_t>(i) + 1] += layer.biases[1][static_cast<std::size_t>(neuron)] * unit;
    binomial = binomial * (degree - 1 - i) / (i + 1);
  }
  return z;
}

void ExactSegment::activate(Path& path, const std::vector<std::vector<Polynomial>>& preactivations,
                            std::vector<NeuronTrack>& tracks) const {
  std::vector<AlgebraicNumber> breaks = path.breaks;
  for (const NeuronTrack& track : tracks) {
    for (const AlgebraicNumber& flip : track.flips) insertDistinct(breaks, flip);
  }
  // oldPiece[p]: the piece before the cut that holds the new piece p.
  std::vector<std::size_t> oldPiece(breaks.size() + 1, 0);
  for (AlgebraicNumber& old : path.breaks) {
    for (std::size_t p = locate(breaks, old).first + 1; p < oldPiece.size(); ++p) ++oldPiece[p];
  }
  std::vector<std::vector<Polynomial>> activations(breaks.size() + 1);
  for (std::vector<Polynomial>& piece : activations) piece.resize(tracks.size());
  for (std::size_t j = 0; j < tracks.size(); ++j) {
    std::vector<char> flipsAt(breaks.size() + 1, 0);  // before the new piece p
    for (AlgebraicNumber& flip : tracks[j].flips) flipsAt[locate(breaks, flip).first + 1] = 1;
    bool active = tracks[j].startsActive;
    for (std::size_t p = 0; p < activations.size(); ++p) {
      if (flipsAt[p] != 0) active = !active;
      if (!active && slopeMantissa_.is_zero()) continue;
      Polynomial h = preactivations[j][oldPiece[p]];
      for (BigInt& c : h) {
        if (active) {
          c <<= static_cast<unsigned>(-slopeExponent_);
        } else {
          c *= slopeMantissa_;
        }
      }
      activations[p][j] = std::move(h);
    }
  }
  path.breaks = std::move(breaks);
  path.activations = std::move(activations);
  path.exponent += slopeExponent_;
}

ExactSegment::NeuronTrack ExactSegment::follow(std::span<const Polynomial> pieces,
                                               Path& path) const {
  NeuronTrack track;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    AlgebraicNumber& left = p == 0 ? path.zero : path.breaks[p - 1];
    AlgebraicNumber& right = p + 1 == pieces.size() ? path.one : path.breaks[p];
    const MaskRun run = runOnPiece(pieces[p], left, right);
    if (p == 0) track.startsActive = run.first;
    if (p > 0 && run.first != track.endsActive) track.flips.push_back(left);
    track.flips.insert(track.flips.end(), run.changes.begin(), run.changes.end());
    track.endsActive = run.last;
  }
  track.turnsOnAtZero = track.startsActive && pieces.front().front().is_zero();
  track.turnsOffAtOne = track.endsActive && pieces.back().back().is_zero();
  return track;
}

void ExactSegment::report(const NeuronTrack& track, int layer, int neuron, const Path& path,
                          std::vector<ExactCrossing>& events) const {
  if (track.turnsOnAtZero) events.push_back({path.zero, layer, neuron, 1});
  int direction = track.startsActive ? -1 : 1;
  for (const AlgebraicNumber& flip : track.flips) {
    events.push_back({flip, layer, neuron, direction});
    direction = -direction;
  }
  if (track.turnsOffAtOne) events.push_back({path.one, layer, neuron, -1});
}

std::vector<ExactCrossing> ExactSegment::crossings(std::span<const double> input,
                                                   std::span<const NeuronVerdict> verdicts) const {
  std::vector<ExactCrossing> events;
  std::size_t open = verdicts.size();  // one past the last undecided neuron
  while (open > 0 && verdicts[open - 1] != NeuronVerdict::kUndecided) --open;

  Path path;
  for (const double x : input) path.exponent = leastExponent(x, path.exponent);
  path.activations.resize(1);
  for (const double x : input) path.activations[0].push_back({integerAt(x, path.exponent)});

  std::size_t first = 0;  // of this layer, in verdicts
  for (std::size_t l = 0; first < open; ++l) {
    const Layer& layer = layers_[l];
    const auto width = static_cast<std::size_t>(layer.outputs);
    const int layerNumber = static_cast<int>(l) + 1;
    const bool isLast = first + width >= open;
    std::vector<std::vector<Polynomial>> z(width);  // [neuron][piece]
    std::vector<NeuronTrack> tracks(width);
    for (std::size_t j = 0; j < width; ++j) {
      const NeuronVerdict verdict = verdicts[first + j];
      const bool undecided = verdict == NeuronVerdict::kUndecided;
      const bool alwaysZero = verdict == NeuronVerdict::kOff && slopeMantissa_.is_zero();
      tracks[j].startsActive = verdict == NeuronVerdict::kOn;
      if (!undecided && (isLast || alwaysZero)) continue;
      for (const std::vector<Polynomial>& h : path.activations) {
        z[j].push_back(preactivation(layer, static_cast<int>(j), h, path.exponent, layerNumber));
      }
      if (!undecided) continue;
      tracks[j] = follow(z[j], path);
      report(tracks[j], layerNumber, static_cast<int>(j), path, events);
    }
    if (isLast) break;
    path.exponent += layer.exponent;
    activate(path, z, tracks);
    first += width;
  }
  return events;
}

std::vector<NeuronVerdict> exactMask(const Network& network, std::span<const double> input) {
  const Dyadic slope(network.architecture.leakySlope);
  std::vector<NeuronVerdict> mask;
  std::vector<Dyadic> h;
  for (const double x : input) h.emplace_back(x);
  for (int l = 1; l <= network.architecture.hiddenLayerCount(); ++l) {
    const WeightView weight = network.weight(l);
    const BiasView bias = network.bias(l);
    std::vector<Dyadic> next;
    for (Eigen::Index j = 0; j < weight.rows(); ++j) {
      Dyadic z(bias(j));
      for (Eigen::Index k = 0; k < weight.cols(); ++k) {
        const Dyadic& activation = h[static_cast<std::size_t>(k)];
        if (!activation.isZero()) z += Dyadic(weight(j, k)) * activation;
      }
      const bool active = z.sign() > 0;
      mask.push_back(active ? NeuronVerdict::kOn : NeuronVerdict::kOff);
      next.push_back(active ? z : slope * z);
    }
    h = std::move(next);
  }
  return mask;
}

}  // namespace adamscope
