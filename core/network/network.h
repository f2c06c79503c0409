// A fully connected ReLU network: widths (d_0, m_1, ..., m_H, d_out), parameters as one flat
// vector theta in PyTorch order (layer by layer, weight row-major out x in, then bias).
// Layers are counted as in theory section 1: hidden layers 1..H, output layer H+1.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

using Vector = Eigen::VectorXd;
/// Column-major. Data and activations are n x width: one row a sample, one contiguous column a
/// neuron.
using Matrix = Eigen::MatrixXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The shape of a network. Everything but theta.
struct Architecture {
  /// (d_0, m_1, ..., m_H, d_out); at least two entries, all positive.
  std::vector<int> widths;
  /// Slope of the activation below zero, in [0, 1); 0 is ReLU.
  double leakySlope = 0.0;

  int inputCount() const { return widths.front(); }
  int outputCount() const { return widths.back(); }
  /// H, the number of hidden layers (0 is an affine map).
  int hiddenLayerCount() const { return static_cast<int>(widths.size()) - 2; }
  /// H + 1, the number of affine layers.
  int layerCount() const { return static_cast<int>(widths.size()) - 1; }
  /// Width of layer 0..H+1.
  int width(int layer) const { return widths[static_cast<std::size_t>(layer)]; }
  /// M = m_1 + ... + m_H.
  int hiddenNeuronCount() const;
  /// d, the number of weights and biases.
  int parameterCount() const;
  /// Offset of layer l's weight (l in 1..H+1) in theta.
  int weightOffset(int layer) const;
  /// Offset of layer l's bias in theta.
  int biasOffset(int layer) const { return weightOffset(layer) + width(layer) * width(layer - 1); }

  /// An error if there are fewer than two widths, one is below 1, or the slope is not in [0, 1).
  Status validate() const;
  /// For example "[2,16,16,1]".
  std::string describe() const;

  friend bool operator==(const Architecture&, const Architecture&) = default;
};

/// Views of one layer's parameters inside a flat vector. W: out x in, b: out.
using WeightView = Eigen::Map<const RowMatrix>;
using BiasView = Eigen::Map<const Vector>;
using MutableWeightView = Eigen::Map<RowMatrix>;
using MutableBiasView = Eigen::Map<Vector>;

/// An architecture with its parameters.
struct Network {
  Architecture architecture;
  /// theta, length architecture.parameterCount().
  Vector parameters;

  /// W_l (width(l) x width(l-1)) and b_l (width(l)); layer in 1..H+1.
  WeightView weight(int layer) const;
  BiasView bias(int layer) const;
  MutableWeightView weight(int layer);
  MutableBiasView bias(int layer);
};

/// W_l and b_l inside any vector in theta's layout, for example a gradient.
WeightView weightView(const Architecture& architecture, const Vector& flat, int layer);
BiasView biasView(const Architecture& architecture, const Vector& flat, int layer);
MutableWeightView weightView(const Architecture& architecture, Vector& flat, int layer);
MutableBiasView biasView(const Architecture& architecture, Vector& flat, int layer);

}  // namespace adamscope
