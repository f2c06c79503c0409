#include "core/crossings/crossing_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/crossings/rounding.h"

namespace adamscope {

namespace {

// Nonzero norms and errors below the first are raised to the second and norms above the third
// become infinite. So gamma |W| |h| also covers what underflows in a product of nonzero vectors,
// zero vectors keep a bound of exactly zero, and nothing finite can overflow further on.
constexpr double kSmallSquare = 0x1.0p-900;
constexpr double kSmallNorm = 0x1.0p-430;
constexpr double kLargeSquare = 0x1.0p+900;
constexpr double kLargeError = 0x1.0p+450;

// Upper bound on a norm from its computed square; `anyNonzero` is asked only for tiny ones.
template <class AnyNonzero>
double normBound(double square, AnyNonzero anyNonzero) {
  if (square < kSmallSquare) return anyNonzero() ? kSmallNorm : 0.0;
  if (!(square <= kLargeSquare)) return std::numeric_limits<double>::infinity();
  return std::sqrt(square) * kRoundUp;
}

template <class Row>
double rowNormBound(const Row& row) {
  return normBound(row.squaredNorm(), [&] { return (row.array() != 0.0).any(); });
}

// Four samples at once. Compilers do not vectorise the loops below by themselves, so these are
// written for either a double or a pack of them.
using Pack = Eigen::Array4d;
double smaller(double a, double b) { return a < b ? a : b; }
double larger(double a, double b) { return a > b ? a : b; }
double magnitude(double a) { return std::abs(a); }
Pack smaller(const Pack& a, const Pack& b) { return a.min(b); }
Pack larger(const Pack& a, const Pack& b) { return a.max(b); }
Pack magnitude(const Pack& a) { return a.abs(); }

template <class T>
T load(const double* values) {
  if constexpr (std::is_same_v<T, double>) {
    return *values;
  } else {
    return Eigen::Map<const T>(values);
  }
}
template <class T>
void store(double* values, const T& result) {
  if constexpr (std::is_same_v<T, double>) {
    *values = result;
  } else {
    Eigen::Map<T> target(values);
    target = result;
  }
}
template <class T>
T filled(double value) {
  if constexpr (std::is_same_v<T, double>) {
    return value;
  } else {
    return T::Constant(value);
  }
}

// Calls body(i, T()) for all i, four at a time while there are four.
template <class Body>
void forEachSample(std::size_t samples, Body body) {
  std::size_t i = 0;
  for (; i + 4 <= samples; i += 4) body(i, Pack());
  for (; i < samples; ++i) body(i, double());
}

// Preactivations have to exceed the bound by this to count as certainly positive; a comparison
// `>` becomes a difference that is negative where it fails.
constexpr double kStrict = 0x1.0p-1000;

// dev of the file comment.
template <class T>
T deviationBound(double quarterStep, double weight, double constant, const T& inputStep,
                 const T& inputError) {
  return quarterStep * inputStep + weight * inputError + constant;
}

// Negative if the preactivation is neither certainly positive nor certainly not; all finite.
template <class T>
T slackOf(const T& least, const T& largest, const T& dev) {
  const T on = (least - dev) - kStrict;
  const T off = -largest - dev;
  return larger(on, off);
}

}  // namespace

CrossingFilter::CrossingFilter(Architecture architecture, const Matrix& inputs)
    : architecture_(std::move(architecture)) {
  const auto samples = static_cast<std::size_t>(inputs.rows());
  for (int l = 1; l <= architecture_.hiddenLayerCount(); ++l) {
    Layer& layer = layers_.emplace_back();
    layer.neurons.resize(static_cast<std::size_t>(architecture_.width(l)));
    layer.inputStep.assign(samples, 0.0);
    layer.inputError.assign(samples, 0.0);
  }
  slack_.assign(samples, 0.0);
  hopeless_.assign(samples, 0);
  for (std::vector<double>* sum :
       {&sums_.stepSquared, &sums_.sizeSquared, &sums_.deviation, &sums_.deviationSquared}) {
    sum->assign(samples, 0.0);
  }
  if (layers_.empty()) return;
  const double gamma = roundingGamma(architecture_.inputCount() + 4.0);
  for (std::size_t i = 0; i < samples; ++i) {
    const double size = rowNormBound(inputs.row(static_cast<Eigen::Index>(i)));
    layers_[0].inputError[i] = gamma * size * kRoundUp;  // infinite for inputs beyond 2^450
  }
}

void CrossingFilter::run(const Network& from, const ForwardPass& fromPass, const Network& to,
                         const ForwardPass& toPass) {
  std::fill(slack_.begin(), slack_.end(), std::numeric_limits<double>::infinity());
  std::fill(hopeless_.begin(), hopeless_.end(), char{0});
  const int hiddenLayers = architecture_.hiddenLayerCount();
  for (int l = 1; l <= hiddenLayers; ++l) {
    const auto index = static_cast<std::size_t>(l) - 1;
    boundNeurons(from, to, l);
    markHopeless(layers_[index]);
    const Matrix& z0 = fromPass.preactivations[index];
    const Matrix& z1 = toPass.preactivations[index];
    if (l == hiddenLayers) {
      sweepLast(z0, z1, layers_[index]);
      break;
    }
    if (architecture_.leakySlope == 0.0) {
      sweepHidden<false>(z0, z1, layers_[index]);
    } else {
      sweepHidden<true>(z0, z1, layers_[index]);
    }
    boundSamples(l + 1, fromPass.activations[index], toPass.activations[index]);
  }
}

void CrossingFilter::boundNeurons(const Network& from, const Network& to, int layer) {
  const WeightView w0 = from.weight(layer);
  const WeightView w1 = to.weight(layer);
  const BiasView b0 = from.bias(layer);
  const BiasView b1 = to.bias(layer);
  const double gamma = roundingGamma(architecture_.width(layer - 1) + 4.0);
  std::vector<NeuronBound>& neurons = layers_[static_cast<std::size_t>(layer) - 1].neurons;
  for (Eigen::Index j = 0; j < w0.rows(); ++j) {
    NeuronBound& bound = neurons[static_cast<std::size_t>(j)];
    bound.quarterStep = layer == 1 ? 0.0 : 0.25 * kRoundUp * rowNormBound(w1.row(j) - w0.row(j));
    bound.weight = kRoundUp * std::max(rowNormBound(w0.row(j)), rowNormBound(w1.row(j)));
    bound.constant = kRoundUp * gamma * std::max(std::abs(b0(j)), std::abs(b1(j)));
  }
}

// Where a norm is not finite (see normBound), the passes may hold infinities or NaN: nothing is
// said about these samples.
void CrossingFilter::markHopeless(const Layer& layer) {
  bool allFinite = true;
  for (const NeuronBound& bound : layer.neurons) {
    allFinite = allFinite && std::isfinite(bound.quarterStep) && std::isfinite(bound.weight);
  }
  for (std::size_t i = 0; i < hopeless_.size(); ++i) {
    // A layer's bounds grow with its inputs' norms; the limit leaves room for the next product.
    const bool fine = layer.inputError[i] <= kLargeError && std::isfinite(layer.inputStep[i]);
    if (!allFinite || !fine) hopeless_[i] = 1;
  }
}

template <bool kLeaky>
void CrossingFilter::sweepHidden(const Matrix& z0, const Matrix& z1, const Layer& layer) {
  [[maybe_unused]] const double slope = architecture_.leakySlope;
  for (std::vector<double>* sum :
       {&sums_.stepSquared, &sums_.sizeSquared, &sums_.deviation, &sums_.deviationSquared}) {
    std::fill(sum->begin(), sum->end(), 0.0);
  }
  for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
    const double* start = z0.col(static_cast<Eigen::Index>(j)).data();
    const double* end = z1.col(static_cast<Eigen::Index>(j)).data();
    const NeuronBound bound = layer.neurons[j];
    forEachSample(slack_.size(), [&]<class T>(std::size_t i, T) {
      const T zero = filled<T>(0.0);
      const T a = load<T>(start + i);
      const T b = load<T>(end + i);
      const T dev = deviationBound<T>(bound.quarterStep, bound.weight, bound.constant,
                                      load<T>(&layer.inputStep[i]), load<T>(&layer.inputError[i]));
      const T least = smaller(a, b);
      const T largest = larger(a, b);
      store<T>(&slack_[i], smaller(load<T>(&slack_[i]), slackOf<T>(least, largest, dev)));
      // The kink p q / (p + q) of a chord from -p to q is below min(p, q); and a ReLU and the
      // chord between its values are both in [0, largest + dev] (0 if that is negative).
      const T kink = larger(zero, T(smaller(largest, T(-least))));
      T spread = larger(zero, T(smaller(T(dev + kink), T(largest + dev))));
      T h0 = larger(a, zero);
      T h1 = larger(b, zero);
      if constexpr (kLeaky) {  // slope z + (1 - slope) relu(z); slope * z is rounded as well
        const T size = magnitude(a) + magnitude(b);
        h0 = larger(a, T(slope * a));
        h1 = larger(b, T(slope * b));
        spread = slope * dev + kRoundUp * (1.0 - slope) * spread +
                 4.0 * kUnitRoundoff * slope * size + smaller(size, filled<T>(0x1.0p-1060));
      }
      const T step = h1 - h0;
      store<T>(&sums_.deviation[i], load<T>(&sums_.deviation[i]) + spread);
      store<T>(&sums_.deviationSquared[i], load<T>(&sums_.deviationSquared[i]) + spread * spread);
      store<T>(&sums_.stepSquared[i], load<T>(&sums_.stepSquared[i]) + step * step);
      store<T>(&sums_.sizeSquared[i], load<T>(&sums_.sizeSquared[i]) + h0 * h0 + h1 * h1);
    });
  }
}

