// The field -grad L of a network over all training samples (minus the weight decay), smooth between
// the boundaries z_{l,j}(x_i; theta) = 0: forward and backward pass with frozen masks. The jump of
// grad L across a boundary is parallel to grad z, because L is continuous: with the slope s of the
// activation below zero, grad L above minus grad L below = (1 - s) dL/dh_{l,j}(x_i) grad z.
#pragma once

#include <vector>

#include "core/training/gradient_flow.h"
#include "core/training/loss.h"

namespace adamscope {

/// The values inside the network at the field's place, n samples. Kept between pieces.
struct NetworkFieldBuffers {
  Network network;                     ///< At the place.
  std::vector<Matrix> preactivations;  ///< [l-1]: z_l, n x m_l, layers 1..H+1.
  std::vector<Matrix> activations;     ///< [l-1]: h_l = slope_l * z_l, layers 1..H.
  std::vector<Matrix> slopes;          ///< [l-1]: 1 or the slope below zero: the frozen sides.
  std::vector<Matrix> preactivationGradients;  ///< [l-1]: dL/dz_l, layers 1..H+1.
};

/// Lives for one piece; what it refers to must live as long. Boundaries are numbered by layer, then
/// neuron, then sample.
class NetworkField final : public PiecewiseField {
 public:
  struct Setting {
    const Matrix& inputs;   ///< n x d_0.
    const Matrix& targets;  ///< n x d_out.
    Loss loss = Loss::kBce;
    double weightDecay = 0.0;
  };

  /// buffers.network must have its architecture; the rest takes its shape here and by use.
  NetworkField(const Setting& setting, NetworkFieldBuffers& buffers);

  void freezeSides(const Vector& theta) override;
  void flipSide(int boundary) override;
  double sideOf(int boundary) const override;
  void moveTo(const Vector& theta) override;
  bool velocity(const Vector& theta, Vector& velocity) override;
  void misplaced(std::vector<int>& boundaries) const override;
  void evaluate(std::span<const int> boundaries, BoundaryValues& values) const override;

 private:
  struct Place {
    int layer = 0;  // 1..H
    Eigen::Index neuron = 0;
    Eigen::Index sample = 0;
  };

  Place placeOf(int boundary) const;
  const Matrix& inputsOf(int layer) const;
  void preactivate(int layer);
  double& slopeAt(const Place& place);
  double slopeAt(const Place& place) const;
  double upstream(const Place& place) const;
  void fillGradient(const Place& place, Eigen::Ref<Eigen::RowVectorXd> gradient) const;

  Setting setting_;
  NetworkFieldBuffers& buffers_;
};

}  // namespace adamscope
