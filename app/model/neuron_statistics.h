// What the neurons of the hidden layers do: on how many training samples each is active, how often
// it has crossed, whether its fold line is in sight. All lists are flat, layer by layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/model/ui_state.h"
#include "core/network/forward.h"
#include "core/session/run_history.h"

namespace adamscope {

/// The neuron at a place of the flat lists: the inverse of neuronIndex().
NeuronId neuronAt(const Architecture& architecture, std::size_t flatIndex);

/// For each hidden neuron, the number of inputs (n x d_0) with a positive preactivation, as
/// floating point sees it. One forward pass; `pass` keeps its buffers.
std::vector<int> activeSampleCounts(const Network& network, const Matrix& inputs,
                                    ForwardPass& pass);

/// For each hidden neuron, the number of edges of the tessellation that lie on its fold line; 0
/// where the line does not come into the domain.
std::vector<int> foldEdgeCounts(const Tessellation& tessellation);

/// For each hidden neuron, its crossings so far, counted on as the history grows.
class CrossingCounter {
 public:
  /// Counts at most `budget` new events. Another history than before starts from zero.
  void update(const std::shared_ptr<const RunHistory>& history, std::size_t budget);
  /// All events of the history at the last update are counted.
  bool isCurrent() const { return !history_ || counted_ == history_->events.size(); }
  /// By neuronIndex().
  const std::vector<std::int64_t>& counts() const { return counts_; }

 private:
  std::shared_ptr<const RunHistory> history_;
  std::size_t counted_ = 0;
  std::vector<std::size_t> layerStart_;
  std::vector<std::int64_t> counts_;
};

}  // namespace adamscope
