// The inner loops of the tessellation: rows of preactivations at one vertex, handled as vectors.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace adamscope {

using RowArray = Eigen::Map<const Eigen::ArrayXd>;
using MutableRowArray = Eigen::Map<Eigen::ArrayXd>;

/// Asks for the number's cache line ahead of its use.
inline void prefetch(const double* number) { __builtin_prefetch(number); }

/// The signs in a part of a row.
struct SignBits {
  std::uint64_t up = 0;    ///< Bit i: z[i] > bound.
  std::uint64_t down = 0;  ///< Bit i: z[i] < -bound.
  double largest = 0.0;    ///< max |z[i]|, but for a NaN, which is neither up nor down.
};

/// For i < count <= 64, and bound >= 0.
inline SignBits signBits(const double* z, int count, double bound) {
  SignBits bits;
  int i = 0;
#if defined(__AVX2__)
  const __m256d above = _mm256_set1_pd(bound);
  const __m256d below = _mm256_set1_pd(-bound);
  const __m256d signs = _mm256_set1_pd(-0.0);
  __m256d largest = _mm256_setzero_pd();
  for (; i + 4 <= count; i += 4) {
    const __m256d part = _mm256_loadu_pd(z + i);
    const int up = _mm256_movemask_pd(_mm256_cmp_pd(part, above, _CMP_GT_OQ));
    const int down = _mm256_movemask_pd(_mm256_cmp_pd(part, below, _CMP_LT_OQ));
    bits.up |= static_cast<std::uint64_t>(up) << i;
    bits.down |= static_cast<std::uint64_t>(down) << i;
    largest = _mm256_max_pd(_mm256_andnot_pd(signs, part), largest);
  }
  alignas(32) double lanes[4];
  _mm256_store_pd(lanes, largest);
  bits.largest = std::max(std::max(lanes[0], lanes[1]), std::max(lanes[2], lanes[3]));
#endif
  for (; i < count; ++i) {
    bits.up |= static_cast<std::uint64_t>(z[i] > bound) << i;
    bits.down |= static_cast<std::uint64_t>(z[i] < -bound) << i;
    bits.largest = std::max(bits.largest, std::abs(z[i]));
  }
  return bits;
}

/// z = (1-t) a + t b for `count` numbers, a multiple of kLineNumbers; returns max |a - b|.
inline double interpolateRow(const double* a, const double* b, double t, int count, double* z) {
  using Packet = Eigen::internal::packet_traits<double>::type;
  constexpr int kLanes = Eigen::internal::packet_traits<double>::size;
  const Packet toB = Eigen::internal::pset1<Packet>(t);
  const Packet toA = Eigen::internal::pset1<Packet>(1.0 - t);
  Packet span = Eigen::internal::pset1<Packet>(0.0);
  for (int i = 0; i < count; i += kLanes) {
    const Packet atA = Eigen::internal::ploadu<Packet>(a + i);
    const Packet atB = Eigen::internal::ploadu<Packet>(b + i);
    const Packet sum =
        Eigen::internal::padd(Eigen::internal::pmul(toA, atA), Eigen::internal::pmul(toB, atB));
    Eigen::internal::pstoreu(z + i, sum);
    span = Eigen::internal::pmax(span, Eigen::internal::pabs(Eigen::internal::psub(atA, atB)));
  }
  return Eigen::internal::predux_max(span);
}

}  // namespace adamscope
