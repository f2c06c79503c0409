#include "app/views/camera2d.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr ViewSize kSize{800.0, 500.0};

TEST_SUITE_BEGIN("views");

TEST_CASE("a fitted camera shows the whole domain, and no more than it must") {
  const SliceDomain domain{-1.0, 3.0, 2.0, 4.0};
  for (const bool lock : {false, true}) {
    CAPTURE(lock);
    const SliceDomain seen = visibleDomain(fitCamera(domain, kSize, lock), kSize);
    CHECK(seen.xMin <= domain.xMin + 1e-12);
    CHECK(seen.xMax >= domain.xMax - 1e-12);
    CHECK(seen.yMin <= domain.yMin + 1e-12);
    CHECK(seen.yMax >= domain.yMax - 1e-12);
    const double spareX = (seen.xMax - seen.xMin) - 4.0;
    const double spareY = (seen.yMax - seen.yMin) - 2.0;
    CHECK(std::min(spareX, spareY) < 1e-12);
    if (!lock) CHECK(std::max(spareX, spareY) < 1e-12);
  }
}

TEST_CASE("slice coordinates and pixels are inverse to each other, y pointing up") {
  const Camera2D camera = fitCamera({-1.0, 3.0, 2.0, 4.0}, kSize, true);
  const ViewPoint up = toView(camera, kSize, {0.0, 3.5});
  const ViewPoint down = toView(camera, kSize, {0.0, 2.5});
  CHECK(up.y < down.y);
  const SlicePoint back = toSlice(camera, kSize, up);
  CHECK(std::abs(back.x) < 1e-12);
  CHECK(std::abs(back.y - 3.5) < 1e-12);
}

TEST_CASE("a zoom keeps the place under the cursor, down to a millionth and beyond") {
  Random random(5);
  Camera2D camera = fitCamera({-1.0, 3.0, 2.0, 4.0}, kSize, true);
  const ZoomLimits limits{.low = 1e-12, .high = 10.0};
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    const double x = 800.0 * random.uniform();
    const double y = 500.0 * random.uniform();
    const SlicePoint before = toSlice(camera, kSize, {x, y});
    zoomAt(camera, kSize, {x, y}, i < 120 ? 1.2 : 0.8, limits);
    const ViewPoint after = toView(camera, kSize, before);
    // Half a pixel where a double still tells pixels apart.
    CHECK(std::abs(after.x - x) < 0.5);
    CHECK(std::abs(after.y - y) < 0.5);
    CHECK(camera.unitsPerPixelX >= limits.low * (1.0 - 1e-9));
    CHECK(camera.unitsPerPixelX <= limits.high * (1.0 + 1e-9));
    CHECK(std::abs(camera.unitsPerPixelX / camera.unitsPerPixelY - 1.0) < 1e-12);
  }
}

TEST_CASE("a pan moves the picture with the mouse") {
  Camera2D camera = fitCamera({-1.0, 3.0, 2.0, 4.0}, kSize, true);
  const ViewPoint before = toView(camera, kSize, {1.0, 3.0});
  pan(camera, 30.0, -12.0);
  const ViewPoint after = toView(camera, kSize, {1.0, 3.0});
  CHECK(std::abs(after.x - before.x - 30.0) < 1e-9);
  CHECK(std::abs(after.y - before.y + 12.0) < 1e-9);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
