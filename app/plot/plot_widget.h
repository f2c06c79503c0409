// A plot in a window of Dear ImGui: drag pans, the wheel zooms at the cursor (one axis when over
// it), the right button zooms to a box, a double click fits; the legend hides and solos series; the
// crosshair reads them. Everything is drawn by the same code as the exported figure.
//
// The wheel also scrolls the window that the plot is in, unless that has
// ImGuiWindowFlags_NoScrollWithMouse.
#pragma once

#include <imgui.h>

#include <optional>

#include "app/plot/imgui_surface.h"
#include "app/plot/plot_spec.h"
#include "app/plot/plot_style.h"

namespace adamscope::plot {

enum class PlotExport { kNone, kPng, kSvg, kPdf, kCsv };

/// What the user did in this frame.
struct PlotResult {
  PlotExport exportRequest = PlotExport::kNone;  ///< Chosen in the menu; the caller does it.
  std::optional<double> timeLine;                ///< Where the time line was dragged to, a step.
  bool isHovered = false;
};

/// Where and with what a plot is drawn.
struct PlotLook {
  ImVec2 size{0.0F, 0.0F};  ///< 0: what the window has left.
  PlotStyle style{};
  PlotFonts fonts{};
};

/// Draws the plot at the cursor of the current window. The model is read only during the call.
PlotResult drawPlot(const PlotSpec& spec, PlotState& state, PlotLink& link, const PlotLook& look);

}  // namespace adamscope::plot
