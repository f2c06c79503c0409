#include "app/views/surface_camera.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <initializer_list>

namespace adamscope {
namespace {

constexpr double kWidth = 900.0;
constexpr double kHeight = 600.0;
const glm::dvec2 kSize(kWidth, kHeight);
/// Rounding of a few matrix products with numbers of order 1.
constexpr double kSceneTolerance = 1e-10;
constexpr double kPixelTolerance = 1e-7;

/// Cameras from above, from below, nearly upright, and off the centre.
const std::array<SurfaceCamera, 4> kCameras{
    {{},
     {.yaw = 2.0, .pitch = -0.7, .distance = 1.3, .target = {0.1, -0.2, 0.05}},
     {.yaw = -3.0, .pitch = 1.5, .distance = 3.0, .target = {0.0, 0.0, 0.0}},
     {.yaw = 1.2, .pitch = 0.1, .distance = 0.2, .target = {0.4, 0.3, -0.2}}}};

glm::dvec3 cornerOf(const glm::dvec3& half, int corner) {
  return {(corner & 1) == 0 ? -half.x : half.x, (corner & 2) == 0 ? -half.y : half.y,
          (corner & 4) == 0 ? -half.z : half.z};
}

ScreenPoint shown(const SurfaceCamera& camera, const glm::dvec3& place) {
  const auto point = SurfaceProjection(camera, kWidth, kHeight).project(place);
  REQUIRE(point.has_value());
  return *point;
}

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("the camera's axes are orthonormal and the target is in the middle of the picture") {
    for (const SurfaceCamera& camera : kCameras) {
      CAPTURE(camera.pitch);
      CHECK(std::abs(glm::dot(camera.right(), camera.up())) < kSceneTolerance);
      CHECK(std::abs(glm::dot(camera.right(), camera.forward())) < kSceneTolerance);
      CHECK(std::abs(glm::length(camera.up()) - 1.0) < kSceneTolerance);
      CHECK(camera.up().z > 0.0);
      const ScreenPoint middle = shown(camera, camera.target);
      CHECK(std::abs(middle.x - 0.5 * kWidth) < kPixelTolerance);
      CHECK(std::abs(middle.y - 0.5 * kHeight) < kPixelTolerance);
      CHECK(std::abs(middle.depth - camera.distance) < kSceneTolerance);
    }
  }

  TEST_CASE("unproject undoes project") {
    for (const SurfaceCamera& camera : kCameras) {
      const SurfaceProjection projection(camera, kWidth, kHeight);
      for (int corner = 0; corner < 8; ++corner) {
        const glm::dvec3 place = camera.target + 0.1 * cornerOf({1.0, 1.0, 1.0}, corner);
        const auto point = projection.project(place);
        if (!point) continue;
        CHECK(glm::distance(projection.unproject(*point), place) < kSceneTolerance);
      }
    }
  }

  TEST_CASE("a point behind the eye is not projected") {
    const SurfaceCamera camera;
    const SurfaceProjection projection(camera, kWidth, kHeight);
    CHECK_FALSE(projection.project(camera.eye() - 0.5 * camera.forward()).has_value());
  }

  TEST_CASE("the depth of the picture's matrix is what its two terms say") {
    const SurfaceProjection projection(SurfaceCamera{}, kWidth, kHeight);
    for (int corner = 0; corner < 8; ++corner) {
      const glm::dvec4 clip =
          projection.toClip() * glm::dvec4(cornerOf({0.5, 0.5, 0.25}, corner), 1.0);
      const double depth = projection.depthOffset() + projection.depthFactor() / clip.w;
      CHECK(std::abs(depth - clip.z / clip.w) < kSceneTolerance);
      CHECK(std::abs(depth) < 1.0);
    }
  }

  TEST_CASE("however far one drags, the pitch stays short of the poles") {
    const SurfaceCamera up = rotated(SurfaceCamera{}, {0.0, 1e5}, kHeight);
    const SurfaceCamera down = rotated(SurfaceCamera{}, {0.0, -1e5}, kHeight);
    CHECK(up.pitch == kSteepestPitch);
    CHECK(down.pitch == -kSteepestPitch);
    CHECK(up.up().z > 0.0);
    CHECK(down.up().z > 0.0);
  }

