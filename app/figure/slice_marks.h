// What stands on a figure of a parameter slice: curves, trajectory, crossings, arrows, and the
// legend that explains them.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "app/figure/painter.h"
#include "app/figure/theme.h"
#include "core/session/slice_analysis.h"

namespace adamscope::figure {

/// All boundaries, each layer in its colour; fainter where they are many.
void drawSliceCurves(cairo_t* cr, const SliceFrame& frame, const Viewport& view);
/// The trajectory, fading with its distance to the plane, a dot for each crossing, theta's marker.
void drawSliceTrail(cairo_t* cr, const SliceFrame& frame, const Theme& theme, const Viewport& view);
/// The directions of the last update and of the negative gradient, both of one length, and the
/// preconditioner's ellipse.
void drawSliceArrows(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                     const Viewport& view);

/// One line of the legend.
struct SliceSign {
  enum class Kind {
    kCurve,
    kTrail,
    kCrossing,
    kProjected,
    kTheta,
    kOther,
    kUpdate,
    kDescent,
    kEllipse
  };
  Kind kind = Kind::kCurve;
  std::string text;
  int layer = 1;  ///< kCurve, kCrossing.
  Place place;    ///< Relative to the legend's corner.
};
/// What this frame needs, in rows of at most `width`; sets `height`.
std::vector<SliceSign> sliceLegend(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                                   const TextStyle& style, double width, double& height);
void drawSliceSign(cairo_t* cr, const Theme& theme, const SliceSign& sign, const Place& corner,
                   const TextStyle& style);

}  // namespace adamscope::figure
