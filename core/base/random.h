// The one random generator of the project: seeded, the same numbers on every platform.
// xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021),
// seeded through SplitMix64 as its authors advise. No std:: distribution is used anywhere,
// because those differ between standard libraries.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace adamscope {

/// One output of SplitMix64 for the state `x`: a bijective mixing of 64 bits.
std::uint64_t splitMix64(std::uint64_t x);

/// A seeded stream of random numbers. Copying it copies the state, so the copy repeats the stream.
class Random {
 public:
  /// Streams with different `stream` numbers are independent for the same seed.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  /// 64 random bits.
  std::uint64_t next();
  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform();
  /// Uniform in [low, high).
  double uniform(double low, double high);
  /// Standard normal (polar method of Marsaglia; one value kept for the next call).
  double normal();
  /// Uniform in 0 .. bound-1, without bias. bound must be positive.
  std::uint64_t below(std::uint64_t bound);

  /// Fisher-Yates shuffle.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      const std::size_t j = static_cast<std::size_t>(below(i));
      std::swap(items[i - 1], items[j]);
    }
  }

  friend bool operator==(const Random&, const Random&) = default;

 private:
  std::array<std::uint64_t, 4> state_{};
  double spareNormal_ = 0.0;
  bool hasSpareNormal_ = false;
};

}  // namespace adamscope