void CrossingFilter::sweepLast(const Matrix& z0, const Matrix& z1, const Layer& layer) {
  for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
    const double* start = z0.col(static_cast<Eigen::Index>(j)).data();
    const double* end = z1.col(static_cast<Eigen::Index>(j)).data();
    const NeuronBound bound = layer.neurons[j];
    forEachSample(slack_.size(), [&]<class T>(std::size_t i, T) {
      const T a = load<T>(start + i);
      const T b = load<T>(end + i);
      const T dev = deviationBound<T>(bound.quarterStep, bound.weight, bound.constant,
                                      load<T>(&layer.inputStep[i]), load<T>(&layer.inputError[i]));
      const T slack = slackOf<T>(smaller(a, b), larger(a, b), dev);
      store<T>(&slack_[i], smaller(load<T>(&slack_[i]), slack));
    });
  }
}

void CrossingFilter::boundSamples(int layer, const Matrix& h0, const Matrix& h1) {
  const double gamma = roundingGamma(architecture_.width(layer - 1) + 4.0);
  Layer& next = layers_[static_cast<std::size_t>(layer) - 1];
  for (std::size_t i = 0; i < slack_.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto anyNonzero = [&] {
      return (h0.row(row).array() != 0.0).any() || (h1.row(row).array() != 0.0).any();
    };
    const double squared = sums_.deviationSquared[i];
    const double error =  // the plain sum where squares may have underflowed or overflowed
        squared >= kSmallSquare && squared <= kLargeSquare ? std::sqrt(squared)
                                                           : sums_.deviation[i];
    const double size = normBound(sums_.sizeSquared[i], anyNonzero);
    if (!std::isfinite(size)) hopeless_[i] = 1;
    next.inputStep[i] = kRoundUp * normBound(sums_.stepSquared[i], anyNonzero);
    const double inputError = kRoundUp * (error * kRoundUp + gamma * size);
    next.inputError[i] =
        inputError == 0.0 ? 0.0 : (inputError < kSmallNorm ? kSmallNorm : inputError);
  }
}

void CrossingFilter::verdicts(const ForwardPass& fromPass, const ForwardPass& toPass, int sample,
                              std::span<NeuronVerdict> verdicts) const {
  std::size_t next = 0;
  const auto i = static_cast<std::size_t>(sample);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
      const NeuronBound& bound = layer.neurons[j];
      const double a = fromPass.preactivations[l](sample, static_cast<Eigen::Index>(j));
      const double b = toPass.preactivations[l](sample, static_cast<Eigen::Index>(j));
      const double dev = deviationBound<double>(bound.quarterStep, bound.weight, bound.constant,
                                                layer.inputStep[i], layer.inputError[i]);
      NeuronVerdict verdict = NeuronVerdict::kUndecided;
      if (hopeless_[i] == 0 && slackOf<double>(smaller(a, b), larger(a, b), dev) >= 0.0) {
        verdict = a > 0.0 ? NeuronVerdict::kOn : NeuronVerdict::kOff;
      }
      verdicts[next++] = verdict;
    }
  }
}

}  // namespace adamscope
