#include "app/views/surface_camera.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <numbers>

namespace adamscope {

namespace {

/// A narrow field of view keeps parallel folds nearly parallel.
constexpr double kFieldOfView = 0.52;
/// The scene with what may stick out of its box lies within this of the origin.
constexpr double kSceneRadius = 1.5;
constexpr double kNearest = 0.03;
constexpr double kFarthest = 12.0;
/// The shorter side of the base is at least this share of the longer one.
constexpr double kNarrowestBase = 0.5;

double tangentOfHalfView() { return std::tan(0.5 * kFieldOfView); }

/// The range of positions along one picture axis from which all corners are in view:
/// `from` - `to` = 2 t * (the depth of the eye).
struct EyeRange {
  double from = 0.0;
  double to = 0.0;
  double middle() const { return 0.5 * (from + to); }
};

/// The planes of the view's two sides through the outermost corners. `side` and `depth` are a
/// corner's coordinates along the picture axis and the view direction, t the tangent to a side.
class SideFit {
 public:
  explicit SideFit(double t) : t_(t) {}
  void add(double side, double depth) {
    range_.from = std::min(range_.from, side + t_ * depth);
    range_.to = std::max(range_.to, side - t_ * depth);
  }
  /// The farthest depth (usually negative) of an eye that sees all corners.
  double eyeDepth() const { return 0.5 * (range_.from - range_.to) / t_; }
  double eyeSide() const { return range_.middle(); }

 private:
  double t_;
  EyeRange range_{1e300, -1e300};
};

}  // namespace

glm::dvec3 SurfaceScale::place(double x, double y, double value) const {
  return {(x - center.x) * perUnit.x, (y - center.y) * perUnit.y,
          (value - valueCenter) * perUnit.z};
}

SurfaceScale surfaceScale(const SliceDomain& domain, double low, double high) {
  const double width = domain.xMax - domain.xMin;
  const double depth = domain.yMax - domain.yMin;
  const double longer = std::max(width, depth);
  SurfaceScale scale;
  scale.center = {0.5 * (domain.xMin + domain.xMax), 0.5 * (domain.yMin + domain.yMax)};
  scale.valueCenter = 0.5 * (low + high);
  scale.halfBox = {0.5 * std::max(kNarrowestBase, width / longer),
                   0.5 * std::max(kNarrowestBase, depth / longer), kSheetHalfHeight};
  scale.perUnit = {2.0 * scale.halfBox.x / width, 2.0 * scale.halfBox.y / depth,
                   2.0 * scale.halfBox.z / (high - low)};
  return scale;
}

glm::dvec3 SurfaceCamera::right() const { return {std::cos(yaw), std::sin(yaw), 0.0}; }

glm::dvec3 SurfaceCamera::up() const {
  return {-std::sin(pitch) * std::sin(yaw), std::sin(pitch) * std::cos(yaw), std::cos(pitch)};
}

glm::dvec3 SurfaceCamera::forward() const {
  return {-std::cos(pitch) * std::sin(yaw), std::cos(pitch) * std::cos(yaw), -std::sin(pitch)};
}

SurfaceProjection::SurfaceProjection(const SurfaceCamera& camera, double widthPx, double heightPx)
    : camera_(camera), widthPx_(widthPx), heightPx_(heightPx) {
  const glm::dvec3 eye = camera.eye();
  const double centerDepth = -glm::dot(eye, camera.forward());
  near_ = std::max(centerDepth - kSceneRadius, 0.02 * camera.distance);
  const double far = std::max(centerDepth + kSceneRadius, 2.0 * near_);
  view_ = glm::lookAt(eye, eye + camera.forward(), camera.up());
  projection_ = glm::perspective(kFieldOfView, widthPx / heightPx, near_, far);
}

std::optional<ScreenPoint> SurfaceProjection::project(const glm::dvec3& point) const {
  const glm::dvec4 clip = toClip() * glm::dvec4(point, 1.0);
  if (clip.w < near_) return std::nullopt;
  return ScreenPoint{.x = (0.5 + 0.5 * clip.x / clip.w) * widthPx_,
                     .y = (0.5 - 0.5 * clip.y / clip.w) * heightPx_,
                     .depth = clip.w};
}

glm::dvec3 SurfaceProjection::unproject(const ScreenPoint& place) const {
  const double unit = unitsPerPixelAtUnitDepth() * place.depth;
  return camera_.eye() + place.depth * camera_.forward() +
         unit * (place.x - 0.5 * widthPx_) * camera_.right() +
         unit * (0.5 * heightPx_ - place.y) * camera_.up();
}

double SurfaceProjection::unitsPerPixelAtUnitDepth() const {
  return 2.0 * tangentOfHalfView() / heightPx_;
}

SurfaceCamera rotated(SurfaceCamera camera, glm::dvec2 dragPx, double heightPx) {
  const double radiansPerPixel = std::numbers::pi / heightPx;
  camera.yaw = std::remainder(camera.yaw - dragPx.x * radiansPerPixel, 2.0 * std::numbers::pi);
  camera.pitch =
      std::clamp(camera.pitch + dragPx.y * radiansPerPixel, -kSteepestPitch, kSteepestPitch);
  return camera;
}

SurfaceCamera panned(SurfaceCamera camera, glm::dvec2 dragPx, double heightPx) {
  const double unit = 2.0 * tangentOfHalfView() * camera.distance / heightPx;
  camera.target += unit * (dragPx.y * camera.up() - dragPx.x * camera.right());
  // The scene must not get lost: its centre stays within reach of the picture.
  const double length = glm::length(camera.target);
  if (length > kSceneRadius) camera.target *= kSceneRadius / length;
  return camera;
}

SurfaceCamera zoomedAt(SurfaceCamera camera, double factor, glm::dvec2 cursorPx,
                       glm::dvec2 sizePx) {
  const double distance = std::clamp(camera.distance * factor, kNearest, kFarthest);
  const double share = distance / camera.distance;
  const double unit = 2.0 * tangentOfHalfView() * camera.distance / sizePx.y;
  // From the target to what is under the cursor at its depth.
  const glm::dvec3 offset = unit * ((cursorPx.x - 0.5 * sizePx.x) * camera.right() +
                                    (0.5 * sizePx.y - cursorPx.y) * camera.up());
  camera.target += (1.0 - share) * offset;
  camera.distance = distance;
  return camera;
}

SurfaceCamera fitted(SurfaceCamera camera, const glm::dvec3& halfBox, glm::dvec2 sizePx,
                     glm::dvec2 margin) {
  const double t = tangentOfHalfView();
  SideFit across(t * sizePx.x / sizePx.y * (1.0 - margin.x));
  SideFit upright(t * (1.0 - margin.y));
  for (int corner = 0; corner < 8; ++corner) {
    const glm::dvec3 place{(corner & 1) == 0 ? -halfBox.x : halfBox.x,
                           (corner & 2) == 0 ? -halfBox.y : halfBox.y,
                           (corner & 4) == 0 ? -halfBox.z : halfBox.z};
    const double depth = glm::dot(place, camera.forward());
    across.add(glm::dot(place, camera.right()), depth);
    upright.add(glm::dot(place, camera.up()), depth);
  }
  const double eyeDepth = std::min(across.eyeDepth(), upright.eyeDepth());
  camera.distance = std::clamp(-eyeDepth, kNearest, kFarthest);
  camera.target = across.eyeSide() * camera.right() + upright.eyeSide() * camera.up();
  return camera;
}

}  // namespace adamscope
