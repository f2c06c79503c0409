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

// A vector of samples at once. Compilers do not vectorise the loops below by themselves, so these
// are written for either a double or a pack of them, with the same bits for both.
using Pack = Eigen::internal::packet_traits<double>::type;
constexpr std::size_t kPackSize = Eigen::internal::packet_traits<double>::size;
// Samples whose sums are kept in registers together.
constexpr std::size_t kBlock = 2 * kPackSize;

double add(double a, double b) { return a + b; }
double subtract(double a, double b) { return a - b; }
double multiply(double a, double b) { return a * b; }
double smaller(double a, double b) { return a < b ? a : b; }
double larger(double a, double b) { return a > b ? a : b; }
double magnitude(double a) { return std::abs(a); }
double negative(double a) { return -a; }
double multiplyAdd(double a, double b, double c) {
#ifdef EIGEN_VECTORIZE_FMA
  return std::fma(a, b, c);
#else
  return a * b + c;
#endif
}
Pack add(Pack a, Pack b) { return Eigen::internal::padd(a, b); }
Pack subtract(Pack a, Pack b) { return Eigen::internal::psub(a, b); }
Pack multiply(Pack a, Pack b) { return Eigen::internal::pmul(a, b); }
Pack smaller(Pack a, Pack b) { return Eigen::internal::pmin(a, b); }
Pack larger(Pack a, Pack b) { return Eigen::internal::pmax(a, b); }
Pack magnitude(Pack a) { return Eigen::internal::pabs(a); }
Pack negative(Pack a) { return Eigen::internal::pnegate(a); }
Pack multiplyAdd(Pack a, Pack b, Pack c) { return Eigen::internal::pmadd(a, b, c); }

template <class T>
T load(const double* values) {
  if constexpr (std::is_same_v<T, double>) {
    return *values;
  } else {
    return Eigen::internal::ploadu<T>(values);
  }
}
void store(double* values, double result) { *values = result; }
void store(double* values, Pack result) { Eigen::internal::pstoreu(values, result); }
template <class T>
T filled(double value) {
  if constexpr (std::is_same_v<T, double>) {
    return value;
  } else {
    return Eigen::internal::pset1<T>(value);
  }
}

// Calls body<T, count>(i) so that each sample belongs to one group of `count` consecutive T's.
template <class Body>
void forEachGroup(std::size_t samples, Body body) {
  std::size_t i = 0;
  for (; i + kBlock <= samples; i += kBlock) body.template operator()<Pack, 2>(i);
  for (; i < samples; ++i) body.template operator()<double, 1>(i);
}

// Preactivations have to exceed 0 by this to count as positive.
constexpr double kStrict = 0x1.0p-1000;

// dev of the file comment; strictly above the true bound unless that is 0.
template <class T>
T deviationBound(double quarterStep, double weight, double constant, T inputStep, T inputError) {
  const T fromStep = multiplyAdd(filled<T>(quarterStep), inputStep, filled<T>(constant));
  return multiplyAdd(filled<T>(weight), inputError, fromStep);
}

// Negative if the preactivation is neither certainly positive nor certainly not; all finite.
template <class T>
T slackOf(T least, T largest, T dev) {
  return subtract(larger(subtract(least, filled<T>(kStrict)), negative(largest)), dev);
}

// Bounds how far the activation is from the chord between its computed ends. For a ReLU: the kink
// p q / (p + q) of a chord from -p to q is below min(p, q); and the ReLU and the chord between its
// values are both in [0, largest + dev] (0 if that is negative).
template <class T>
T spreadOf(T least, T largest, T dev) {
  const T zero = filled<T>(0.0);
  return larger(zero, add(dev, smaller(largest, larger(zero, negative(least)))));
}

// Leaky: slope z + (1 - slope) relu(z), where slope * z is rounded as well; size = |z0| + |z1|.
template <class T>
T leakySpreadOf(double slope, T spread, T dev, T size) {
  const T kink = multiplyAdd(filled<T>(kRoundUp * (1.0 - slope)), spread,
                             multiply(filled<T>(slope * kRoundUp), dev));
  const T rounding = multiplyAdd(filled<T>(4.0 * kUnitRoundoff * slope), size,
                                 smaller(size, filled<T>(0x1.0p-1060)));
  return add(kink, rounding);
}

// Sums over the neurons of a layer, for the samples of a T.
template <class T>
struct Sums {
  T stepSquared = filled<T>(0.0);
  T sizeSquared = filled<T>(0.0);
  T deviation = filled<T>(0.0);
  T deviationSquared = filled<T>(0.0);

