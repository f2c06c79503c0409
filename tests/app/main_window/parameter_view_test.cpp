// The parameter slice in the window: it is drawn beside the input slice, and what is picked in one
// is picked in both.
#include "app/views/parameter_view.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

#include "app/figure/color.h"
#include "app/main_window/render_window.h"
#include "core/io/run_folder.h"
#include "tests/support/sample_shell.h"

namespace adamscope {
namespace {

gl::Image renderBoth(CenterView center) {
  auto session = TrainingSession::create(
      Config(),
      {.load = [](const Config& config) { return loadExperiment(config); }, .record = {}});
  REQUIRE_MESSAGE(session.ok(), session.message());
  (*session)->runTo(40);
  while ((*session)->advance(std::chrono::seconds(1))) {
  }
  Result<WindowPainter> painter =
      WindowPainter::create({.widthPx = 1280, .heightPx = 800, .center = center});
  REQUIRE_MESSAGE(painter.ok(), painter.message());
  const Status shown = painter->show(std::move(*session));
  REQUIRE_MESSAGE(shown.ok(), shown.message());
  return painter->image();
}

/// Pixels near a layer's colour in a part of the picture, in shares of its width.
int pixelsOfLayer(const gl::Image& image, int layer, double left, double right) {
  const figure::Color color = figure::layerColor(layer);
  int count = 0;
  for (int y = image.heightPx / 6; y < image.heightPx * 2 / 3; ++y) {
    for (int x = static_cast<int>(left * image.widthPx);
         x < static_cast<int>(right * image.widthPx); ++x) {
      const std::uint8_t* pixel = image.pixel(x, y);
      const double distance = std::abs(pixel[0] - 255.0 * color.red) +
                              std::abs(pixel[1] - 255.0 * color.green) +
                              std::abs(pixel[2] - 255.0 * color.blue);
      count += distance < 90.0 ? 1 : 0;
    }
  }
  return count;
}

}  // namespace

TEST_SUITE("main_window") {
  TEST_CASE("the parameter slice is drawn alone and beside the input slice") {
    if (!canDrawOffscreen()) return;
    const gl::Image alone = renderBoth(CenterView::kParameter);
    keepPicture(alone, "window_parameter");
    CHECK(pixelsOfLayer(alone, 1, 0.26, 0.77) + pixelsOfLayer(alone, 2, 0.26, 0.77) > 100);
    const gl::Image both = renderBoth(CenterView::kBoth);
    keepPicture(both, "window_both");
    for (const auto& half : {std::pair(0.26, 0.50), std::pair(0.53, 0.77)}) {
      CHECK(pixelsOfLayer(both, 1, half.first, half.second) +
                pixelsOfLayer(both, 2, half.first, half.second) >
            50);
    }
  }
}

}  // namespace adamscope
