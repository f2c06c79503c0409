// The 1D view's plot, drawn with ImGui: the bands of the classes, the broken line with its knots,
// the threshold, the class boundaries and the samples.
#pragma once

#include "app/views/graph_axes.h"

namespace adamscope {

/// Everything, axes too, but what is under the mouse.
void drawGraph(const GraphScene& scene);

/// Some pieces of one output's line.
struct CurveStroke {
  int output = 0;
  int firstPiece = 0;
  int endPiece = 0;  ///< One beyond the last.
  ImU32 color = 0;
  float width = 1.0F;
};
void strokeCurve(const GraphScene& scene, const CurveStroke& stroke);

}  // namespace adamscope
