#include "core/network/product_kernel.h"

#include <algorithm>

// Only where the build itself has fused multiply-adds: a rounded product would give other bits.
#if defined(__FMA__) && !defined(__AVX512F__)
#define ADAMSCOPE_WIDE_KERNEL
#include <immintrin.h>
#endif

namespace adamscope {
namespace {

// Eigen's SIMD vector of this build (4 doubles with AVX), with its explicit fused multiply-add.
using Packet = Eigen::internal::packet_traits<double>::type;
constexpr Eigen::Index kLanes = Eigen::internal::packet_traits<double>::size;
using Eigen::internal::ploadu;
using Eigen::internal::pmadd;
using Eigen::internal::pset1;
using Eigen::internal::pstoreu;

double startOf(const Target& target, int column) {
  return target.bias != nullptr ? target.bias[column] : 0.0;
}

// The base build's vectors. Vectors of rows times columns make up to 12 sums in flight, which hides
// the latency of the multiply-add and fits the 16 registers of AVX2.
template <int kVectors, int kColumns>
void multiplyBlock(const Panel& panel, const Factor& factor, const Target& target) {
  Packet sum[kColumns][kVectors];
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kVectors; ++v) {
      sum[c][v] = target.isFirst ? pset1<Packet>(startOf(target, c))
                                 : ploadu<Packet>(target.data + c * target.stride + v * kLanes);
    }
  }
  const double* x = panel.data;
  const double* w = factor.data;
  const Eigen::Index columnStride = factor.columnStride;
  for (Eigen::Index k = 0; k < panel.terms; ++k, x += panel.stride, w += factor.termStride) {
    Packet xs[kVectors];
    for (int v = 0; v < kVectors; ++v) xs[v] = ploadu<Packet>(x + v * kLanes);
    for (int c = 0; c < kColumns; ++c) {
      const Packet weight = pset1<Packet>(w[c * columnStride]);
      for (int v = 0; v < kVectors; ++v) sum[c][v] = pmadd(weight, xs[v], sum[c][v]);
    }
  }
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kVectors; ++v) {
      pstoreu(target.data + c * target.stride + v * kLanes, sum[c][v]);
    }
  }
}

struct BaseKernel {
  static constexpr Eigen::Index kVectorRows = kLanes;
  static constexpr int kMaxVectors = 4;
  static constexpr int kColumns = 3;
  template <int kVectors, int kColumnCount>
  static void multiply(const Panel& panel, const Factor& factor, const Target& target) {
    multiplyBlock<kVectors, kColumnCount>(panel, factor, target);
  }
};

#ifdef ADAMSCOPE_WIDE_KERNEL

// The same with AVX-512: 8 rows a vector, and up to 24 sums in its 32 registers.
template <int kVectors, int kColumns>
__attribute__((target("avx512f"))) void multiplyWideBlock(const Panel& panel, const Factor& factor,
                                                          const Target& target) {
  constexpr int kWideLanes = 8;
  __m512d sum[kColumns][kVectors];
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kVectors; ++v) {
      const double* there = target.data + c * target.stride + v * kWideLanes;
      sum[c][v] = target.isFirst ? _mm512_set1_pd(startOf(target, c)) : _mm512_loadu_pd(there);
    }
  }
  const double* x = panel.data;
  const double* w = factor.data;
  const Eigen::Index columnStride = factor.columnStride;
  for (Eigen::Index k = 0; k < panel.terms; ++k, x += panel.stride, w += factor.termStride) {
    __m512d xs[kVectors];
    for (int v = 0; v < kVectors; ++v) xs[v] = _mm512_loadu_pd(x + v * kWideLanes);
    for (int c = 0; c < kColumns; ++c) {
      const __m512d weight = _mm512_set1_pd(w[c * columnStride]);
      for (int v = 0; v < kVectors; ++v) sum[c][v] = _mm512_fmadd_pd(weight, xs[v], sum[c][v]);
    }
  }
  for (int c = 0; c < kColumns; ++c) {
    for (int v = 0; v < kVectors; ++v) {
      _mm512_storeu_pd(target.data + c * target.stride + v * kWideLanes, sum[c][v]);
    }
  }
}

