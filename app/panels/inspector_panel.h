// The Inspector, at the right of the window: the region under the cursor or the pinned one, below
// it the crossing table or the list of neurons; in a low panel one of the three at a time.
#pragma once

#include "app/panels/inspector_crossings.h"
#include "app/panels/inspector_neurons.h"
#include "app/panels/inspector_region.h"

namespace adamscope {

class InspectorPanel {
 public:
  /// What stands below the region, or alone in a low panel.
  enum class Page { kRegion, kCrossings, kNeurons };

  /// Fills the current window, which should not scroll by itself.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions);

  void show(Page page) { page_ = page; }
  const InspectorRegion& region() const { return region_; }
  const InspectorCrossings& crossings() const { return crossings_; }

 private:
  void drawRegion(const InspectorContext& context, float height);
  void drawSplitter(const ui::Frame& frame, float height);
  void drawPages(const InspectorContext& context, bool hasRegion);

  InspectorRegion region_;
  InspectorNeurons neurons_;
  InspectorCrossings crossings_;
  Page page_ = Page::kCrossings;
  double regionShare_ = 0.5;  ///< Of the height, while both are shown.
};

}  // namespace adamscope
