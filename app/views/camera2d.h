// Moving a 2D camera: fitting a rectangle, panning, zooming at a point, slice coordinates to pixels
// and back. Pixels count from the upper left corner, y down; slice coordinates have y up.
#pragma once

#include "app/model/ui_state.h"

namespace adamscope {

/// A place in a view, in pixels (or any other unit of length of the view).
struct ViewPoint {
  double x = 0.0;
  double y = 0.0;
};

/// The size of a view, in the same unit.
struct ViewSize {
  double width = 1.0;
  double height = 1.0;
};

ViewPoint toView(const Camera2D& camera, const ViewSize& size, const SlicePoint& point);
SlicePoint toSlice(const Camera2D& camera, const ViewSize& size, const ViewPoint& point);

/// The rectangle that the view shows.
SliceDomain visibleDomain(const Camera2D& camera, const ViewSize& size);

/// A camera that shows all of `domain`, centred. With a locked aspect both axes have one scale and
/// more than the domain may be seen; without, the domain fills the view.
Camera2D fitCamera(const SliceDomain& domain, const ViewSize& size, bool lockAspect);

/// Moves what is seen by so many pixels to the right and down.
void pan(Camera2D& camera, double dx, double dy);

/// Enlarges by `factor` (> 1: nearer), keeping the place under `cursor`. The units per pixel stay
/// within [limits.low, limits.high], so that no zoom leaves the range of doubles.
struct ZoomLimits {
  double low = 1e-12;
  double high = 1e6;
};
void zoomAt(Camera2D& camera, const ViewSize& size, const ViewPoint& cursor, double factor,
            const ZoomLimits& limits);

/// The same camera for a picture that is `density` times as many pixels wide and high.
Camera2D scaledCamera(const Camera2D& camera, double density);

}  // namespace adamscope
