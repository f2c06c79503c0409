// What is drawn over the picture of a parameter slice with the window's own means: the trajectory,
// its crossings, theta, arrows, axes, the colour bar of the loss, and what the picture leaves out.
#pragma once

#include <vector>

#include "app/model/flashes.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/views/input_overlay.h"
#include "core/regions/slice_loss.h"

namespace adamscope {

/// Lines of equal loss, evenly spaced on the colours' scale; none where no loss is shown.
std::vector<ContourSegment> lossContours(const SliceFrame& slice);
void drawLossContours(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                      const std::vector<ContourSegment>& contours);

/// The path of theta, fading with its distance to the plane, and a dot for each crossing.
void drawTrail(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
               const SliceFrame& slice, const ParameterViewState& view);

/// Rings around the crossings that light up.
void drawCrossingFlashes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                         const SliceFrame& slice, const std::vector<Flash>& flashes);

/// Rings one point of the path.
void drawTrailPoint(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const TrailPoint& point);

/// The negative gradient's direction, the preconditioner's ellipse and theta's marker. Returns
/// where the arrows' names stand.
std::vector<ui::Rect> drawTheta(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                                const SliceFrame& slice, bool withArrows);

/// Axes with their meaning, the loss's colour bar, the caption, the distance to the plane.
void drawSliceFrame(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const SliceFrame& slice, bool isDensity);

/// The crossing whose dot is seen at this place of the window; nothing if none is near.
const SliceCrossing* crossingAt(const ui::Frame& frame, const OverlayPlace& place,
                                const SliceFrame& slice, const ParameterViewState& view,
                                ImVec2 mouse);

/// The point of the path that is seen nearest to this place of the window; nothing if none is near.
const TrailPoint* trailPointAt(const ui::Frame& frame, const OverlayPlace& place,
                               const SliceFrame& slice, const ParameterViewState& view,
                               ImVec2 mouse);

}  // namespace adamscope
