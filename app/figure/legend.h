// The legend under the panel: what each line and mark means, in rows as wide as the figure.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "app/figure/samples.h"

namespace adamscope::figure {

/// One line of meaning. Its sign stands to the left of the text.
struct LegendEntry {
  enum class Sign { kLine, kDecision, kMarker, kSwatch, kWrong };
  Sign sign = Sign::kLine;
  std::string text{};
  Color color{};
  double lineWidth = 1.0;
  Marker marker{};
  Place place{};  ///< Left end, on the text's middle line, relative to the legend's corner.
};

struct Legend {
  std::vector<LegendEntry> entries;
  double height = 0.0;
};

/// The entries that this figure needs, laid out in rows of at most `width`.
Legend makeLegend(cairo_t* cr, const Scene& scene, const Viewport& view, double width);
void drawLegend(cairo_t* cr, const Scene& scene, const Legend& legend, const Place& corner);

}  // namespace adamscope::figure
