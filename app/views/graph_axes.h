// Where the parts of the 1D view lie and what they share; its axes with ticks, the strip of fold
// ticks for each layer, and the legend of the outputs.
#pragma once

#include <vector>

#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/camera2d.h"
#include "app/views/graph_curve.h"

namespace adamscope {

/// Where the parts of the view lie, in the window's units.
struct GraphPlace {
  ui::Rect plot;      ///< The graph.
  ui::Rect strip;     ///< Under it: fold ticks, one row a layer.
  ui::Rect xAxis;     ///< Under that: numbers.
  ui::Rect yAxis;     ///< To the left of the plot.
  float rows = 0.0F;  ///< Height of the classes' rows at the plot's foot; 0 for a regression.
  Camera2D camera;    ///< Of the plot.

  ViewSize size() const { return {plot.width, plot.height}; }
  SliceDomain visible() const { return visibleDomain(camera, size()); }
  ImVec2 at(double x, double y) const;
};

/// Divides the view's rectangle.
GraphPlace graphPlace(const ui::Frame& frame, const ui::Rect& rect, const TrainFrame& train,
                      const Camera2D& camera);

/// What the drawing functions share.
struct GraphScene {
  const ui::Frame& frame;
  const AnalysisFrame& analysis;
  const GraphCurve& curve;
  const UiState& state;
  GraphPlace place;
  ImDrawList& list;

  /// Whether the knot lies in the picture.
  bool isVisible(const GraphKnot& knot) const;
  /// Whether it does and is a fold of a layer that is shown.
  bool isShown(const GraphKnot& knot) const;
};

/// The colour of each output's line: the text's for one, else those of the classes.
std::vector<ImU32> outputColors(const GraphScene& scene);

/// Grid lines, numbers and names, and the strip of fold ticks under the plot.
void drawGraphAxes(const GraphScene& scene);

/// Which colour is which output, where there are several.
void drawGraphLegend(const GraphScene& scene);

}  // namespace adamscope
