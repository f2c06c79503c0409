#include "core/base/hash.h"

#include "core/base/random.h"

namespace adamscope {

Hash128 zobristKey(int layer, int neuron, int sample) {
  // Injective packing: 12 bits of layer, 20 of neuron, 32 of sample; then two bijective mixings.
  const std::uint64_t index = (static_cast<std::uint64_t>(layer) << 52) ^
                              (static_cast<std::uint64_t>(neuron) << 32) ^
                              static_cast<std::uint64_t>(static_cast<std::uint32_t>(sample));
  return {splitMix64(index ^ 0x5851F42D4C957F2DULL), splitMix64(~index)};
}

}  // namespace adamscope
