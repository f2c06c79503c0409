// The joint activation mask of all samples (theory D2): one packed bit for each hidden neuron and
// sample.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/hash.h"
#include "core/network/network.h"

namespace adamscope {

/// Mask bits s_{i,l,j} = [z_{l,j}(x_i) > 0] for n samples; a new pattern is all off.
class ActivationPattern {
 public:
  ActivationPattern(const Architecture& architecture, int sampleCount);

  int sampleCount() const { return sampleCount_; }
  /// layer from 1, neuron and sample from 0.
  bool isActive(int layer, int neuron, int sample) const;
  void set(int layer, int neuron, int sample, bool active);
  void flip(int layer, int neuron, int sample);
  /// One sample's bits, neuron by neuron in the order of the layers, 64 to a word.
  std::span<const std::uint64_t> sampleWords(int sample) const;
  /// Number of active bits.
  long activeCount() const;
  /// XOR of the Zobrist keys of the active bits.
  Hash128 hash() const;
  /// Number of bits in which two patterns of one shape differ.
  static long distance(const ActivationPattern& a, const ActivationPattern& b);

  friend bool operator==(const ActivationPattern&, const ActivationPattern&) = default;

 private:
  std::size_t wordIndex(int layer, int neuron, int sample, std::uint64_t& bit) const;

  std::vector<int> layerStart_;  // [l-1]: first bit of layer l; one entry more for the end
  int sampleCount_ = 0;
  int wordsPerSample_ = 0;
  std::vector<std::uint64_t> words_;
};

/// The mask of every sample (inputs: n x d_0, finite) in exact arithmetic on the given doubles: the
/// floating-point forward pass where its error bound settles the sign, integers elsewhere. At
/// exactly z = 0 the bit is off. All parameters must be finite.
ActivationPattern exactActivationPattern(const Network& network, const Matrix& inputs);

}  // namespace adamscope
