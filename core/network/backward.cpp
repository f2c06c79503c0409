#include "core/network/backward.h"

#include "core/network/dense_product.h"

namespace adamscope {

void backward(const Network& network, const Eigen::Ref<const Matrix>& inputs,
              const ForwardPass& pass, const Matrix& outputGradient, BackwardPass& workspace,
              Vector& gradient) {
  const Architecture& shape = network.architecture;
  ADAMSCOPE_CHECK(outputGradient.rows() == inputs.rows() &&
                      outputGradient.cols() == shape.outputCount() &&
                      pass.output().rows() == inputs.rows(),
                  "the output gradient and the pass must be those of these inputs");
  gradient.resize(shape.parameterCount());
  workspace.preactivationGradients.resize(static_cast<std::size_t>(shape.hiddenLayerCount()));
  const Matrix* dz = &outputGradient;
  for (int layer = shape.layerCount(); layer > 1; --layer) {
    const auto below = static_cast<std::size_t>(layer) - 2;
    weightGradient(*dz, pass.activations[below], weightView(shape, gradient, layer),
                   biasView(shape, gradient, layer));
    Matrix& dzBelow = workspace.preactivationGradients[below];
    pullBack(*dz, network.weight(layer), dzBelow);
    multiplyByActivationSlope(pass.preactivations[below], shape.leakySlope, dzBelow);
    dz = &dzBelow;
  }
  weightGradient(*dz, inputs, weightView(shape, gradient, 1), biasView(shape, gradient, 1));
}

}  // namespace adamscope
