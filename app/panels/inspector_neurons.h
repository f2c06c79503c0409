// The Inspector's list of hidden neurons: on how many training samples each is active, which are
// dead or always on, how often each has crossed, and whether its fold line is in sight.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/model/neuron_statistics.h"
#include "app/panels/inspector_context.h"
#include "app/ui/row_list.h"

namespace adamscope {

class InspectorNeurons {
 public:
  /// Fills the rest of the current window.
  void draw(const InspectorContext& context);

 private:
  /// A line of the list: a layer's heading (neuron -1) or a neuron.
  struct Line {
    int layer = 1;
    int neuron = -1;
    std::size_t flatIndex = 0;
  };
  struct LayerSummary {
    int dead = 0;
    int alwaysOn = 0;
  };

  void update(const InspectorContext& context);
  void updateActivity(const InspectorContext& context);
  void revealSelection(const InspectorContext& context, const ui::RowListSpec& spec);
  void drawHeading(const InspectorContext& context, const ui::Rect& row, int layer) const;
  void drawNeuron(const InspectorContext& context, const ui::Rect& row, const Line& line) const;

  Architecture shape_;
  std::vector<Line> lines_;
  std::vector<int> active_;
  std::vector<LayerSummary> summaries_;
  std::vector<int> foldEdges_;  // empty while there is no analysis of this shape
  CrossingCounter crossings_;
  ForwardPass pass_;
  std::uint64_t activeFrameId_ = 0;
  double activeTimeSeconds_ = -1e9;
  std::shared_ptr<const AnalysisFrame> analysis_;
  std::optional<NeuronId> revealed_;
  ui::RowListState scroll_;
};

}  // namespace adamscope