  TEST_CASE("dragging to the right takes what is near to the right") {
    const SurfaceCamera camera;
    const glm::dvec3 nearPoint = -0.3 * camera.forward();
    CHECK(shown(rotated(camera, {20.0, 0.0}, kHeight), nearPoint).x > shown(camera, nearPoint).x);
    CHECK(shown(rotated(camera, {0.0, 20.0}, kHeight), nearPoint).y > shown(camera, nearPoint).y);
  }

  TEST_CASE("a pan keeps what is at the target's depth under the mouse") {
    for (const SurfaceCamera& camera : kCameras) {
      const ScreenPoint before = shown(camera, camera.target);
      const ScreenPoint after = shown(panned(camera, {37.0, -21.0}, kHeight), camera.target);
      CHECK(std::abs(after.x - before.x - 37.0) < kPixelTolerance);
      CHECK(std::abs(after.y - before.y + 21.0) < kPixelTolerance);
    }
  }

  TEST_CASE("a zoom keeps what is at the target's depth under the cursor") {
    for (const SurfaceCamera& camera : kCameras) {
      for (const double factor : {0.5, 0.88, 1.0 / 0.88, 1.9}) {
        CAPTURE(factor);
        const SurfaceProjection projection(camera, kWidth, kHeight);
        const ScreenPoint cursor{.x = 200.0, .y = 480.0, .depth = camera.distance};
        const glm::dvec3 place = projection.unproject(cursor);
        const SurfaceCamera zoomed = zoomedAt(camera, factor, {cursor.x, cursor.y}, kSize);
        const ScreenPoint now = shown(zoomed, place);
        CHECK(std::abs(zoomed.distance - factor * camera.distance) < kSceneTolerance);
        CHECK(std::abs(now.x - cursor.x) < kPixelTolerance);
        CHECK(std::abs(now.y - cursor.y) < kPixelTolerance);
      }
    }
  }

  TEST_CASE("no zoom goes through the sheet or loses it") {
    SurfaceCamera camera;
    for (int i = 0; i < 500; ++i) camera = zoomedAt(camera, 0.8, {450.0, 300.0}, kSize);
    CHECK(camera.distance > 0.0);
    for (int i = 0; i < 500; ++i) camera = zoomedAt(camera, 1.25, {450.0, 300.0}, kSize);
    CHECK(camera.distance < 100.0);
  }

  TEST_CASE("a fit shows the whole box, touches a margin, and centres it") {
    const glm::dvec3 half(0.5, 0.35, 0.25);
    for (const SurfaceCamera& start : kCameras) {
      const SurfaceCamera camera = fitted(start, half, kSize, {0.1, 0.2});
      double left = kWidth;
      double right = 0.0;
      double top = kHeight;
      double bottom = 0.0;
      for (int corner = 0; corner < 8; ++corner) {
        const ScreenPoint point = shown(camera, cornerOf(half, corner));
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
      }
      const bool touchesSides =
          std::abs(left - 45.0) < 1e-6 && std::abs(kWidth - right - 45.0) < 1e-6;
      const bool touchesEnds =
          std::abs(top - 60.0) < 1e-6 && std::abs(kHeight - bottom - 60.0) < 1e-6;
      CHECK((touchesSides || touchesEnds));
      CHECK(left > 45.0 - 1e-6);
      CHECK(top > 60.0 - 1e-6);
      CHECK(camera.yaw == start.yaw);
      CHECK(camera.pitch == start.pitch);
    }
  }

  TEST_CASE("the scale puts the domain on the base and the range on half the base's width") {
    const SliceDomain domain{.xMin = -1.0, .xMax = 3.0, .yMin = 5.0, .yMax = 8.0};
    const SurfaceScale scale = surfaceScale(domain, -10.0, 30.0);
    const glm::dvec3 low = scale.place(-1.0, 5.0, -10.0);
    const glm::dvec3 high = scale.place(3.0, 8.0, 30.0);
    CHECK(glm::distance(low, -scale.halfBox) < kSceneTolerance);
    CHECK(glm::distance(high, scale.halfBox) < kSceneTolerance);
    CHECK(high.z - low.z == doctest::Approx(0.5 * (high.x - low.x)).epsilon(1e-12));
    CHECK(scale.perUnit.x == doctest::Approx(scale.perUnit.y).epsilon(1e-12));
    // A very long domain does not become a thread.
    const SurfaceScale thin = surfaceScale({.xMin = 0, .xMax = 100, .yMin = 0, .yMax = 1}, 0, 1);
    CHECK(thin.halfBox.y == doctest::Approx(0.25).epsilon(1e-12));
  }
}

}  // namespace adamscope
