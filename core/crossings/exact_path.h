// The slow, certain tier of the crossing detector (theory D6): follows one sample along the segment
// with integer polynomials, breakpoints as real algebraic numbers, and no rounding anywhere.
//
// In homogeneous form, sum C_i tau^i (1-tau)^(n-i), a layer's parameters have the two coefficients
// (theta_t, theta_{t+1}), so z = W h + b is a plain convolution of integers times one power of two.
#pragma once

#include <span>
#include <vector>

#include "core/crossings/crossing_event.h"
#include "core/geometry/algebraic_number.h"
#include "core/network/network.h"

namespace adamscope {

/// A crossing of one sample with its exact position.
struct ExactCrossing {
  AlgebraicNumber tau;
  int layer = 0;
  int neuron = 0;
  int direction = 0;
};

/// A segment between two networks of one architecture, with integer parameters.
class ExactSegment {
 public:
  /// All parameters must be finite. Cost: a few hundred nanoseconds a parameter.
  ExactSegment(const Network& from, const Network& to);

  /// All crossings of a sample, by layer and neuron, and by tau within a neuron.
  /// input: d_0 finite numbers. verdicts: one for each hidden neuron in the order of the layers;
  /// only undecided neurons are searched, the others are taken as they are said to be.
  std::vector<ExactCrossing> crossings(std::span<const double> input,
                                       std::span<const NeuronVerdict> verdicts) const;

 private:
  /// Homogeneous coefficients; empty is the zero polynomial.
  using Polynomial = std::vector<BigInt>;
  /// The parameters of one layer at both ends, times 2^-exponent.
  struct Layer {
    int inputs = 0;
    int outputs = 0;
    int exponent = 0;
    std::vector<BigInt> weights[2];
    std::vector<BigInt> biases[2];
  };
  struct Path;
  struct NeuronTrack;

  Polynomial preactivation(const Layer& layer, int neuron, const std::vector<Polynomial>& inputs,
                           int inputExponent, int degree) const;
  NeuronTrack follow(std::span<const Polynomial> pieces, Path& path) const;
  void report(const NeuronTrack& track, int layer, int neuron, const Path& path,
              std::vector<ExactCrossing>& events) const;
  /// preactivations: [neuron][piece].
  void activate(Path& path, const std::vector<std::vector<Polynomial>>& preactivations,
                std::vector<NeuronTrack>& tracks) const;

  std::vector<Layer> layers_;  ///< Hidden layers only.
  BigInt slopeMantissa_ = 0;
  int slopeExponent_ = 0;
};

/// Signs of all hidden preactivations of one sample at one network, in the order of the layers:
/// kOn where z > 0, kOff where z <= 0. Exact.
std::vector<NeuronVerdict> exactMask(const Network& network, std::span<const double> input);

}  // namespace adamscope