struct WideKernel {
  static constexpr Eigen::Index kVectorRows = 8;
  static constexpr int kMaxVectors = 4;
  static constexpr int kColumns = 6;
  template <int kVectors, int kColumnCount>
  static void multiply(const Panel& panel, const Factor& factor, const Target& target) {
    multiplyWideBlock<kVectors, kColumnCount>(panel, factor, target);
  }
};

#endif

// All columns, for kVectors vectors of rows.
template <class Kernel, int kVectors>
void multiplyColumns(const Panel& panel, Factor factor, Eigen::Index columns, Target target) {
  const auto skip = [&](Eigen::Index count) {
    columns -= count;
    factor.data += count * factor.columnStride;
    target.data += count * target.stride;
    if (target.bias != nullptr) target.bias += count;
  };
  while (columns >= Kernel::kColumns) {
    Kernel::template multiply<kVectors, Kernel::kColumns>(panel, factor, target);
    skip(Kernel::kColumns);
  }
  while (columns >= 2) {
    Kernel::template multiply<kVectors, 2>(panel, factor, target);
    skip(2);
  }
  if (columns == 1) Kernel::template multiply<kVectors, 1>(panel, factor, target);
}

template <class Kernel>
void multiplyWholeVectors(Panel panel, const Factor& factor, Eigen::Index columns, Target target) {
  const auto multiplyRows = [&]<int kVectors>() {
    constexpr Eigen::Index kRows = kVectors * Kernel::kVectorRows;
    for (; panel.rows >= kRows; panel.rows -= kRows, panel.data += kRows, target.data += kRows) {
      multiplyColumns<Kernel, kVectors>(panel, factor, columns, target);
    }
  };
  multiplyRows.template operator()<Kernel::kMaxVectors>();
  multiplyRows.template operator()<2>();
  multiplyRows.template operator()<1>();
}

// Rows that end inside a vector are computed beside the target and copied.
template <class Kernel>
void multiplyRows(const Panel& panel, Factor factor, Eigen::Index columns, Target target) {
  const Eigen::Index tail = panel.rows % Kernel::kVectorRows;
  if (tail == 0) {
    multiplyWholeVectors<Kernel>(panel, factor, columns, target);
    return;
  }
  const Panel whole{panel.data, panel.stride, panel.terms, panel.rows - tail + Kernel::kVectorRows};
  for (; columns > 0; columns -= Kernel::kColumns) {
    const Eigen::Index block = std::min<Eigen::Index>(columns, Kernel::kColumns);
    double copy[Kernel::kColumns * kPanelRows] = {};
    for (Eigen::Index c = 0; c < block && !target.isFirst; ++c) {
      std::copy_n(target.data + c * target.stride, panel.rows, copy + c * kPanelRows);
    }
    multiplyWholeVectors<Kernel>(whole, factor, block,
                                 {copy, kPanelRows, target.bias, target.isFirst});
    for (Eigen::Index c = 0; c < block; ++c) {
      std::copy_n(copy + c * kPanelRows, panel.rows, target.data + c * target.stride);
    }
    factor.data += block * factor.columnStride;
    target.data += block * target.stride;
    if (target.bias != nullptr) target.bias += block;
  }
}

}  // namespace

void multiplyPanel(const Panel& panel, const Factor& factor, Eigen::Index columns,
                   const Target& target, [[maybe_unused]] KernelWidth width) {
#ifdef ADAMSCOPE_WIDE_KERNEL
  if (width == KernelWidth::kWidest && __builtin_cpu_supports("avx512f")) {
    multiplyRows<WideKernel>(panel, factor, columns, target);
    return;
  }
#endif
  multiplyRows<BaseKernel>(panel, factor, columns, target);
}

}  // namespace adamscope
