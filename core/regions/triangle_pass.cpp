#include "core/regions/triangle_pass.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace adamscope {
namespace {

constexpr double kUnitRoundoff = 0x1.0p-53;

/// Adds w_v[k] * h[k] over the active k, for the three corners v. kStride: 0 is any.
template <std::size_t kStride>
void accumulate(const std::array<const double*, 3>& rows, std::span<const int> active,
                const double* h, std::size_t anyStride, double* sums) {
  const std::size_t stride = kStride == 0 ? anyStride : kStride;
  for (const int k : active) {
    const double* source = h + static_cast<std::size_t>(k) * stride;
    for (std::size_t v = 0; v < 3; ++v) {
      const double w = rows[v][k];
      double* sum = sums + v * stride;
      for (std::size_t p = 0; p < stride; ++p) sum[p] += w * source[p];
    }
  }
}

/// Largest possible |entry| in the domain of a range of theta's entries.
double largestEntry(const InputSlice& plane, double s, double t, int begin, int count) {
  double largest = 0.0;
  for (int i = begin; i < begin + count; ++i) {
    largest = std::max(largest, std::abs(plane.origin[i]) + s * std::abs(plane.directions(i, 0)) +
                                    t * std::abs(plane.directions(i, 1)));
  }
  return largest;
}

}  // namespace

TrianglePass::TrianglePass(const Architecture& architecture, const Matrix& inputs,
                           const InputSlice& plane, const SliceDomain& domain)
    : architecture_(architecture) {
  ADAMSCOPE_CHECK(inputs.cols() == architecture.inputCount(), "the inputs must be n x d_0");
  for (Eigen::Index i = 0; i < inputs.rows(); ++i) {
    for (Eigen::Index k = 0; k < inputs.cols(); ++k) inputRows_.push_back(inputs(i, k));
  }
  const int layers = std::min(architecture.hiddenLayerCount(), kMaxTriangleDegree);
  std::size_t first = 0;
  for (int l = 1; l <= layers; ++l) {
    Layer& layer = layers_.emplace_back();
    const auto width = static_cast<std::size_t>(architecture.width(l));
    layer.first = first;
    first += width;
    layer.count = triangleCoefficientCount(l);
    layer.stride = (static_cast<std::size_t>(layer.count) + 3) / 4 * 4;
    layer.z.assign(width * layer.stride, 0.0);
    layer.h.assign(width * layer.stride, 0.0);
    layer.radius.assign(width, 0.0);
    if (l == 1) continue;
    for (int k = 0; k <= l; ++k) {
      for (int i = 0; i + k <= l; ++i) {
        const int j = l - i - k;
        Fold fold{{0, 0, 0}, {double(j) / l, double(i) / l, double(k) / l}};
        if (j > 0) fold.source[0] = triangleIndex(l - 1, i, k);
        if (i > 0) fold.source[1] = triangleIndex(l - 1, i - 1, k);
        if (k > 0) fold.source[2] = triangleIndex(l - 1, i, k - 1);
        layer.folds.push_back(fold);
      }
    }
  }
  boundRounding(inputs, plane, domain);
}

// One bound for the whole domain. With |theta| for the largest entries of a layer: |z_l| <= M_l =
// m W M_{l-1} + B, and its error is at most m W times the error below plus gamma M_l, with one
// rounding for each operation on the way, those of theta(s, t) included.
void TrianglePass::boundRounding(const Matrix& inputs, const InputSlice& plane,
                                 const SliceDomain& domain) {
  const double s = std::max(std::abs(domain.xMin), std::abs(domain.xMax));
  const double t = std::max(std::abs(domain.yMin), std::abs(domain.yMax));
  std::vector<double> weights;
  std::vector<double> biases;
  for (int l = 1; l <= tracedLayers(); ++l) {
    const int width = architecture_.width(l);
    weights.push_back(largestEntry(plane, s, t, architecture_.weightOffset(l),
                                   width * architecture_.width(l - 1)));
    biases.push_back(largestEntry(plane, s, t, architecture_.biasOffset(l), width));
  }
  for (Eigen::Index i = 0; i < inputs.rows(); ++i) {
    double size = inputs.row(i).cwiseAbs().sum();
    double error = 0.0;
    for (int l = 1; l <= tracedLayers(); ++l) {
      const int fanIn = architecture_.width(l - 1);
      const double gain = (l == 1 ? 1.0 : fanIn) * weights[index(l)];
      const double gamma = (2.0 * fanIn + 16.0) * kUnitRoundoff;
      size = gain * size + biases[index(l)];
      error = (gain * error + gamma * size) * (1.0 + 1e-12);
      rounding_.push_back(error);
    }
  }
}

double TrianglePass::rounding(int sample, int layer) const {
  return rounding_[static_cast<std::size_t>(sample) * layers_.size() + index(layer)];
}

std::span<const double> TrianglePass::preactivation(int layer, int neuron) const {
  const Layer& own = layers_[index(layer)];
  return std::span(own.z).subspan(static_cast<std::size_t>(neuron) * own.stride,
                                  static_cast<std::size_t>(own.count));
}

