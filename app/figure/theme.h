// The two looks of a figure: white paper, and a dark one for slides.
#pragma once

#include "app/figure/color.h"

namespace adamscope::figure {

/// Every colour that is not a layer's.
struct Theme {
  bool isDark = false;
  Color background;
  Color ink;       ///< Text, frame, decision boundary.
  Color mutedInk;  ///< Subtitle, tick labels, class-neutral marks.
  Color halo;      ///< Around the decision boundary and the markers.
  Color rampLow;   ///< The diverging ramp: lowest value (class 0) ...
  Color rampCenter;
  Color rampHigh;  ///< ... and highest value (class 1).
  /// Lightness and chroma of the region colours; only their hue differs.
  double regionLightness = 0.0;
  double regionChroma = 0.0;

  static Theme paper();
  static Theme dark();

  /// Strong colour of a class, for markers. Two classes take the hues of the ramp's ends.
  Color classColor(int label, int classCount) const;
  /// The same as a quiet fill.
  Color classFill(int label, int classCount) const;
};

}  // namespace adamscope::figure
