// Places and boxes on a sheet or a window, in its units.
#pragma once

namespace adamscope::figure {

/// A place on the sheet, in units, y down.
struct Place {
  double x = 0.0;
  double y = 0.0;
};

struct Box {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

}  // namespace adamscope::figure
