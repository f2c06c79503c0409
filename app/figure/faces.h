// The inside of a two-dimensional panel: faces, region boundaries, decision boundary.
#pragma once

#include <vector>

#include "app/figure/painter.h"
#include "app/figure/scene.h"

namespace adamscope::figure {

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
