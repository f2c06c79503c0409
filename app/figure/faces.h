// The inside of the panel: faces, region boundaries, decision boundary, samples.
#pragma once

#include <vector>

#include "app/figure/color_scale.h"
#include "app/figure/painter.h"
#include "app/figure/tessellation_figure.h"
#include "core/regions/affine_map.h"
#include "core/regions/decision_boundary.h"

namespace adamscope::figure {

/// Everything that the parts of one figure share.
struct Scene {
  const TessellationFigure& content;
  const FigureOptions& options;
  Theme theme;
  AffineMaps maps;
  DecisionBoundary boundary;
  ColorScale scale;

  const Tessellation& tessellation() const { return *content.tessellation; }
  int classCount() const;
  bool usesScale() const {
    return options.fill == FigureFill::kOutput || options.fill == FigureFill::kProbability;
  }
};

/// Half the range of the colours: nine tenths of the area (or length) stay within it, rounded up.
/// Positive.
double chooseHalfRange(const Tessellation& tessellation, const AffineMaps& maps, int output,
                       double center);

/// A hue (degrees) per face from its mask, moved on where a neighbour has nearly the same one.
std::vector<double> regionHues(const Tessellation& tessellation);

/// Fills the faces. A face reaches a hair over its edges, under its neighbour, so that no viewer
/// shows cracks between them.
void drawFaces(cairo_t* cr, const Scene& scene, const Viewport& view);

/// Strokes the region boundaries, deep layers first. Line widths go down with the depth of the
/// layer and with the number of lines, so that the ink never hides the fill.
void drawBoundaries(cairo_t* cr, const Scene& scene, const Viewport& view);

/// Line width of a layer's boundaries in this picture.
double boundaryWidth(const Scene& scene, const Viewport& view, int layer);

/// Strokes the decision boundary over a halo.
void drawDecisionBoundary(cairo_t* cr, const Scene& scene, const Viewport& view);

constexpr double kDecisionWidth = 1.7;
constexpr double kDecisionHalo = 1.1;  ///< On each side.

}  // namespace adamscope::figure
