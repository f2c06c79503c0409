// What a plot shows, and what its user has changed about it: the input of the window's widget
// (plot_widget.h) and of the exported figure (plot_export.h) alike. Free of Dear ImGui and cairo.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/figure/color.h"
#include "app/plot/axis.h"
#include "app/plot/min_max_pyramid.h"

namespace adamscope::plot {

enum class SeriesKind {
  kLine,
  kSteps,  ///< The value holds from its x to the next.
  kBand,   ///< Filled between lowerValue and value.
  kBars,   ///< Sums over windows whose width follows the zoom; all bars of a plot are stacked.
  kMarks   ///< Dots.
};

enum class Dash { kSolid, kDashed, kDotted };

/// Values at x = firstX + i * stride, i = 0 ... count - 1. The functions are called while the plot
/// is drawn, on the same thread, many times.
struct PlotSeries {
  std::string name;         ///< In the legend; tells the series apart, so unique in its plot.
  std::string unit;         ///< Behind the number in the readout; may be empty.
  std::string explanation;  ///< What it is, with its formula; shown over the legend entry.
  figure::Color color{};
  SeriesKind kind = SeriesKind::kLine;
  Dash dash = Dash::kSolid;
  double firstX = 0.0;
  double stride = 1.0;  ///< > 0.
  long count = 0;
  /// The value number i. NaN is a gap. kBars: the sum of the items 0 ... i-1, for i = 0 ... count.
  ValueAccess value{};
  ValueAccess lowerValue{};                     ///< kBand only.
  const MinMaxPyramid* pyramid = nullptr;       ///< Of value; without it drawing costs O(count).
  const MinMaxPyramid* lowerPyramid = nullptr;  ///< Of lowerValue.
  /// The values are natural logarithms of what is shown, which may be beyond a double.
  bool isNaturalLog = false;

  double xAt(long i) const { return firstX + static_cast<double>(i) * stride; }
};

/// A place on the x axis that is worth knowing: a setting was changed, a checkpoint.
struct VerticalMark {
  double x = 0.0;
  std::string explanation;
};

/// One plot for one frame.
struct PlotSpec {
  std::string id;      ///< Tells the plots of a window apart.
  std::string title;   ///< What the y axis shows.
  std::string yUnit;   ///< Muted behind the title; may be empty.
  std::string xLabel;  ///< Such as "step".
  std::vector<PlotSeries> series;
  std::vector<VerticalMark> marks;
  /// The line of the current time, which the user may drag.
  std::optional<double> timeLine;
  bool showsXLabels = true;  ///< Off for plots that stand above another one with the same x axis.
  std::string emptyText = "No data yet";
};

/// What plots with one x axis share. Each stand-alone plot has its own.
struct PlotLink {
  AxisScale xScale;
  Interval xView{0.0, 1.0};
  bool isFollowing = true;  ///< The view grows with the data; until the user moves it.
  /// x under the mouse, in whichever of the plots it is.
  std::optional<double> cursorX;
  int cursorFrame = -10;  ///< When it was set.
  /// First and last x of the data of all plots in the frame before, and so far in this one.
  Interval data{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  Interval dataSoFar{std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity()};
  double leftEm = 0.0;  ///< Room for y labels, the same in all plots; only ever grows.
  int frame = -1;       ///< Of dataSoFar.
};

/// What the mouse is doing while its button is down.
enum class PlotDrag { kNone, kPan, kBoxZoom, kTimeLine };

/// What the user has changed about one plot.
struct PlotState {
  AxisScale yScale;
  Interval yView{0.0, 1.0};
  bool isFollowing = true;       ///< y fits to what is seen.
  std::set<std::string> hidden;  ///< Names of series.
  bool hasGutter = false;        ///< Stays once a value <= 0 was seen, so that nothing jumps.
  PlotDrag drag = PlotDrag::kNone;

  bool isVisible(const PlotSeries& series) const { return !hidden.contains(series.name); }
};

/// Everything that a picture of a plot is made from.
struct PlotModel {
  const PlotSpec& spec;
  const PlotState& state;
  const PlotLink& link;
};

}  // namespace adamscope::plot
