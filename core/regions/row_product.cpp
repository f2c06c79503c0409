#include "core/regions/row_product.h"

#include <algorithm>
#include <bit>

#include "core/regions/row_kernels.h"

// Only where the build itself has fused multiply-adds: a rounded product would give other bits.
#if defined(__FMA__) && !defined(__AVX512F__)
#define ADAMSCOPE_WIDE_ROWS
#include <immintrin.h>
#endif

namespace adamscope {
namespace {

// Outputs of a block and terms of a step: the bits of one word.
constexpr int kBlock = 64;

/// One step: the terms of one word, for the outputs of one word.
struct Step {
  const double* weights = nullptr;  ///< Of the word's first term.
  const double* bias = nullptr;     ///< What the sums start from; null: from what is there.
  int stride = 0;                   ///< Outputs of the block, in whole lines.
  int termWord = 0;
  int signWord = 0;
  bool isLast = false;  ///< The sums are complete: find the signs.
};

/// The part of a row that a step reads and writes.
struct StepRow {
  StepRow(const RowTile& tile, const Step& step, int row)
      : h(tile.h + row * tile.hStride + step.termWord * kBlock),
        terms(tile.terms[row * tile.termWords + step.termWord]),
        z(tile.z + row * tile.zStride + step.signWord * kBlock) {}
  const double* h;
  std::uint64_t terms;
  double* z;
};

void setSigns(const RowTile& tile, const Step& step, int row, const SignBits& signs) {
  const std::ptrdiff_t word = row * tile.signWords + step.signWord;
  tile.up[word] = signs.up;
  tile.down[word] = signs.down;
  tile.largest[row] =
      step.signWord == 0 ? signs.largest : std::max(tile.largest[row], signs.largest);
}

// Eigen's SIMD vector of this build (4 doubles with AVX), with its explicit fused multiply-add.
using Packet = Eigen::internal::packet_traits<double>::type;
constexpr int kLanes = Eigen::internal::packet_traits<double>::size;

template <int kVectors>
void addTerms(const StepRow& row, const Step& step, int firstOutput) {
  using Eigen::internal::ploadu;
  using Eigen::internal::pset1;
  const double* start = (step.bias != nullptr ? step.bias : row.z) + firstOutput;
  Packet sums[kVectors];
  for (int v = 0; v < kVectors; ++v) sums[v] = ploadu<Packet>(start + v * kLanes);
  for (std::uint64_t terms = row.terms; terms != 0; terms &= terms - 1) {
    const int k = std::countr_zero(terms);
    const double* w = step.weights + k * step.stride + firstOutput;
    const Packet h = pset1<Packet>(row.h[k]);
    for (int v = 0; v < kVectors; ++v) {
      sums[v] = Eigen::internal::pmadd(h, ploadu<Packet>(w + v * kLanes), sums[v]);
    }
  }
  for (int v = 0; v < kVectors; ++v) {
    Eigen::internal::pstoreu(row.z + firstOutput + v * kLanes, sums[v]);
  }
}

// 8 sums in flight hide the latency of the multiply-add and leave registers for the weights.
void runStep(const RowTile& tile, const Step& step) {
  constexpr int kMany = 8;
  constexpr int kLine = kLineNumbers / kLanes;
  for (int r = 0; r < tile.rows; ++r) {
    const StepRow row(tile, step, r);
    int j = 0;
    for (; j + kMany * kLanes <= step.stride; j += kMany * kLanes) addTerms<kMany>(row, step, j);
    for (; j < step.stride; j += kLineNumbers) addTerms<kLine>(row, step, j);
    if (step.isLast) setSigns(tile, step, r, signBits(row.z, step.stride, tile.bounds[r]));
  }
}

#ifdef ADAMSCOPE_WIDE_ROWS

__attribute__((target("avx512f"))) double largestOf(__m512d numbers) {
  alignas(64) double all[8];
  _mm512_store_pd(all, numbers);
  const __m256d half = _mm256_max_pd(_mm256_load_pd(all), _mm256_load_pd(all + 4));
  const __m128d pair = _mm_max_pd(_mm256_castpd256_pd128(half), _mm256_extractf128_pd(half, 1));
  return std::max(pair[0], pair[1]);
}

// The same with AVX-512: all of a block's outputs in up to 8 registers, and the signs from there.
template <int kVectors>
__attribute__((target("avx512f"))) void runWideStep(const RowTile& tile, const Step& step) {
  constexpr int kWideLanes = 8;
  for (int r = 0; r < tile.rows; ++r) {
    const StepRow row(tile, step, r);
    const double* start = step.bias != nullptr ? step.bias : row.z;
    __m512d sums[kVectors];
    for (int v = 0; v < kVectors; ++v) sums[v] = _mm512_load_pd(start + v * kWideLanes);
    for (std::uint64_t terms = row.terms; terms != 0; terms &= terms - 1) {
      const int k = std::countr_zero(terms);
      const double* w = step.weights + k * kVectors * kWideLanes;
      const __m512d h = _mm512_set1_pd(row.h[k]);
      for (int v = 0; v < kVectors; ++v) {
        sums[v] = _mm512_fmadd_pd(h, _mm512_load_pd(w + v * kWideLanes), sums[v]);
      }
    }
    for (int v = 0; v < kVectors; ++v) _mm512_store_pd(row.z + v * kWideLanes, sums[v]);
    if (!step.isLast) continue;
    const __m512d above = _mm512_set1_pd(tile.bounds[r]);
    const __m512d below = _mm512_set1_pd(-tile.bounds[r]);
    __m512d largest = _mm512_setzero_pd();
    SignBits signs;
    for (int v = 0; v < kVectors; ++v) {
      const std::uint64_t up = _mm512_cmp_pd_mask(sums[v], above, _CMP_GT_OQ);
      const std::uint64_t down = _mm512_cmp_pd_mask(sums[v], below, _CMP_LT_OQ);
      signs.up |= up << (v * kWideLanes);
      signs.down |= down << (v * kWideLanes);
      // A NaN on the left is dropped. (The plain maximum makes g++ warn about its own header.)
      largest = _mm512_mask_max_pd(largest, 0xFF, _mm512_abs_pd(sums[v]), largest);
    }
    signs.largest = largestOf(largest);
    setSigns(tile, step, r, signs);
  }
}

void runWideStep(const RowTile& tile, const Step& step) {
  switch (step.stride / kLineNumbers) {
    case 1:
      return runWideStep<1>(tile, step);
    case 2:
      return runWideStep<2>(tile, step);
    case 3:
      return runWideStep<3>(tile, step);
    case 4:
      return runWideStep<4>(tile, step);
    case 5:
      return runWideStep<5>(tile, step);
    case 6:
      return runWideStep<6>(tile, step);
    case 7:
      return runWideStep<7>(tile, step);
    default:
      return runWideStep<8>(tile, step);
  }
}

#endif

}  // namespace

void RowProduct::set(const WeightView& weight, const BiasView& bias) {
  inputs_ = static_cast<int>(weight.cols());
  outputs_ = static_cast<int>(weight.rows());
  const auto stride = static_cast<std::size_t>(wholeLines(outputs_));
  double* w = weights_.reset(stride * static_cast<std::size_t>(inputs_));
  double* b = bias_.reset(stride);
  std::copy_n(bias.data(), outputs_, b);
  std::fill(b + outputs_, b + stride, 0.0);
  for (int first = 0; first < outputs_; first += kBlock) {
    const int outputs = std::min(kBlock, outputs_ - first);
    const int lines = wholeLines(outputs);
    for (int k = 0; k < inputs_; ++k, w += lines) {
      for (int j = 0; j < outputs; ++j) w[j] = weight(first + j, k);
      std::fill(w + outputs, w + lines, 0.0);
    }
  }
}

void RowProduct::multiply(const RowTile& tile, [[maybe_unused]] KernelWidth width) const {
  auto* runOne = &runStep;
#ifdef ADAMSCOPE_WIDE_ROWS
  if (width == KernelWidth::kWidest && __builtin_cpu_supports("avx512f")) runOne = &runWideStep;
#endif
  const double* w = weights_.data();
  for (int first = 0; first < outputs_; first += kBlock) {
    Step step{.stride = wholeLines(std::min(kBlock, outputs_ - first)), .signWord = first / kBlock};
    for (int term = 0; term < inputs_; term += kBlock) {
      const int terms = std::min(kBlock, inputs_ - term);
      step.weights = w;
      step.bias = term == 0 ? bias_.data() + first : nullptr;
      step.termWord = term / kBlock;
      step.isLast = term + terms == inputs_;
      runOne(tile, step);
      w += terms * step.stride;
    }
  }
}

}  // namespace adamscope
