// The camera that orbits the folded sheet, as pure functions. The scene: x to the right, y away, z
// (f) up; the sheet's base has its longer side 1 and its centre at the origin, z lies in
// [-0.25, 0.25].
//
//            z  y            eye = target + distance * (cos p sin a, -cos p cos a, sin p)
//            | /             for yaw a and pitch p; a = 0 looks along y.
//            |/___ x
#pragma once

#include <cstdint>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <optional>

#include "core/regions/input_slice.h"

namespace adamscope {

/// Half the height of the box that the sheet fills: the sheet is half as high as its base is wide.
inline constexpr double kSheetHalfHeight = 0.25;

/// From slice coordinates and values of f to the scene.
struct SurfaceScale {
  SlicePoint center;
  double valueCenter = 0.0;
  glm::dvec3 perUnit{1.0, 1.0, 1.0};  ///< Scene lengths per unit of x, y, f.
  glm::dvec3 halfBox{0.5, 0.5, kSheetHalfHeight};

  glm::dvec3 place(double x, double y, double value) const;

  friend bool operator==(const SurfaceScale& a, const SurfaceScale& b) {
    return a.center.x == b.center.x && a.center.y == b.center.y && a.valueCenter == b.valueCenter &&
           a.perUnit == b.perUnit && a.halfBox == b.halfBox;
  }
};

/// The scale that puts a domain (y bounds used) on the base and [low, high] on the height. x and y
/// share one scale, unless the base would be more than twice as long as it is wide.
SurfaceScale surfaceScale(const SliceDomain& domain, double low, double high);

/// Where the eye is. Angles in radians, lengths in scene units.
struct SurfaceCamera {
  double yaw = -0.55;
  double pitch = 0.58;
  double distance = 2.5;  ///< From the eye to the target.
  glm::dvec3 target{0.0, 0.0, 0.0};

  glm::dvec3 right() const;
  glm::dvec3 up() const;
  glm::dvec3 forward() const;
  glm::dvec3 eye() const { return target - distance * forward(); }

  friend bool operator==(const SurfaceCamera&, const SurfaceCamera&) = default;
};

/// The pitch stays within this, short of the poles, where up and yaw would be undefined.
inline constexpr double kSteepestPitch = 1.55;

/// A place in the picture: pixels from its upper left corner.
struct ScreenPoint {
  double x = 0.0;
  double y = 0.0;
  double depth = 0.0;  ///< Distance from the eye along the view direction.
};

/// A camera with the size of its picture.
class SurfaceProjection {
 public:
  /// Both sizes positive.
  SurfaceProjection(const SurfaceCamera& camera, double widthPx, double heightPx);

  /// Nothing for a point before the near plane.
  std::optional<ScreenPoint> project(const glm::dvec3& point) const;
  /// The point that is seen at these pixels, `depth` along the view direction from the eye.
  glm::dvec3 unproject(const ScreenPoint& place) const;

  const SurfaceCamera& camera() const { return camera_; }
  /// From the scene to OpenGL's clip space.
  glm::dmat4 toClip() const { return projection_ * view_; }
  /// Normalised depth is depthOffset + depthFactor / depth.
  double depthOffset() const { return -projection_[2][2]; }
  double depthFactor() const { return projection_[3][2]; }
  double nearDepth() const { return near_; }
  /// Scene units that one pixel spans, for each unit of depth.
  double unitsPerPixelAtUnitDepth() const;

 private:
  SurfaceCamera camera_;
  double widthPx_;
  double heightPx_;
  double near_ = 0.01;
  glm::dmat4 view_{1.0};
  glm::dmat4 projection_{1.0};
};

/// Turns the scene with a drag of this many pixels; the whole height is half a turn.
SurfaceCamera rotated(SurfaceCamera camera, glm::dvec2 dragPx, double heightPx);
/// Moves the scene with the drag: what is at the target's depth stays under the mouse.
SurfaceCamera panned(SurfaceCamera camera, glm::dvec2 dragPx, double heightPx);
/// Goes `factor` times as far away (below 1: nearer). What is seen at the target's depth under
/// `cursorPx` stays there. Distances are kept within sensible bounds.
SurfaceCamera zoomedAt(SurfaceCamera camera, double factor, glm::dvec2 cursorPx, glm::dvec2 sizePx);
/// The same orientation, as near as it can be with the whole box in the picture, centred. `margin`:
/// the share of the picture's width and height to leave free, both sides together.
SurfaceCamera fitted(SurfaceCamera camera, const glm::dvec3& halfBox, glm::dvec2 sizePx,
                     glm::dvec2 margin);

/// A line in the scene, for the axis box.
struct SceneLine {
  glm::dvec3 from{0.0};
  glm::dvec3 to{0.0};
  std::uint32_t color = 0;  ///< RGBA.

  friend bool operator==(const SceneLine&, const SceneLine&) = default;
};

}  // namespace adamscope
