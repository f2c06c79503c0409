#include "core/network/network.h"

namespace adamscope {

int Architecture::hiddenNeuronCount() const {
  int count = 0;
  for (int layer = 1; layer <= hiddenLayerCount(); ++layer) count += width(layer);
  return count;
}

int Architecture::parameterCount() const { return weightOffset(layerCount() + 1); }

int Architecture::weightOffset(int layer) const {
  int offset = 0;
  for (int l = 1; l < layer; ++l) offset += width(l) * (width(l - 1) + 1);
  return offset;
}

Status Architecture::validate() const {
  if (widths.size() < 2) return Error{"a network needs at least an input and an output width"};
  for (const int w : widths) {
    if (w < 1) return Error{"every width must be at least 1, not " + std::to_string(w)};
  }
  if (!(leakySlope >= 0.0 && leakySlope < 1.0)) {
    return Error{"the leaky slope must be in [0, 1), not " + std::to_string(leakySlope)};
  }
  return {};
}

std::string Architecture::describe() const {
  std::string text = "[";
  for (const int w : widths) {
    if (text.size() > 1) text += ',';
    text += std::to_string(w);
  }
  text += ']';
  return text;
}

WeightView weightView(const Architecture& architecture, const Vector& flat, int layer) {
  return {flat.data() + architecture.weightOffset(layer), architecture.width(layer),
          architecture.width(layer - 1)};
}

BiasView biasView(const Architecture& architecture, const Vector& flat, int layer) {
  return {flat.data() + architecture.biasOffset(layer), architecture.width(layer)};
}

MutableWeightView weightView(const Architecture& architecture, Vector& flat, int layer) {
  return {flat.data() + architecture.weightOffset(layer), architecture.width(layer),
          architecture.width(layer - 1)};
}

MutableBiasView biasView(const Architecture& architecture, Vector& flat, int layer) {
  return {flat.data() + architecture.biasOffset(layer), architecture.width(layer)};
}

WeightView Network::weight(int layer) const { return weightView(architecture, parameters, layer); }
BiasView Network::bias(int layer) const { return biasView(architecture, parameters, layer); }
MutableWeightView Network::weight(int layer) { return weightView(architecture, parameters, layer); }
MutableBiasView Network::bias(int layer) { return biasView(architecture, parameters, layer); }

}  // namespace adamscope
