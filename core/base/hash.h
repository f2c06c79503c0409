// 128-bit Zobrist hashing of joint activation masks: every (layer, neuron, sample) has a fixed
// random key, a mask's hash is the XOR of the keys of its active bits, so flipping one bit costs
// one XOR. Two different masks share a hash with probability 2^-128.
#pragma once

#include <compare>
#include <cstdint>

namespace adamscope {

/// A 128-bit hash value; zero is the hash of the all-off mask.
struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  Hash128& operator^=(const Hash128& other) {
    low ^= other.low;
    high ^= other.high;
    return *this;
  }
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

/// The key of one mask bit. layer counts from 1, neuron and sample from 0.
Hash128 zobristKey(int layer, int neuron, int sample);

}  // namespace adamscope
