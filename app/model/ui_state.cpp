#include "app/model/ui_state.h"

#include "app/model/face_locator.h"

namespace adamscope {

int neuronIndex(const Architecture& architecture, const NeuronId& id) {
  int index = id.neuron;
  for (int layer = 1; layer < id.layer; ++layer) index += architecture.width(layer);
  return index;
}

std::optional<int> faceAt(const AnalysisFrame& analysis, const SlicePoint& point) {
  return findFace(analysis.tessellation, point);
}

}  // namespace adamscope
