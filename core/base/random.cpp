#include "core/base/random.h"

#include <bit>
#include <cmath>

#include "core/base/check.h"

namespace adamscope {

std::uint64_t splitMix64(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t x = splitMix64(seed) ^ splitMix64(~stream);
  for (std::uint64_t& word : state_) {
    x = splitMix64(x);
    word = x;
  }
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

double Random::normal() {
  if (hasSpareNormal_) {
    hasSpareNormal_ = false;
    return spareNormal_;
  }
  double u = 0.0;
  double v = 0.0;
  double s = 0.0;
  do {
    u = uniform(-1.0, 1.0);
    v = uniform(-1.0, 1.0);
    s = u * u + v * v;
  } while (s >= 1.0 || s == 0.0);
  const double scale = std::sqrt(-2.0 * std::log(s) / s);
  spareNormal_ = v * scale;
  hasSpareNormal_ = true;
  return u * scale;
}

std::uint64_t Random::below(std::uint64_t bound) {
  ADAMSCOPE_CHECK(bound > 0, "Random::below needs a positive bound");
  const std::uint64_t limit = (0 - bound) % bound;  // 2^64 mod bound
  std::uint64_t x = next();
  while (x < limit) x = next();
  return x % bound;
}

}  // namespace adamscope
