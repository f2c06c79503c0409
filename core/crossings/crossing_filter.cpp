#include "core/crossings/crossing_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
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

double activation(double z, double slope) { return z > 0.0 ? z : slope * z; }

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
  undecided_.assign(samples, 0.0);
  for (std::vector<double>* sum :
       {&sums_.stepSquared, &sums_.sizeSquared, &sums_.deviation, &sums_.deviationSquared}) {
    sum->assign(samples, 0.0);
  }
  if (layers_.empty()) return;
  const double gamma = roundingGamma(architecture_.inputCount() + 4.0);
  for (std::size_t i = 0; i < samples; ++i) {
    const double size = rowNormBound(inputs.row(static_cast<Eigen::Index>(i)));
    layers_[0].inputError[i] = gamma * size * kRoundUp;
  }
}

void CrossingFilter::run(const Network& from, const ForwardPass& fromPass, const Network& to,
                         const ForwardPass& toPass) {
  std::fill(undecided_.begin(), undecided_.end(), 0.0);
  const int hiddenLayers = architecture_.hiddenLayerCount();
  for (int l = 1; l <= hiddenLayers; ++l) {
    const auto index = static_cast<std::size_t>(l) - 1;
    boundNeurons(from, to, l);
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

template <bool kLeaky>
void CrossingFilter::sweepHidden(const Matrix& z0, const Matrix& z1, Layer& layer) {
  const double slope = architecture_.leakySlope;
  const std::size_t samples = undecided_.size();
  std::fill(sums_.stepSquared.begin(), sums_.stepSquared.end(), 0.0);
  std::fill(sums_.sizeSquared.begin(), sums_.sizeSquared.end(), 0.0);
  std::fill(sums_.deviation.begin(), sums_.deviation.end(), 0.0);
  std::fill(sums_.deviationSquared.begin(), sums_.deviationSquared.end(), 0.0);
  double* __restrict stepSquared = sums_.stepSquared.data();
  double* __restrict sizeSquared = sums_.sizeSquared.data();
  double* __restrict deviation = sums_.deviation.data();
  double* __restrict deviationSquared = sums_.deviationSquared.data();
  double* __restrict undecided = undecided_.data();
  const double* __restrict inputStep = layer.inputStep.data();
  const double* __restrict inputError = layer.inputError.data();
  for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
    const double* __restrict start = z0.col(static_cast<Eigen::Index>(j)).data();
    const double* __restrict end = z1.col(static_cast<Eigen::Index>(j)).data();
    const NeuronBound bound = layer.neurons[j];
    for (std::size_t i = 0; i < samples; ++i) {
      const double a = start[i];
      const double b = end[i];
      const double dev =
          bound.quarterStep * inputStep[i] + bound.weight * inputError[i] + bound.constant;
      const double least = a < b ? a : b;
      const double largest = a < b ? b : a;
      const bool off = -largest >= dev;
      const bool decided = off | (least > dev);
      undecided[i] += decided ? 0.0 : 1.0;
      // The kink p q / (p + q) of a chord from -p to q, bounded by min(p, q).
      const double kink = largest < -least ? largest : -least;
      double spread = dev + (kink > 0.0 ? kink : 0.0);
      const double h0 = activation(a, slope);
      const double h1 = activation(b, slope);
      if constexpr (kLeaky) {
        const double size = std::abs(a) + std::abs(b);  // slope * z is rounded as well
        const double rounding =
            4.0 * kUnitRoundoff * slope * size + (size > 0.0 ? 0x1.0p-1060 : 0.0);
        spread = (off ? slope * dev : spread) + rounding;
      } else {
        spread = off ? 0.0 : spread;
      }
      deviation[i] += spread;
      deviationSquared[i] += spread * spread;
      stepSquared[i] += (h1 - h0) * (h1 - h0);
      sizeSquared[i] += h0 * h0 + h1 * h1;
    }
  }
}

void CrossingFilter::sweepLast(const Matrix& z0, const Matrix& z1, const Layer& layer) {
  const std::size_t samples = undecided_.size();
  double* __restrict undecided = undecided_.data();
  const double* __restrict inputStep = layer.inputStep.data();
  const double* __restrict inputError = layer.inputError.data();
  for (std::size_t j = 0; j < layer.neurons.size(); ++j) {
    const double* __restrict start = z0.col(static_cast<Eigen::Index>(j)).data();
    const double* __restrict end = z1.col(static_cast<Eigen::Index>(j)).data();
    const NeuronBound bound = layer.neurons[j];
    for (std::size_t i = 0; i < samples; ++i) {
      const double a = start[i];
      const double b = end[i];
      const double dev =
          bound.quarterStep * inputStep[i] + bound.weight * inputError[i] + bound.constant;
      const double least = a < b ? a : b;
      const double largest = a < b ? b : a;
      const bool decided = (-largest >= dev) | (least > dev);
      undecided[i] += decided ? 0.0 : 1.0;
    }
  }
}

void CrossingFilter::boundSamples(int layer, const Matrix& h0, const Matrix& h1) {
  const double gamma = roundingGamma(architecture_.width(layer - 1) + 4.0);
  Layer& next = layers_[static_cast<std::size_t>(layer) - 1];
  for (std::size_t i = 0; i < undecided_.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto anyNonzero = [&] {
      return (h0.row(row).array() != 0.0).any() || (h1.row(row).array() != 0.0).any();
    };
    const double squared = sums_.deviationSquared[i];
    const double error =  // the plain sum where squares may have underflowed or overflowed
        squared >= kSmallSquare && squared <= kLargeSquare ? std::sqrt(squared)
                                                           : sums_.deviation[i];
    const double size = normBound(sums_.sizeSquared[i], anyNonzero);
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
      const double dev = bound.quarterStep * layer.inputStep[i] +
                         bound.weight * layer.inputError[i] + bound.constant;
      NeuronVerdict verdict = NeuronVerdict::kUndecided;
      if (-a >= dev && -b >= dev) verdict = NeuronVerdict::kOff;
      if (a > dev && b > dev) verdict = NeuronVerdict::kOn;
      verdicts[next++] = verdict;
    }
  }
}

}  // namespace adamscope
