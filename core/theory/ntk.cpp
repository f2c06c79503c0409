#include "core/theory/ntk.h"

#include <algorithm>
#include <cmath>

#include "core/geometry/symmetric_eigen.h"
#include "core/network/backward.h"

namespace adamscope {

namespace {

/// D_l^o for one output o and l = 1..H+1: the last one is the unit column of that output.
std::vector<Matrix> sampleGradients(const Network& network, const Eigen::Ref<const Matrix>& inputs,
                                    const ForwardPass& pass, int output) {
  Matrix outputGradient = Matrix::Zero(inputs.rows(), network.architecture.outputCount());
  outputGradient.col(output).setOnes();
  BackwardPass workspace;
  Vector ignored;
  backward(network, inputs, pass, outputGradient, workspace, ignored);
  std::vector<Matrix> gradients = std::move(workspace.preactivationGradients);
  gradients.push_back(std::move(outputGradient));
  return gradients;
}

}  // namespace

Matrix neuralTangentKernel(const Network& network, const Eigen::Ref<const Matrix>& inputs) {
  const Eigen::Index n = inputs.rows();
  const int outputs = network.architecture.outputCount();
  ForwardPass pass;
  forward(network, inputs, pass);
  std::vector<std::vector<Matrix>> gradients;
  for (int o = 0; o < outputs; ++o) {
    gradients.push_back(sampleGradients(network, inputs, pass, o));
  }
  Matrix kernel = Matrix::Zero(n * outputs, n * outputs);
  Matrix features;
  for (int layer = 1; layer <= network.architecture.layerCount(); ++layer) {
    const auto at = static_cast<std::size_t>(layer) - 1;
    if (layer == 1) {
      features.noalias() = inputs * inputs.transpose();
    } else {
      features.noalias() = pass.activations[at - 1] * pass.activations[at - 1].transpose();
    }
    features.array() += 1.0;
    for (int a = 0; a < outputs; ++a) {
      for (int b = 0; b <= a; ++b) {
        const Matrix products = gradients[static_cast<std::size_t>(a)][at] *
                                gradients[static_cast<std::size_t>(b)][at].transpose();
        kernel.block(a * n, b * n, n, n).array() += products.array() * features.array();
      }
    }
  }
  kernel.triangularView<Eigen::StrictlyUpper>() = kernel.transpose();
  return kernel;
}

Matrix outputJacobian(const Network& network, const Eigen::Ref<const Matrix>& inputs) {
  const Eigen::Index n = inputs.rows();
  const int outputs = network.architecture.outputCount();
  Matrix jacobian(n * outputs, network.parameters.size());
  ForwardPass pass;
  BackwardPass workspace;
  Vector gradient;
  for (Eigen::Index i = 0; i < n; ++i) {
    const Matrix input = inputs.row(i);
    forward(network, input, pass);
    for (int o = 0; o < outputs; ++o) {
      Matrix outputGradient = Matrix::Zero(1, outputs);
      outputGradient(0, o) = 1.0;
      backward(network, input, pass, outputGradient, workspace, gradient);
      jacobian.row(o * n + i) = gradient.transpose();
    }
  }
  return jacobian;
}

Vector kernelEigenvalues(const Matrix& kernel) {
  if (kernel.size() == 0) return {};
  return symmetricEigenvalues(kernel).reverse().cwiseMax(0.0);
}

double symmetricNorm(const Matrix& symmetric) {
  if (symmetric.size() == 0) return 0.0;
  Eigen::Index longest = 0;
  const double start = symmetric.colwise().squaredNorm().maxCoeff(&longest);
  if (start == 0.0) return 0.0;
  Vector direction = symmetric.col(longest).normalized();
  double norm = 0.0;
  for (int i = 0; i < 300; ++i) {
    const Vector next = symmetric * direction;
    const double length = next.norm();
    if (length == 0.0) break;
    direction = next / length;
    const bool settled = length <= norm * (1.0 + 1e-9);
    norm = std::max(norm, length);
    if (settled) break;
  }
  return norm;
}

std::vector<int> spreadSamples(int n, int limit) {
  ADAMSCOPE_CHECK(limit >= 1, "at least one sample");
  const int count = std::min(n, limit);
  std::vector<int> samples;
  for (int k = 0; k < count; ++k) {
    samples.push_back(static_cast<int>(static_cast<long>(k) * n / count));
  }
  return samples;
}

KernelFollower::KernelFollower(const Network& initial, const Matrix& inputs, int limit)
    : initialParameters_(initial.parameters) {
  const int perOutput = std::max(1, limit / initial.architecture.outputCount());
  const std::vector<int> samples = spreadSamples(static_cast<int>(inputs.rows()), perOutput);
  usesAll_ = static_cast<Eigen::Index>(samples.size()) == inputs.rows();
  inputs_.resize(static_cast<Eigen::Index>(samples.size()), inputs.cols());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    inputs_.row(static_cast<Eigen::Index>(i)) = inputs.row(samples[i]);
  }
  initialKernel_ = neuralTangentKernel(initial, inputs_);
  const Vector values = kernelEigenvalues(initialKernel_);
  initialNorm_ = values(0);
  initialSmallest_ = values(values.size() - 1);
}

KernelState KernelFollower::measure(const Network& network, long step, double time) const {
  const Matrix kernel = neuralTangentKernel(network, inputs_);
  const Vector values = kernelEigenvalues(kernel);
  KernelState state;
  state.step = step;
  state.time = time;
  state.spectrum = {values(values.size() - 1), values(0)};
  state.drift = symmetricNorm(kernel - initialKernel_);
  state.relativeDrift = initialNorm_ > 0.0 ? state.drift / initialNorm_ : 0.0;
  state.parameterDrift = (network.parameters - initialParameters_).norm();
  return state;
}

Vector KernelFollower::eigenvalues(const Network& network) const {
  return kernelEigenvalues(neuralTangentKernel(network, inputs_));
}

}  // namespace adamscope
