#include "app/figure/slice_background.h"

#include <cmath>
#include <cstdint>
#include <functional>

#include "app/figure/slice_colors.h"

namespace adamscope::figure {
namespace {

constexpr double kContourLine = 0.35;

std::uint32_t packed(const Color& color) {
  const auto byte = [](double part) {
    return static_cast<std::uint32_t>(std::lround(255.0 * part));
  };
  return 0xFF000000U | byte(color.red) << 16U | byte(color.green) << 8U | byte(color.blue);
}

/// Fills the panel with columns x rows boxes, row 0 at the foot.
void drawBoxes(cairo_t* cr, const Viewport& view, int columns, int rows, cairo_filter_t filter,
               const std::function<Color(int, int)>& colorAt) {
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows);
  unsigned char* bytes = cairo_image_surface_get_data(image);
  if (bytes == nullptr) {
    cairo_surface_destroy(image);
    return;
  }
  const int stride = cairo_image_surface_get_stride(image);
  for (int row = 0; row < rows; ++row) {
    auto* line = reinterpret_cast<std::uint32_t*>(bytes + std::ptrdiff_t{rows - 1 - row} * stride);
    for (int column = 0; column < columns; ++column) line[column] = packed(colorAt(column, row));
  }
  cairo_surface_mark_dirty(image);
  cairo_save(cr);
  cairo_translate(cr, view.panel.x, view.panel.y);
  cairo_scale(cr, view.panel.width / columns, view.panel.height / rows);
  cairo_set_source_surface(cr, image, 0.0, 0.0);
  cairo_pattern_set_filter(cairo_get_source(cr), filter);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(image);
}

}  // namespace

void drawSliceBackground(cairo_t* cr, const SliceFrame& frame, const Theme& theme,
                         const Viewport& view) {
  if (frame.regions) {
    const ParameterRaster& regions = *frame.regions;
    drawBoxes(cr, view, regions.width, regions.height, CAIRO_FILTER_NEAREST,
              [&](int column, int row) {
                return regionColor(theme, regions.hashes[regions.regionAt(column, row)]);
              });
    return;
  }
  if (!frame.loss) return;
  const LossScale scale(*frame.loss);
  drawBoxes(cr, view, frame.loss->columns, frame.loss->rows, CAIRO_FILTER_BILINEAR,
            [&](int column, int row) {
              return lossColor(theme, scale.share(frame.loss->at(column, row)));
            });
  cairo_set_line_width(cr, kContourLine);
  setColor(cr, theme.mutedInk, 0.55);
  for (const double level : scale.levels()) {
    for (const ContourSegment& segment : contour(*frame.loss, level)) {
      const Place from = view.place(segment.from);
      const Place to = view.place(segment.to);
      cairo_move_to(cr, from.x, from.y);
      cairo_line_to(cr, to.x, to.y);
    }
  }
  cairo_stroke(cr);
}

}  // namespace adamscope::figure
