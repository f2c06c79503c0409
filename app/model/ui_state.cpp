#include "app/model/ui_state.h"

namespace adamscope {

int neuronIndex(const Architecture& architecture, const NeuronId& id) {
  int index = id.neuron;
  for (int layer = 1; layer < id.layer; ++layer) index += architecture.width(layer);
  return index;
}

}  // namespace adamscope
