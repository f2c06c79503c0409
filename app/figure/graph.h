// A one-dimensional slice: the graph of f, a broken line whose knots are the region boundaries.
#pragma once

#include <cairo.h>

#include "app/figure/faces.h"

namespace adamscope::figure {

/// x as in the tessellation, y so that f (and a regression's targets) fit with some air, and with
/// room for rows of classes at the foot of a panel of about this height in units.
SliceDomain graphDomain(const Scene& scene, double panelHeight);

/// Class bands (fill kClass), the threshold, the graph of each output and its knots in the colours
/// of the layers.
void drawGraph(cairo_t* cr, const Scene& scene, const Viewport& view);

}  // namespace adamscope::figure
