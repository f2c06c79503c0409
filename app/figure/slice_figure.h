// A picture of a parameter slice for a paper: the boundaries of all samples and neurons in the
// colours of their layers, the loss or the regions behind them, and the trajectory with a dot at
// each crossing.
#pragma once

#include <string>

#include "app/figure/tessellation_figure.h"
#include "core/session/slice_analysis.h"

namespace adamscope {

struct SliceFigureOptions {
  FigureTheme theme = FigureTheme::kPaper;
  double width = 440.0;  ///< Of the whole figure: points in SVG and PDF, pixels in PNG.
  double scale = 1.0;
  double fontSize = 8.0;
  std::string title;
  std::string subtitle;
};

/// Draws a frame that has a picture, in the format of the path's ending. The fill is what the frame
/// has: regions, else loss, else none. Errors as writeTessellationFigure.
Status writeSliceFigure(const SliceFrame& frame, const std::string& path,
                        const SliceFigureOptions& options);

}  // namespace adamscope
