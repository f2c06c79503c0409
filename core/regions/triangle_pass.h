// The forward pass of one sample over a whole triangle of a parameter slice: each preactivation as
// a polynomial there, by its Bernstein coefficients. The weights are linear on the triangle, given
// by their values at its three corners, so z = W h + b is one multiplication of polynomials a
// layer, and its degree is the layer's number (theory D2).
//
// Where a neuron below changes its sign on the triangle, its activation max(z, a z) lies within a
// chord of a band: h = slope z + offset, plus or minus a radius. So most neurons above are decided
// even before the triangle is small enough for everything below to be.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry/triangle_polynomial.h"
#include "core/network/network.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// What is known about one neuron for one sample on a triangle.
enum class NeuronState : std::int8_t {
  kOff,         ///< z <= 0 everywhere.
  kOn,          ///< z > 0 everywhere.
  kPending,     ///< May have a boundary here.
  kTraced,      ///< The same, and its boundary here has been drawn.
  kAssumedOff,  ///< Looked at as if its mask were 0: z is computed all the same.
  kAssumedOn,
};

/// Whether both signs may occur.
inline bool isMixed(NeuronState state) {
  return state == NeuronState::kPending || state == NeuronState::kTraced;
}

class TrianglePass {
 public:
  /// inputs: n x d_0. All of it must outlive this object. The triangles to come lie inside
  /// `domain`. Layers above kMaxTriangleDegree are left alone.
  TrianglePass(const Architecture& architecture, const Matrix& inputs, const InputSlice& plane,
               const SliceDomain& domain);

  /// theta at the three corners; the vectors must stay where they are.
  void setCorners(const std::array<const double*, 3>& parameters) { corners_ = parameters; }

  /// Computes the layers 1 .. top from the states (one for each hidden neuron in the order of the
  /// layers), and settles kPending and kTraced ones to kOn and kOff where the coefficients prove
  /// it. Of layer `top` only kPending neurons are computed.
  void run(int sample, std::span<NeuronState> states, int top);

  /// After run: the coefficients of z. Exact up to rounding() if no neuron below was mixed.
  std::span<const double> preactivation(int layer, int neuron) const;
  /// Bound on the rounding error of the coefficients.
  double rounding(int sample, int layer) const;

  int tracedLayers() const { return static_cast<int>(layers_.size()); }
  /// Of the first neuron of a layer, in the order of the layers.
  std::size_t firstNeuron(int layer) const { return layers_[index(layer)].first; }
  int width(int layer) const { return architecture_.width(layer); }

 private:
  /// Coefficient alpha of a product with a linear function: sum over the corners v of
  /// factor[v] * (coefficient source[v] of the other factor times the linear one's value at v).
  struct Fold {
    std::array<std::size_t, 3> source;
    std::array<double, 3> factor;
  };
  struct Layer {
    std::size_t first = 0;
    std::size_t stride = 0;      // doubles for one polynomial, a multiple of 4
    int count = 0;               // coefficients
    std::vector<double> z;       // neuron x stride
    std::vector<double> h;       // the same; unused ends are 0
    std::vector<double> radius;  // of h around its polynomial
    std::vector<int> active;     // neurons with h != 0
    std::vector<Fold> folds;     // from the layer below
  };

  static std::size_t index(int layer) { return static_cast<std::size_t>(layer) - 1; }
  void boundRounding(const Matrix& inputs, const InputSlice& plane, const SliceDomain& domain);
  void computeFirst(int sample, int neuron, double* z) const;
  double computeUpper(int layer, int neuron, double* z) const;
  void activate(Layer& layer, int neuron, NeuronState state, double radius,
                const CoefficientRange& range);

  const Architecture& architecture_;
  std::array<const double*, 3> corners_{};
  std::vector<Layer> layers_;
  std::vector<double> inputRows_;  // n x d_0
  std::vector<double> rounding_;   // n x layers
};

}  // namespace adamscope
