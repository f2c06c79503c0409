#include "tests/support/reference_trainer.h"

#include <cmath>
#include <utility>

namespace adamscope::testing {

ReferenceTrainer::ReferenceTrainer(Network network, Matrix inputs, Vector targets, std::string loss,
                                   ReferenceOptimizer optimizer)
    : network_(std::move(network)),
      inputs_(std::move(inputs)),
      targets_(std::move(targets)),
      loss_(std::move(loss)),
      optimizer_(std::move(optimizer)) {
  firstMoment_ = Vector::Zero(network_.parameters.size());
  secondMoment_ = Vector::Zero(network_.parameters.size());
}

Vector ReferenceTrainer::gradient() const {
  ForwardPass pass;
  forward(network_, inputs_, pass);
  const Vector f = pass.output().col(0);
  const auto n = static_cast<double>(inputs_.rows());
  Matrix delta(inputs_.rows(), 1);
  if (loss_ == "bce") {
    delta.col(0) = ((1.0 + (-f.array()).exp()).inverse() - targets_.array()) / n;
  } else {
    delta.col(0) = 2.0 * (f - targets_) / n;
  }
  Vector result = Vector::Zero(network_.parameters.size());
  const Architecture& shape = network_.architecture;
  for (int l = shape.layerCount(); l >= 1; --l) {
    const Matrix& below = l == 1 ? inputs_ : pass.activations[static_cast<std::size_t>(l) - 2];
    weightView(shape, result, l) = delta.transpose() * below;
    biasView(shape, result, l) = delta.colwise().sum().transpose();
    if (l == 1) break;
    const Matrix& z = pass.preactivations[static_cast<std::size_t>(l) - 2];
    const Matrix back = delta * network_.weight(l);
    delta = (z.array() > 0.0).select(back, shape.leakySlope * back);
  }
  return result;
}

void ReferenceTrainer::step() {
  ++steps_;
  Vector g = gradient();
  Vector& theta = network_.parameters;
  const ReferenceOptimizer& o = optimizer_;
  if (o.kind == "sgdm") {
    g += o.weightDecay * theta;
    firstMoment_ = steps_ == 1 ? g : Vector(o.momentum * firstMoment_ + g);
    theta -= o.learningRate * firstMoment_;
    return;
  }
  if (o.kind == "adamw") theta *= 1.0 - o.learningRate * o.weightDecay;
  if (o.kind == "adam") g += o.weightDecay * theta;
  firstMoment_ = o.beta1 * firstMoment_ + (1.0 - o.beta1) * g;
  secondMoment_ = o.beta2 * secondMoment_ + (1.0 - o.beta2) * g.cwiseProduct(g);
  const double bias1 = 1.0 - std::pow(o.beta1, steps_);
  const double bias2 = 1.0 - std::pow(o.beta2, steps_);
  theta.array() -= o.learningRate / bias1 * firstMoment_.array() /
                   (secondMoment_.array().sqrt() / std::sqrt(bias2) + o.epsilon);
}

}  // namespace adamscope::testing