void TrianglePass::run(int sample, std::span<NeuronState> states, int top) {
  for (int l = 1; l <= top; ++l) {
    Layer& layer = layers_[index(l)];
    layer.active.clear();
    const double error = rounding(sample, l);
    for (int j = 0; j < architecture_.width(l); ++j) {
      NeuronState& state = states[layer.first + static_cast<std::size_t>(j)];
      if (state == NeuronState::kOff && architecture_.leakySlope == 0.0) continue;
      if (l == top && state != NeuronState::kPending) continue;
      double* z = layer.z.data() + static_cast<std::size_t>(j) * layer.stride;
      double radius = 0.0;
      if (l == 1) {
        computeFirst(sample, j, z);
      } else {
        radius = computeUpper(l, j, z);
      }
      CoefficientRange range = rangeOf(preactivation(l, j));
      if (isMixed(state)) {
        const bool isZero = range.low == 0.0 && range.high == 0.0 && radius == 0.0;
        range.low -= radius + error;
        range.high += radius + error;
        if (range.low > 0.0) state = NeuronState::kOn;
        if (range.high <= 0.0 || isZero) state = NeuronState::kOff;
      }
      if (l < top) activate(layer, j, state, radius, range);
    }
  }
}

void TrianglePass::computeFirst(int sample, int neuron, double* z) const {
  const int fanIn = architecture_.inputCount();
  const std::ptrdiff_t row = architecture_.weightOffset(1) + std::ptrdiff_t{neuron} * fanIn;
  const std::ptrdiff_t bias = architecture_.biasOffset(1) + neuron;
  const double* x = inputRows_.data() + std::ptrdiff_t{sample} * fanIn;
  for (std::size_t v = 0; v < 3; ++v) {
    double sum = corners_[v][bias];
    for (int k = 0; k < fanIn; ++k) sum += corners_[v][row + k] * x[k];
    z[v] = sum;
  }
}

/// Returns the radius around the polynomial.
double TrianglePass::computeUpper(int layer, int neuron, double* z) const {
  const Layer& below = layers_[index(layer - 1)];
  const int fanIn = architecture_.width(layer - 1);
  const std::ptrdiff_t row = architecture_.weightOffset(layer) + std::ptrdiff_t{neuron} * fanIn;
  const std::ptrdiff_t bias = architecture_.biasOffset(layer) + neuron;
  const std::array<const double*, 3> rows{corners_[0] + row, corners_[1] + row, corners_[2] + row};
  constexpr std::size_t kLongest = (triangleCoefficientCount(kMaxTriangleDegree) + 3) / 4 * 4;
  alignas(32) std::array<double, 3 * kLongest> sums;
  std::fill_n(sums.begin(), 3 * below.stride, 0.0);
  const double* h = below.h.data();
  if (below.stride == 4) {
    accumulate<4>(rows, below.active, h, 4, sums.data());
  } else if (below.stride == 8) {
    accumulate<8>(rows, below.active, h, 8, sums.data());
  } else {
    accumulate<0>(rows, below.active, h, below.stride, sums.data());
  }
  const Layer& own = layers_[index(layer)];
  for (std::size_t p = 0; p < own.folds.size(); ++p) {
    const Fold& fold = own.folds[p];
    double sum = 0.0;
    for (std::size_t v = 0; v < 3; ++v) {
      sum += fold.factor[v] * (sums[v * below.stride + fold.source[v]] + corners_[v][bias]);
    }
    z[p] = sum;
  }
  double radius = 0.0;
  for (const int k : below.active) {
    const double below_k = below.radius[static_cast<std::size_t>(k)];
    if (below_k == 0.0) continue;
    radius +=
        below_k * std::max({std::abs(rows[0][k]), std::abs(rows[1][k]), std::abs(rows[2][k])});
  }
  return radius * (1.0 + 1e-12);
}

void TrianglePass::activate(Layer& layer, int neuron, NeuronState state, double radius,
                            const CoefficientRange& range) {
  const auto j = static_cast<std::size_t>(neuron);
  const double leaky = architecture_.leakySlope;
  double slope = 1.0;
  double offset = 0.0;
  if (isMixed(state)) {
    // Between max(z, leaky z) and its chord over [low, high].
    slope = (range.high - leaky * range.low) / (range.high - range.low);
    offset = 0.5 * (1.0 - slope) * range.high;
  } else if (state == NeuronState::kOff || state == NeuronState::kAssumedOff) {
    slope = leaky;
  }
  if (slope == 0.0 && offset == 0.0) return;
  layer.active.push_back(neuron);
  layer.radius[j] = slope * radius + offset;
  const double* z = layer.z.data() + j * layer.stride;
  double* h = layer.h.data() + j * layer.stride;
  for (int p = 0; p < layer.count; ++p) h[p] = slope * z[p] + offset;
}

}  // namespace adamscope
