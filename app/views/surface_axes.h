// The axis box around the sheet: the three walls behind it with grid lines at round values, and
// where their numbers and names stand in the picture. Which walls those are depends on the eye.
// Free of OpenGL and of Dear ImGui.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/views/surface_camera.h"

namespace adamscope {

/// A text beside an axis.
struct AxisText {
  ScreenPoint anchor;        ///< A point of the axis, in pixels of the projection.
  glm::dvec2 outwards{0.0};  ///< Unit vector in the picture: away from the sheet.
  double gap = 0.0;          ///< From the anchor to the text's nearer side, in pixels.
  std::string text;
  bool isTitle = false;
};

struct SurfaceAxes {
  std::vector<SceneLine> lines;
  std::vector<AxisText> texts;
};

/// What the axes show.
struct AxesSpec {
  SliceDomain domain;  ///< Of the base.
  double low = 0.0;    ///< Values at the bottom and the top of the box.
  double high = 1.0;
  SurfaceScale scale;
  std::array<std::string, 3> names;  ///< x, y, f.
  std::uint32_t gridColor = 0;       ///< RGBA.
  std::uint32_t edgeColor = 0;
  double emPx = 15.0;  ///< Height of the text, in pixels of the projection.
};

SurfaceAxes layOutAxes(const AxesSpec& spec, const SurfaceProjection& projection);

}  // namespace adamscope
