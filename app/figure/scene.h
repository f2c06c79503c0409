// What one figure shows, worked out before anything is drawn: maps, classes, colours.
#pragma once

#include "app/figure/color_scale.h"
#include "app/figure/tessellation_figure.h"
#include "app/figure/theme.h"
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

/// The scene of valid content; it borrows both arguments.
Scene makeScene(const TessellationFigure& content, const FigureOptions& options);

}  // namespace adamscope::figure