  void addNeuron(T h0, T h1, T spread) {
    const T step = subtract(h1, h0);
    stepSquared = multiplyAdd(step, step, stepSquared);
    sizeSquared = multiplyAdd(h1, h1, multiplyAdd(h0, h0, sizeSquared));
    deviation = add(deviation, spread);
    deviationSquared = multiplyAdd(spread, spread, deviationSquared);
  }
};

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
  const double slope = architecture_.leakySlope;
  forEachGroup(slack_.size(), [&]<class T, int kCount>(std::size_t first) {
    T leastSlack[kCount];
    Sums<T> sums[kCount];
    for (T& slack : leastSlack) slack = filled<T>(std::numeric_limits<double>::infinity());
    for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
      const double* start = z0.col(static_cast<Eigen::Index>(j)).data() + first;
      const double* end = z1.col(static_cast<Eigen::Index>(j)).data() + first;
      const NeuronBound& bound = layer.neurons[j];
      for (int k = 0; k < kCount; ++k) {
        const std::size_t at = static_cast<std::size_t>(k) * kPackSize;
        const T a = load<T>(start + at);
        const T b = load<T>(end + at);
        const T dev = deviationBound<T>(bound.quarterStep, bound.weight, bound.constant,
                                        load<T>(&layer.inputStep[first + at]),
                                        load<T>(&layer.inputError[first + at]));
        const T least = smaller(a, b);
        const T largest = larger(a, b);
        leastSlack[k] = smaller(leastSlack[k], slackOf(least, largest, dev));
        const T spread = spreadOf(least, largest, dev);
        if constexpr (kLeaky) {
          const T factor = filled<T>(slope);
          sums[k].addNeuron(larger(a, multiply(factor, a)), larger(b, multiply(factor, b)),
                            leakySpreadOf(slope, spread, dev, add(magnitude(a), magnitude(b))));
        } else {
          const T zero = filled<T>(0.0);
          sums[k].addNeuron(larger(a, zero), larger(b, zero), spread);
        }
      }
    }
    for (int k = 0; k < kCount; ++k) {
      const std::size_t i = first + static_cast<std::size_t>(k) * kPackSize;
      store(&slack_[i], smaller(load<T>(&slack_[i]), leastSlack[k]));
      store(&sums_.stepSquared[i], sums[k].stepSquared);
      store(&sums_.sizeSquared[i], sums[k].sizeSquared);
      store(&sums_.deviation[i], sums[k].deviation);
      store(&sums_.deviationSquared[i], sums[k].deviationSquared);
    }
  });
}

void CrossingFilter::sweepLast(const Matrix& z0, const Matrix& z1, const Layer& layer) {
  forEachGroup(slack_.size(), [&]<class T, int kCount>(std::size_t first) {
    T leastSlack[kCount];
    for (T& slack : leastSlack) slack = filled<T>(std::numeric_limits<double>::infinity());
    for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
      const double* start = z0.col(static_cast<Eigen::Index>(j)).data() + first;
      const double* end = z1.col(static_cast<Eigen::Index>(j)).data() + first;
      const NeuronBound& bound = layer.neurons[j];
      for (int k = 0; k < kCount; ++k) {
        const std::size_t at = static_cast<std::size_t>(k) * kPackSize;
        const T a = load<T>(start + at);
        const T b = load<T>(end + at);
        const T dev = deviationBound<T>(bound.quarterStep, bound.weight, bound.constant,
                                        load<T>(&layer.inputStep[first + at]),
                                        load<T>(&layer.inputError[first + at]));
        leastSlack[k] = smaller(leastSlack[k], slackOf(smaller(a, b), larger(a, b), dev));
      }
    }
    for (int k = 0; k < kCount; ++k) {
      const std::size_t i = first + static_cast<std::size_t>(k) * kPackSize;
      store(&slack_[i], smaller(load<T>(&slack_[i]), leastSlack[k]));
    }
  });
}

void CrossingFilter::boundSamples(int layer, const Matrix& h0, const Matrix& h1) {
  const double gamma = roundingGamma(architecture_.width(layer - 1) + 4.0);
  const double sumRoundUp = kRoundUp * (1.0 + gamma);  // of the sums over the neurons below
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
    next.inputStep[i] = sumRoundUp * normBound(sums_.stepSquared[i], anyNonzero);
    const double inputError = sumRoundUp * (error * kRoundUp + gamma * size);
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
