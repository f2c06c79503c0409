// The input view as a vector figure: the same part of the slice, the same colours, what is shown
// there and what is not.
#pragma once

#include <string>

#include "app/figure/tessellation_figure.h"
#include "app/model/ui_state.h"
#include "app/ui/theme.h"

namespace adamscope {

/// The figure's fill for the view's; kOutput stands in for those that a figure does not have.
FigureFill figureFillFor(const TrainFrame& train, const InputViewState& view);
/// Whether the figure has the very fill of the view.
bool hasFigureFill(const InputViewState& view);

/// Writes it as .svg or .pdf, by the path's ending, and replaces what is there. The regions are the
/// analysis' own. Error: no analysis yet, or as writeTessellationFigure.
Status writeViewFigure(const ModelFrame& model, const InputViewState& view, ui::ThemeName theme,
                       const std::string& path);

}  // namespace adamscope
