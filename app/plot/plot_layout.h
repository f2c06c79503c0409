// Where the parts of a plot stand. Sizes follow the font and the box, never the data (but for the
// room for y labels, which only grows), so that nothing moves while data arrive.
//
//   title unit   ■ series  ■ series  ■ series      …      header, one to three rows
//    1 |                                                  area
//    0 |______________________________________
//  ≤ 0 |______________________________________            gutter of a logarithmic axis
//        0        10        20        30    step
#pragma once

#include <string>
#include <vector>

#include "app/plot/axis_ticks.h"
#include "app/plot/surface.h"

namespace adamscope::plot {

/// The box of a series in the legend.
struct LegendEntry {
  std::size_t series = 0;  ///< In the spec.
  figure::Box box;
  std::string label;  ///< Its name, shortened if need be.
};

/// A label of an axis at its place.
struct PlacedLabel {
  figure::Place topLeft;
  std::string text;
};

struct PlotLayout {
  figure::Box whole;
  figure::Box menuButton;    ///< Of width 0 in figures.
  figure::Box followButton;  ///< Shown when one of the axes does not follow.
  figure::Box titleBox;
  std::string title;  ///< Shortened if need be.
  std::vector<LegendEntry> legend;
  figure::Box legendRest;     ///< A chip for the entries that have no room; width 0 if none.
  std::size_t firstRest = 0;  ///< The first series of the chip.
  figure::Box area;           ///< Where the data are.
  figure::Box yGutter;        ///< Below the area; height 0 if none.
  figure::Box xGutter;        ///< Left of the area; width 0 if none.
  figure::Box xStrip;         ///< The x axis, for the mouse.
  figure::Box yStrip;         ///< The y axis, for the mouse.
  double xLabelTop = 0.0;
};

/// Both axes, with their marks.
struct PlotAxes {
  Axis x;
  Axis y;
  AxisTicks xTicks;
  AxisTicks yTicks;
  std::vector<PlacedLabel> xLabels;  ///< Without those that would overlap.
  std::vector<PlacedLabel> yLabels;
  PlacedLabel xName;  ///< The x label and the note.
  PlacedLabel yNote;  ///< How to read the y labels; mostly empty.
};

/// The boxes. `hasButtons`: not in figures.
PlotLayout layoutPlot(const Surface& surface, const PlotModel& model, const figure::Box& whole,
                      bool hasButtons);

/// Axes without marks, for the mouse and the fit.
PlotAxes makeAxes(const PlotModel& model, const PlotLayout& layout);

/// Adds marks and labels.
void placeTicks(const Surface& surface, const PlotSpec& spec, const PlotLayout& layout,
                PlotAxes& axes);

/// The room that the y labels need, in em.
double yLabelRoom(const Surface& surface, const PlotAxes& axes);

/// The narrowest bar.
double leastBarPx(const Surface& surface);

/// The text, its end replaced by an ellipsis if it is wider than `width`.
std::string shortenedText(const Surface& surface, const std::string& text, TextRole role,
                          double width);

}  // namespace adamscope::plot
