#include "core/crossings/activation_pattern.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/crossings/crossing_filter.h"
#include "core/crossings/exact_path.h"

namespace adamscope {

ActivationPattern::ActivationPattern(const Architecture& architecture, int sampleCount)
    : sampleCount_(sampleCount) {
  layerStart_.push_back(0);
  for (int l = 1; l <= architecture.hiddenLayerCount(); ++l) {
    layerStart_.push_back(layerStart_.back() + architecture.width(l));
  }
  wordsPerSample_ = (layerStart_.back() + 63) / 64;
  words_.assign(static_cast<std::size_t>(wordsPerSample_) * static_cast<std::size_t>(sampleCount),
                0);
}

std::size_t ActivationPattern::wordIndex(int layer, int neuron, int sample,
                                         std::uint64_t& bit) const {
  const int position = layerStart_[static_cast<std::size_t>(layer) - 1] + neuron;
  bit = std::uint64_t{1} << (position % 64);
  return static_cast<std::size_t>(sample) * static_cast<std::size_t>(wordsPerSample_) +
         static_cast<std::size_t>(position / 64);
}

bool ActivationPattern::isActive(int layer, int neuron, int sample) const {
  std::uint64_t bit = 0;
  return (words_[wordIndex(layer, neuron, sample, bit)] & bit) != 0;
}

void ActivationPattern::set(int layer, int neuron, int sample, bool active) {
  if (isActive(layer, neuron, sample) != active) flip(layer, neuron, sample);
}

void ActivationPattern::flip(int layer, int neuron, int sample) {
  std::uint64_t bit = 0;
  const std::size_t index = wordIndex(layer, neuron, sample, bit);
  words_[index] ^= bit;
}

std::span<const std::uint64_t> ActivationPattern::sampleWords(int sample) const {
  const auto count = static_cast<std::size_t>(wordsPerSample_);
  return std::span(words_).subspan(static_cast<std::size_t>(sample) * count, count);
}

long ActivationPattern::activeCount() const {
  long count = 0;
  for (const std::uint64_t word : words_) count += std::popcount(word);
  return count;
}

Hash128 ActivationPattern::hash() const {
  Hash128 result;
  for (int i = 0; i < sampleCount_; ++i) {
    for (std::size_t l = 0; l + 1 < layerStart_.size(); ++l) {
      const int layer = static_cast<int>(l) + 1;
      for (int j = 0; j < layerStart_[l + 1] - layerStart_[l]; ++j) {
        if (isActive(layer, j, i)) result ^= zobristKey(layer, j, i);
      }
    }
  }
  return result;
}

long ActivationPattern::distance(const ActivationPattern& a, const ActivationPattern& b) {
  ADAMSCOPE_CHECK(a.layerStart_ == b.layerStart_ && a.sampleCount_ == b.sampleCount_,
                  "only patterns of one shape can be compared");
  long count = 0;
  for (std::size_t i = 0; i < a.words_.size(); ++i) {
    count += std::popcount(a.words_[i] ^ b.words_[i]);
  }
  return count;
}

ActivationPattern exactActivationPattern(const Network& network, const Matrix& inputs) {
  ADAMSCOPE_CHECK(network.parameters.allFinite() && inputs.allFinite(),
                  "an exact mask needs finite parameters and inputs");
  const Architecture& shape = network.architecture;
  ForwardPass pass;
  forward(network, inputs, pass);
  CrossingFilter filter(shape, inputs);
  filter.run(network, pass, network, pass);

  ActivationPattern pattern(shape, static_cast<int>(inputs.rows()));
  std::vector<NeuronVerdict> mask(static_cast<std::size_t>(shape.hiddenNeuronCount()));
  std::vector<double> input(static_cast<std::size_t>(shape.inputCount()));
  for (int i = 0; i < pattern.sampleCount(); ++i) {
    filter.verdicts(pass, pass, i, mask);
    if (std::find(mask.begin(), mask.end(), NeuronVerdict::kUndecided) != mask.end()) {
      for (int k = 0; k < shape.inputCount(); ++k) {
        input[static_cast<std::size_t>(k)] = inputs(i, k);
      }
      mask = exactMask(network, input);
    }
    std::size_t next = 0;
    for (int l = 1; l <= shape.hiddenLayerCount(); ++l) {
      for (int j = 0; j < shape.width(l); ++j) {
        if (mask[next++] == NeuronVerdict::kOn) pattern.flip(l, j, i);
      }
    }
  }
  return pattern;
}

}  // namespace adamscope
