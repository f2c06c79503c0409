// The data in a figure: one mark per sample, its class by shape and colour, test data hollow, wrong
// predictions ringed, samples off the slice faded.
#pragma once

#include <cairo.h>

#include "app/figure/faces.h"

namespace adamscope::figure {

/// What the legend must explain.
struct SampleKinds {
  bool hasTraining = false;
  bool hasTest = false;
  bool hasWrong = false;
};
SampleKinds sampleKinds(const Scene& scene, const Viewport& view);

/// Draws test data first, then training data, then the rings around wrong ones. In one dimension a
/// regression sample stands at its target; classes stand in rows at the foot of the panel.
void drawSamples(cairo_t* cr, const Scene& scene, const Viewport& view);

/// Height of those rows at the foot of a one-dimensional panel, 0 if there are none.
double classRowsHeight(const Scene& scene);

/// The mark of a class; label -1 is the neutral mark of regression.
Marker sampleMarker(const Scene& scene, int label, bool isTraining);
void drawWrongRing(cairo_t* cr, const Scene& scene, const Place& center, double radius);

}  // namespace adamscope::figure
