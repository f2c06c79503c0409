#include "app/views/camera2d.h"

#include <algorithm>

namespace adamscope {

ViewPoint toView(const Camera2D& camera, const ViewSize& size, const SlicePoint& point) {
  return {0.5 * size.width + (point.x - camera.centerX) / camera.unitsPerPixelX,
          0.5 * size.height - (point.y - camera.centerY) / camera.unitsPerPixelY};
}

SlicePoint toSlice(const Camera2D& camera, const ViewSize& size, const ViewPoint& point) {
  return {camera.centerX + (point.x - 0.5 * size.width) * camera.unitsPerPixelX,
          camera.centerY - (point.y - 0.5 * size.height) * camera.unitsPerPixelY};
}

SliceDomain visibleDomain(const Camera2D& camera, const ViewSize& size) {
  const double halfX = 0.5 * size.width * camera.unitsPerPixelX;
  const double halfY = 0.5 * size.height * camera.unitsPerPixelY;
  return {camera.centerX - halfX, camera.centerX + halfX, camera.centerY - halfY,
          camera.centerY + halfY};
}

Camera2D fitCamera(const SliceDomain& domain, const ViewSize& size, bool lockAspect) {
  Camera2D camera;
  camera.centerX = 0.5 * (domain.xMin + domain.xMax);
  camera.centerY = 0.5 * (domain.yMin + domain.yMax);
  camera.unitsPerPixelX = (domain.xMax - domain.xMin) / std::max(1.0, size.width);
  camera.unitsPerPixelY = (domain.yMax - domain.yMin) / std::max(1.0, size.height);
  if (lockAspect) {
    const double larger = std::max(camera.unitsPerPixelX, camera.unitsPerPixelY);
    camera.unitsPerPixelX = larger;
    camera.unitsPerPixelY = larger;
  }
  return camera;
}

void pan(Camera2D& camera, double dx, double dy) {
  camera.centerX -= dx * camera.unitsPerPixelX;
  camera.centerY += dy * camera.unitsPerPixelY;
}

void zoomAt(Camera2D& camera, const ViewSize& size, const ViewPoint& cursor, double factor,
            const ZoomLimits& limits) {
  const SlicePoint fixed = toSlice(camera, size, cursor);
  // One factor for both axes, so that a locked aspect stays locked at the limits too.
  const double smaller = std::min(camera.unitsPerPixelX, camera.unitsPerPixelY);
  const double larger = std::max(camera.unitsPerPixelX, camera.unitsPerPixelY);
  const double most = smaller / limits.low;
  const double least = larger / limits.high;
  const double allowed = std::clamp(factor, std::min(1.0, least), std::max(1.0, most));
  camera.unitsPerPixelX /= allowed;
  camera.unitsPerPixelY /= allowed;
  const SlicePoint now = toSlice(camera, size, cursor);
  camera.centerX += fixed.x - now.x;
  camera.centerY += fixed.y - now.y;
}

Camera2D scaledCamera(const Camera2D& camera, double density) {
  Camera2D scaled = camera;
  scaled.unitsPerPixelX /= density;
  scaled.unitsPerPixelY /= density;
  return scaled;
}

}  // namespace adamscope
