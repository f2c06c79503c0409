// The geometry of the folded sheet, made once for each analysis frame: the faces with f at their
// corners (exact: f is affine on each), the folds between them, the decision boundary, and the
// samples as pins. Places are relative to an origin in double precision before they become floats.
// Heights are values of f; the picture scales them. Free of OpenGL.
#pragma once

#include <cstdint>
#include <vector>

#include "app/figure/theme.h"
#include "app/views/region_fill.h"

namespace adamscope {

/// A place on or above the slice.
struct SurfacePlace {
  float x = 0.0F;
  float y = 0.0F;
  float value = 0.0F;
};

/// A corner of a face.
struct SurfaceCorner {
  SurfacePlace place;
  float slopeX = 0.0F;  ///< The face's gradient of f in slice coordinates, for its shading.
  float slopeY = 0.0F;
  std::uint32_t color = 0;  ///< RGBA; used by FillMode::kFlat only.
};

/// A straight line in space.
struct SurfaceSegment {
  SurfacePlace from;
  SurfacePlace to;
  std::uint32_t layer = 0;   ///< From 1, of the fold; 0 for lines that no layer toggle hides.
  std::uint32_t neuron = 0;  ///< Index among all hidden neurons, from 0.
  std::uint32_t color = 0;   ///< RGBA.
};

/// The head of a sample's pin.
struct SurfacePin {
  SurfacePlace place;
  std::uint32_t color = 0;  ///< RGBA; the opacity fades with the distance to the slice.
  std::uint32_t flags = 0;  ///< kPointTest, kPointWrong of input_mesh.h.
};

/// All of it.
struct SurfaceMesh {
  SlicePoint origin;         ///< What x and y are relative to.
  double valueOrigin = 0.0;  ///< What values are relative to.
  int sheetCount = 1;        ///< More than one: a sheet for each output, in their colours.
  FillMode mode = FillMode::kFlat;
  std::vector<SurfaceCorner> corners;  ///< Sheet by sheet.
  int valueCount = 1;
  std::vector<float> values;           ///< valueCount for each corner; empty for kFlat.
  std::vector<std::uint32_t> indices;  ///< Three for each triangle.
  std::vector<SurfaceSegment> folds;
  std::vector<SurfaceSegment> borders;  ///< Where the sheets end: over the domain's sides.
  std::vector<SurfaceSegment> decision;
  std::vector<SurfaceSegment> trainStems;  ///< From the sheet to the head; regressions only.
  std::vector<SurfaceSegment> testStems;
  std::vector<SurfacePin> pins;
  /// The values that the picture must hold: the sheets, the targets, the threshold.
  double low = 0.0;
  double high = 0.0;
  /// f at which a one-output classifier changes its mind; meaningless for others.
  double threshold = 0.0;
  bool hasThreshold = false;
};

/// What of the network is shown.
struct SurfaceChoice {
  int output = 0;
  bool allOutputs = false;  ///< One sheet for each output, in the colours of their classes.
};

/// A quiet form of an output's colour, on which samples of the same class can still be seen.
figure::Color sheetColor(int output, int outputCount, const figure::Theme& theme);

/// Fills `mesh` anew for a two-dimensional slice; its memory is used again. With `allOutputs` of
/// several outputs the plan's colours give way to those of the outputs, the decision boundary lies
/// where the two highest sheets meet, and a sample stands on the highest sheet.
void buildSurfaceMesh(const AnalysisFrame& analysis, const FillPlan& plan,
                      const SurfaceChoice& choice, const figure::Theme& theme, SurfaceMesh& mesh);

}  // namespace adamscope
