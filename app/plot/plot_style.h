// Colours of a plot. The widget takes them from its caller, so that it knows no theme.
#pragma once

#include "app/figure/color.h"

namespace adamscope::plot {

/// A colour and how much of it covers what is below.
struct Ink {
  figure::Color color{};
  double alpha = 1.0;
};

struct PlotStyle {
  figure::Color background = figure::fromHex(0x171B21);
  figure::Color raised = figure::fromHex(0x20262E);  ///< Readouts and buttons.
  figure::Color lines = figure::fromHex(0x2C343F);
  figure::Color text = figure::fromHex(0xE6EAF0);
  figure::Color muted = figure::fromHex(0x9AA5B1);
  figure::Color accent = figure::fromHex(0x56B4E9);
};

/// For print and projectors.
inline PlotStyle lightPlotStyle() {
  return {figure::fromHex(0xFFFFFF), figure::fromHex(0xF3F5F7), figure::fromHex(0xD5DAE0),
          figure::fromHex(0x1B2027), figure::fromHex(0x5B6672), figure::fromHex(0x0072B2)};
}

}  // namespace adamscope::plot
