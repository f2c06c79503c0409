// The input-slice view's geometry for the graphics card, made once for each analysis frame:
// triangles of the faces, segments of the boundaries, points of the samples. Coordinates are taken
// relative to an origin in double precision before they become floats, so that deep zooms stay
// sharp. Free of OpenGL.
#pragma once

#include <cstdint>
#include <vector>

#include "app/figure/theme.h"
#include "app/views/region_fill.h"

namespace adamscope {

/// A corner of a face.
struct MeshCorner {
  float x = 0.0F;
  float y = 0.0F;
  std::uint32_t color = 0;  ///< RGBA; used by FillMode::kFlat only.
};

/// A boundary or decision segment.
struct MeshSegment {
  float x0 = 0.0F;
  float y0 = 0.0F;
  float x1 = 0.0F;
  float y1 = 0.0F;
  std::uint32_t layer = 0;   ///< From 1; 0 for the decision boundary.
  std::uint32_t neuron = 0;  ///< Index among all hidden neurons, from 0.
};

/// A sample.
struct MeshPoint {
  float x = 0.0F;
  float y = 0.0F;
  std::uint32_t color = 0;  ///< RGBA; the opacity fades with the distance to the slice.
  std::uint32_t flags = 0;  ///< kPointTest, kPointWrong.
};
inline constexpr std::uint32_t kPointTest = 1;
inline constexpr std::uint32_t kPointWrong = 2;

/// All of it.
struct InputMesh {
  SlicePoint origin;  ///< What all coordinates are relative to.
  std::vector<MeshCorner> corners;
  int valueCount = 1;
  std::vector<float> values;           ///< valueCount for each corner.
  std::vector<std::uint32_t> indices;  ///< Three for each triangle.
  std::vector<MeshSegment> boundaries;
  std::vector<MeshSegment> decision;
  std::vector<MeshPoint> points;
};

/// Fills `mesh` anew; its memory is used again.
void buildInputMesh(const AnalysisFrame& analysis, const FillPlan& plan, const figure::Theme& theme,
                    InputMesh& mesh);

}  // namespace adamscope
