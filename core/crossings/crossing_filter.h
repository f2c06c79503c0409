// The first tier of the crossing detector: proves, for nearly every neuron and sample at once and
// from the forward passes at both ends alone, that there is no crossing on the segment.
//
// With hats for the computed values at both ends, z(tau) stays within
//   dev(i,j) = 1/4 |dW_j| |dh(i)| + max|W_j| R(i) + gamma_n (max|W_j| H(i) + max|b_j|)
// of the chord between the computed preactivations: the product of two linear functions leaves its
// chord by tau (1 - tau) dW dh; R(i) bounds how far the true h(tau) is from the chord between the
// computed activations; H(i) bounds these; the last term is the rounding of the forward pass, in
// any order of summation. R of the next layer sums the squares of dev plus the ReLU's kink. So
// dev is an outer product of numbers per neuron and numbers per sample: a few flops an entry.
#pragma once

#include <span>
#include <vector>

#include "core/crossings/crossing_event.h"
#include "core/network/forward.h"

namespace adamscope {

/// Certified verdicts about a segment. Everything that is not certain is "undecided". Buffers are
/// kept between calls; no heap allocation after the first run.
class CrossingFilter {
 public:
  /// inputs: n x d_0, finite.
  CrossingFilter(Architecture architecture, const Matrix& inputs);

  /// The passes must come from forward() on these networks and the constructor's inputs. Overflow
  /// (infinities, NaN) and underflow in them are allowed.
  void run(const Network& from, const ForwardPass& fromPass, const Network& to,
           const ForwardPass& toPass);

  /// After run(): whether the sample has an undecided neuron.
  bool isUndecided(int sample) const {
    const auto i = static_cast<std::size_t>(sample);
    return slack_[i] < 0.0 || hopeless_[i] != 0;
  }
  /// After run(), with the same passes: one sample's verdicts in the order of the layers
  /// (verdicts.size() = M).
  void verdicts(const ForwardPass& fromPass, const ForwardPass& toPass, int sample,
                std::span<NeuronVerdict> verdicts) const;

 private:
  struct NeuronBound {
    double quarterStep = 0.0;  // 1/4 |dW_j|
    double weight = 0.0;       // max(|W_j| at both ends)
    double constant = 0.0;     // gamma max |b_j|
  };
  struct Layer {
    std::vector<NeuronBound> neurons;
    std::vector<double> inputStep;   // |dh(i)|
    std::vector<double> inputError;  // R(i) + gamma H(i)
  };
  // Sums over the neurons of one layer, for each sample.
  struct SampleSums {
    std::vector<double> stepSquared;
    std::vector<double> sizeSquared;
    std::vector<double> deviation;
    std::vector<double> deviationSquared;
  };

  void boundNeurons(const Network& from, const Network& to, int layer);
  void markHopeless(const Layer& layer);
  template <bool kLeaky>
  void sweepHidden(const Matrix& z0, const Matrix& z1, const Layer& layer);
  void sweepLast(const Matrix& z0, const Matrix& z1, const Layer& layer);
  void boundSamples(int layer, const Matrix& h0, const Matrix& h1);

  Architecture architecture_;
  std::vector<Layer> layers_;
  SampleSums sums_;
  std::vector<double> slack_;   // by sample; negative: some neuron is undecided
  std::vector<char> hopeless_;  // by sample; overflow may have happened: all is undecided
};

}  // namespace adamscope
