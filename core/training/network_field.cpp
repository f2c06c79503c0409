#include "core/training/network_field.h"

#include <cmath>

#include "core/network/dense_product.h"

namespace adamscope {

NetworkField::NetworkField(const Setting& setting, NetworkFieldBuffers& buffers)
    : setting_(setting), buffers_(buffers) {
  const auto layers = static_cast<std::size_t>(buffers.network.architecture.layerCount());
  buffers.preactivations.resize(layers);
  buffers.activations.resize(layers - 1);
  buffers.slopes.resize(layers - 1);
  buffers.preactivationGradients.resize(layers);
  buffers.preactivationGradients.back().resizeLike(setting.targets);
}

const Matrix& NetworkField::inputsOf(int layer) const {
  return layer == 1 ? setting_.inputs : buffers_.activations[static_cast<std::size_t>(layer) - 2];
}

void NetworkField::preactivate(int layer) {
  const Network& network = buffers_.network;
  affineProduct(inputsOf(layer), network.weight(layer), network.bias(layer),
                buffers_.preactivations[static_cast<std::size_t>(layer) - 1]);
}

void NetworkField::freezeSides(const Vector& theta) {
  buffers_.network.parameters = theta;
  const Architecture& shape = buffers_.network.architecture;
  for (int layer = 1; layer <= shape.layerCount(); ++layer) {
    preactivate(layer);
    if (layer == shape.layerCount()) break;
    const auto l = static_cast<std::size_t>(layer) - 1;
    const Matrix& z = buffers_.preactivations[l];
    buffers_.slopes[l] =
        (z.array() > 0.0).select(Matrix::Ones(z.rows(), z.cols()), shape.leakySlope);
    buffers_.activations[l] = z.cwiseProduct(buffers_.slopes[l]);
  }
}

void NetworkField::moveTo(const Vector& theta) {
  buffers_.network.parameters = theta;
  for (int layer = 1; layer <= buffers_.network.architecture.layerCount(); ++layer) {
    preactivate(layer);
    const auto l = static_cast<std::size_t>(layer) - 1;
    if (l == buffers_.slopes.size()) break;
    buffers_.activations[l] = buffers_.preactivations[l].cwiseProduct(buffers_.slopes[l]);
  }
}

bool NetworkField::velocity(const Vector& theta, Vector& velocity) {
  moveTo(theta);
  const Network& network = buffers_.network;
  const Architecture& shape = network.architecture;
  velocity.resize(theta.size());
  std::vector<Matrix>& dz = buffers_.preactivationGradients;
  const double loss = lossValueAndGradient(setting_.loss, buffers_.preactivations.back(),
                                           setting_.targets, dz.back());
  for (int layer = shape.layerCount(); layer >= 1; --layer) {
    const auto l = static_cast<std::size_t>(layer) - 1;
    weightGradient(dz[l], inputsOf(layer), weightView(shape, velocity, layer),
                   biasView(shape, velocity, layer));
    if (layer == 1) break;
    pullBack(dz[l], network.weight(layer), dz[l - 1]);
    dz[l - 1].array() *= buffers_.slopes[l - 1].array();
  }
  velocity = -velocity;
  if (setting_.weightDecay != 0.0) velocity -= setting_.weightDecay * theta;
  return std::isfinite(loss) && (0.0 * velocity.array()).sum() == 0.0;
}

NetworkField::Place NetworkField::placeOf(int boundary) const {
  const Eigen::Index samples = setting_.inputs.rows();
  Place place{1, boundary / samples, boundary % samples};
  for (const Matrix& slopes : buffers_.slopes) {
    if (place.neuron < slopes.cols()) break;
    place.neuron -= slopes.cols();
    ++place.layer;
  }
  return place;
}

double& NetworkField::slopeAt(const Place& place) {
  return buffers_.slopes[static_cast<std::size_t>(place.layer) - 1](place.sample, place.neuron);
}

double NetworkField::slopeAt(const Place& place) const {
  return buffers_.slopes[static_cast<std::size_t>(place.layer) - 1](place.sample, place.neuron);
}

void NetworkField::flipSide(int boundary) {
  double& slope = slopeAt(placeOf(boundary));
  slope = slope == 1.0 ? buffers_.network.architecture.leakySlope : 1.0;
}

double NetworkField::sideOf(int boundary) const {
  return slopeAt(placeOf(boundary)) == 1.0 ? 1.0 : -1.0;
}

void NetworkField::misplaced(std::vector<int>& boundaries) const {
  boundaries.clear();
  Eigen::Index first = 0;
  for (std::size_t l = 0; l < buffers_.slopes.size(); ++l) {
    const Matrix& z = buffers_.preactivations[l];
    const Matrix& slopes = buffers_.slopes[l];
    if (((z.array() > 0.0) != (slopes.array() == 1.0)).any()) {
      for (Eigen::Index e = 0; e < z.size(); ++e) {
        if ((z.data()[e] > 0.0) != (slopes.data()[e] == 1.0)) {
          boundaries.push_back(static_cast<int>(first + e));
        }
      }
    }
    first += z.size();
  }
}

// dL/dh_{l,j}(x_i).
double NetworkField::upstream(const Place& place) const {
  const Matrix& above = buffers_.preactivationGradients[static_cast<std::size_t>(place.layer)];
  return above.row(place.sample).dot(buffers_.network.weight(place.layer + 1).col(place.neuron));
}

void NetworkField::fillGradient(const Place& place, Eigen::Ref<Eigen::RowVectorXd> gradient) const {
  const Network& network = buffers_.network;
  const Architecture& shape = network.architecture;
  gradient.setZero();
  // dz/dz_m of the layer at hand; only neuron j of layer l itself.
  Eigen::RowVectorXd pulled = Eigen::RowVectorXd::Unit(shape.width(place.layer), place.neuron);
  for (int layer = place.layer; layer >= 1; --layer) {
    const Eigen::Index width = shape.width(layer);
    const Eigen::Index below = shape.width(layer - 1);
    const auto input = inputsOf(layer).row(place.sample);
    for (Eigen::Index j = 0; j < width; ++j) {
      if (pulled(j) == 0.0) continue;
      gradient.segment(shape.weightOffset(layer) + j * below, below) = pulled(j) * input;
    }
    gradient.segment(shape.biasOffset(layer), width) = pulled;
    if (layer == 1) break;
    pulled = pulled * network.weight(layer);
    pulled.array() *=
        buffers_.slopes[static_cast<std::size_t>(layer) - 2].row(place.sample).array();
  }
}

void NetworkField::evaluate(std::span<const int> boundaries, BoundaryValues& values) const {
  const auto count = static_cast<Eigen::Index>(boundaries.size());
  values.values.resize(count);
  values.jumps.resize(count);
  values.gradients.resize(count, buffers_.network.parameters.size());
  for (Eigen::Index k = 0; k < count; ++k) {
    const Place place = placeOf(boundaries[static_cast<std::size_t>(k)]);
    const auto layer = static_cast<std::size_t>(place.layer) - 1;
    values.values(k) = buffers_.preactivations[layer](place.sample, place.neuron);
    const double kink = (1.0 - buffers_.network.architecture.leakySlope) * upstream(place);
    values.jumps(k) = slopeAt(place) == 1.0 ? kink : -kink;
    fillGradient(place, values.gradients.row(k));
  }
}

}  // namespace adamscope
