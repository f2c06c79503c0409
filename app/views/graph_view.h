// The view of a network with one input: the exact graph of f, with the mouse in it. Needs no
// OpenGL.
#pragma once

#include <cstdint>
#include <memory>

#include "app/model/actions.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/graph_curve.h"
#include "app/views/graph_drawing.h"
#include "app/views/range_follower.h"

namespace adamscope {

class GraphView {
 public:
  /// Draws the view into `rect` of the current ImGui window and handles the mouse there: drag pans,
  /// the wheel zooms at the cursor (over an axis: that one alone), a click pins the region, double
  /// click or Home fits. The range of f follows the data until the mouse changes it. Asks the
  /// session for the regions of what is visible. Nothing is drawn unless the slice is a line.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
            const ui::Rect& rect);

  /// Whether the range of f follows the data.
  bool followsValues() const { return followsValues_; }

 private:
  void followRun(const ModelFrame& model, InputViewState& view, const ViewSize& size);
  void fitValues(const ui::Frame& frame, const ModelFrame& model, InputViewState& view,
                 const GraphPlace& place);
  void requestRegions(const ModelFrame& model, const GraphPlace& place, Actions& actions) const;
  void handleMouse(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                   const GraphPlace& place, const ui::Rect& rect);
  void handleDrag(const ui::Frame& frame, Camera2D& camera, const GraphPlace& place);
  void handleWheel(const ModelFrame& model, Camera2D& camera, const GraphPlace& place);

  GraphCurve curve_;
  std::uint64_t curveId_ = 0;
  std::shared_ptr<const Experiment> experiment_;
  RangeFollower range_;
  bool followsValues_ = true;
  ViewSize lastSize_{0.0, 0.0};
};

}  // namespace adamscope
