// The 3D view as an ImGui item: its picture, the texts of its axes, and what mouse and keys do to
// its camera. Free of OpenGL: the picture is a texture that somebody drew.
#pragma once

#include <span>

#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/range_follower.h"
#include "app/views/surface_axes.h"
#include "app/views/surface_camera.h"

namespace adamscope {

/// What the mouse changes, and what a toolbar may.
struct SurfaceViewState {
  SurfaceCamera camera;
  bool fitRequested = true;    ///< Fit the box into the picture.
  bool resetRequested = true;  ///< First go back to the orientation of the start.
  bool isFitted = true;        ///< Nobody has moved the camera since: a resize fits again.
  bool allOutputs = false;     ///< A sheet for each output, whatever the colours tell.
  bool showPlane = true;       ///< At the decision threshold.
  RangeFollower range;         ///< Of f.
  ui::Rect place;              ///< Of the last frame.
};

/// What drawSurfaceView() shows in one frame.
struct SurfaceOverlay {
  ui::Rect place;            ///< In the current ImGui window.
  unsigned int texture = 0;  ///< OpenGL's name; row 0 is the lowest.
  std::span<const AxisText> texts;
};

/// Shows the picture and its texts, as an ImGui item, and turns the mouse and the keys over it into
/// changes of the camera: drag turns, drag with the right or middle button (or shift) moves, the
/// wheel zooms at the cursor, double click fits, arrows turn.
void drawSurfaceView(const ui::Frame& frame, const SurfaceOverlay& overlay,
                     SurfaceViewState& state);

}  // namespace adamscope
