// What is drawn over the picture of the input slice with the window's own means: axes, colour bar,
// the region under the cursor, and the crossings that light up.
#pragma once

#include "app/model/flashes.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/camera2d.h"
#include "app/views/region_fill.h"

namespace adamscope {

/// Where the view is and what it shows.
struct OverlayPlace {
  ui::Rect rect;
  Camera2D camera;

  ViewSize size() const { return {rect.width, rect.height}; }
  /// The window's coordinates of a point of the slice.
  ImVec2 at(const SlicePoint& point) const;
};

/// Ticks and numbers along the left and lower side, with the axes' names.
void drawAxes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
              const std::array<std::string, 2>& names);

/// The colour bar (or the classes' colours) in the lower right corner.
void drawColorBar(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect,
                  const FillPlan& plan, const TrainFrame& train);

/// The outline of a region.
void drawFaceOutline(ImDrawList& list, const OverlayPlace& place, const Tessellation& tessellation,
                     int face, ImU32 color, float widthPx);

/// A ring around the sample of each crossing, in its layer's colour, with an arrow in the direction
/// in which the fold line swept over it.
void drawFlashes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                 const AnalysisFrame& analysis, const std::vector<Flash>& flashes);

/// A ring around a training sample.
void drawSampleRing(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const AnalysisFrame& analysis, int sample);

ImU32 packed(const figure::Color& color, double opacity = 1.0);

}  // namespace adamscope
