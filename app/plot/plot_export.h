// A plot as a file: the picture that is seen, for print, and its numbers.
#pragma once

#include <string>

#include "app/figure/box.h"
#include "app/figure/canvas.h"
#include "app/plot/plot_spec.h"
#include "app/plot/plot_style.h"
#include "core/base/result.h"

namespace adamscope::plot {

/// The sheet of an exported plot.
struct PlotSheet {
  double width = 480.0;  ///< In points (SVG, PDF) or pixels (PNG), before scale.
  double height = 280.0;
  double scale = 1.0;
  double em = 11.0;  ///< Height of a line of text.
  PlotStyle style = lightPlotStyle();
};

/// Writes the plot with the views and the series that are seen; the ending of the path, .svg, .pdf
/// or .png, decides the format. Replaces what is there. Error: another ending, a sheet too large,
/// what the file system says.
Status writePlot(const PlotModel& model, const PlotSheet& sheet, const std::string& path);

/// The bytes of the plot as an SVG file. Error: as writePlot.
Result<std::string> plotSvg(const PlotModel& model, const PlotSheet& sheet);

/// Draws the plot with its top left corner at `place` of a canvas for print (SVG, PDF).
void drawPlotAt(figure::Canvas& canvas, const figure::Place& place, const PlotModel& model,
                const PlotSheet& sheet);

/// All values of all series, hidden ones too: one row for each x at which a series has a value, one
/// column for each series, empty where it has none. Values that are natural logarithms stay so, and
/// their heading says ln(name). Numbers read back exactly. Bars: the value of each item.
std::string plotCsv(const PlotSpec& spec);

}  // namespace adamscope::plot
