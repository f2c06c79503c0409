// The inner loops of the tessellation: rows of preactivations at one vertex, handled as vectors.
#pragma once

#include <Eigen/Core>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#if defined(__AVX2__) && defined(__BMI2__)
#include <immintrin.h>
#endif

#include "core/regions/splitting.h"

namespace adamscope {

/// Bit i is z[i] > 0, for i < count <= 64.
inline std::uint64_t positiveBits(const double* z, int count) {
  std::uint64_t bits = 0;
  int i = 0;
#if defined(__AVX2__) && defined(__BMI2__)
  const __m256d zero = _mm256_setzero_pd();
  for (; i + 4 <= count; i += 4) {
    const __m256d above = _mm256_cmp_pd(_mm256_loadu_pd(z + i), zero, _CMP_GT_OQ);
    bits |= static_cast<std::uint64_t>(_mm256_movemask_pd(above)) << i;
  }
#endif
  for (; i < count; ++i) bits |= static_cast<std::uint64_t>(z[i] > 0.0) << i;
  return bits;
}

/// Puts the low bits of `bits`, in order, where `mask` has ones.
inline std::uint64_t depositBits(std::uint64_t bits, std::uint64_t mask) {
#if defined(__AVX2__) && defined(__BMI2__)
  return _pdep_u64(bits, mask);
#else
  std::uint64_t placed = 0;
  for (; mask != 0; mask &= mask - 1, bits >>= 1) {
    if ((bits & 1U) != 0) placed |= mask & (0 - mask);
  }
  return placed;
#endif
}

using RowArray = Eigen::Map<const Eigen::ArrayXd>;
using MutableRowArray = Eigen::Map<Eigen::ArrayXd>;

/// What interpolateRow found.
struct InterpolatedRow {
  double error = 0.0;    ///< Bound on the error of every entry.
  bool certain = false;  ///< Every sign is certain, but for the entries known to vanish.
};

/// z = (1-t) a + t b, with 0.0 at the entries `zero` and `otherZero` (the same one twice if there
/// is only one), which are known to vanish. `scratch` has the row's length.
inline InterpolatedRow interpolateRow(const RowArray& a, const RowArray& b, const CutVertex& cut,
                                      double endError, Eigen::Index zero, Eigen::Index otherZero,
                                      Eigen::ArrayXd& scratch, MutableRowArray& z) {
  z = (1.0 - cut.t) * a + cut.t * b;
  const double fixed = endError * (1.0 + 2.0 * cut.tError);
  scratch = cut.tError * (a - b).abs() + (4.0 * kUnitRoundoff) * (a.abs() + b.abs());
  InterpolatedRow row;
  row.error = (fixed + scratch.maxCoeff()) * (1.0 + 8.0 * kUnitRoundoff);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  z[zero] = kInfinity;
  z[otherZero] = kInfinity;
  // The 1 + 2^-40 covers the rounding of the bound's own arithmetic.
  const double margin = (z.abs() - scratch * (1.0 + 0x1.0p-40)).minCoeff();
  // A sum shows a NaN or an infinity; a minimum may not.
  row.certain = std::isfinite(scratch.sum()) && margin > fixed * (1.0 + 0x1.0p-40);
  z[zero] = 0.0;
  z[otherZero] = 0.0;
  return row;
}

}  // namespace adamscope
