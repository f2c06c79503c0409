// What the crosshair says: the value of each visible series at one x.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plot/plot_layout.h"

namespace adamscope::plot {

struct ReadoutRow {
  std::size_t series = 0;  ///< In the spec.
  std::string value;
  std::string unit;
  std::optional<figure::Place> dot;  ///< Where the value stands; none for bars and gaps.
};

struct Readout {
  std::string heading;  ///< "step 1200", or of the window "step 1200–1249".
  std::vector<ReadoutRow> rows;
  std::vector<std::string> notes;  ///< Marks near x.
};

/// x as the crosshair takes it: a step of the finest visible series, within the data.
double snappedX(const PlotSpec& spec, const PlotState& state, double x);

/// `leastBarPx` as in windowItems; marks within `reachPx` of x are noted.
Readout readoutAt(const PlotModel& model, const PlotAxes& axes, double x, double leastBarPx);

/// The box of a readout and its drawing.
struct ReadoutBox {
  figure::Box box;
  double nameWidth = 0.0;
  double valueWidth = 0.0;
  double unitWidth = 0.0;
};
ReadoutBox measureReadout(const Surface& surface, const PlotSpec& spec, const Readout& readout);
void drawReadout(Surface& surface, const PlotSpec& spec, const PlotStyle& style,
                 const Readout& readout, const ReadoutBox& box);

}  // namespace adamscope::plot
