#include "app/model/neuron_statistics.h"

#include <algorithm>

namespace adamscope {

namespace {

/// [l - 1]: flat index of layer l's first neuron.
std::vector<std::size_t> layerStarts(const Architecture& architecture) {
  std::vector<std::size_t> starts;
  std::size_t start = 0;
  for (int layer = 1; layer <= architecture.hiddenLayerCount(); ++layer) {
    starts.push_back(start);
    start += static_cast<std::size_t>(architecture.width(layer));
  }
  return starts;
}

std::size_t neuronCount(const Architecture& architecture) {
  return static_cast<std::size_t>(architecture.hiddenNeuronCount());
}

}  // namespace

NeuronId neuronAt(const Architecture& architecture, std::size_t flatIndex) {
  auto rest = static_cast<int>(flatIndex);
  int layer = 1;
  while (rest >= architecture.width(layer)) rest -= architecture.width(layer++);
  return {layer, rest};
}

std::vector<int> activeSampleCounts(const Network& network, const Matrix& inputs,
                                    ForwardPass& pass) {
  std::vector<int> counts;
  counts.reserve(neuronCount(network.architecture));
  forward(network, inputs, pass);
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    const Matrix& z = pass.preactivations[static_cast<std::size_t>(layer) - 1];
    for (Eigen::Index neuron = 0; neuron < z.cols(); ++neuron) {
      counts.push_back(static_cast<int>((z.col(neuron).array() > 0.0).count()));
    }
  }
  return counts;
}

std::vector<int> foldEdgeCounts(const Tessellation& tessellation) {
  const std::vector<std::size_t> starts = layerStarts(tessellation.architecture);
  std::vector<int> counts(neuronCount(tessellation.architecture), 0);
  for (const TessellationEdge& edge : tessellation.edges) {
    if (edge.layer == 0) continue;
    ++counts[starts[static_cast<std::size_t>(edge.layer) - 1] +
             static_cast<std::size_t>(edge.neuron)];
  }
  return counts;
}

void CrossingCounter::update(const std::shared_ptr<const RunHistory>& history, std::size_t budget) {
  if (history != history_) {
    history_ = history;
    counted_ = 0;
    const Architecture shape =
        history ? history->experiment().initial.architecture : Architecture{{1, 1}};
    layerStart_ = layerStarts(shape);
    counts_.assign(neuronCount(shape), 0);
  }
  if (!history_) return;
  const std::size_t end = counted_ + std::min(budget, history_->events.size() - counted_);
  for (; counted_ < end; ++counted_) {
    const EventRow& row = history_->events[counted_];
    ++counts_[layerStart_[static_cast<std::size_t>(row.layer) - 1] + row.neuron];
  }
}

}  // namespace adamscope
