// Where the parts of a figure stand, and the parts around the panel: titles, axes, colour bar.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "app/figure/legend.h"
#include "app/figure/ticks.h"

namespace adamscope::figure {

/// A labelled place on the colour bar; position 0 is its foot, 1 its head.
struct BarTick {
  double position = 0.0;
  std::string label;
};

/// Places in units. The width is the user's; the height follows from the content.
struct Layout {
  double width = 0.0;
  double height = 0.0;
  std::vector<std::string> titleLines;
  std::vector<std::string> subtitleLines;
  Viewport view;
  Ticks xTicks;
  Ticks yTicks;
  std::string xLabel;
  std::string yLabel;
  double yTickWidth = 0.0;  ///< Of the widest label.
  bool hasBar = false;
  Box bar;
  std::vector<BarTick> barTicks;
  std::string barLabel;
  double barTickWidth = 0.0;
  Legend legend;
  Place legendCorner;
};

/// `domain` is what the panel shows: the tessellation's, or for a graph x and f.
Layout makeLayout(cairo_t* cr, const Scene& scene, const SliceDomain& domain);

/// The layout of a whole figure of this scene. Error: cairo cannot measure text.
Result<Layout> measureLayout(const Scene& scene);

void drawTitles(cairo_t* cr, const Scene& scene, const Layout& layout);
void drawAxes(cairo_t* cr, const Scene& scene, const Layout& layout);
void drawColorBar(cairo_t* cr, const Scene& scene, const Layout& layout);

}  // namespace adamscope::figure
