#include "app/plot/plot_controls.h"

#include <string>

namespace adamscope::plot {
namespace {

void showExplanation(const PlotSeries& series, float em) {
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(26.0F * em);
  ImGui::TextUnformatted(series.name.c_str());
  if (!series.explanation.empty()) ImGui::TextUnformatted(series.explanation.c_str());
  ImGui::TextDisabled("Click: hide or show. Double click: only this one.");
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void toggle(PlotState& state, const std::string& name) {
  if (state.hidden.erase(name) == 0) state.hidden.insert(name);
}

/// The series that have no room in the header.
void handleLegendRest(const LivePlot& plot) {
  if (placeButton("more series", plot.layout.legendRest) && ImGui::IsItemHovered()) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ImGui::OpenPopup("series");
    ImGui::SetTooltip("More series");
  }
  if (!ImGui::BeginPopup("series")) return;
  for (const PlotSeries& series : plot.spec.series) {
    bool isVisible = plot.state.isVisible(series);
    const Ink ink{series.color, 1.0};
    ImGui::PushStyleColor(ImGuiCol_CheckMark, packed(ink));
    if (ImGui::Checkbox(series.name.c_str(), &isVisible)) toggle(plot.state, series.name);
    ImGui::PopStyleColor();
    if (ImGui::IsItemHovered()) showExplanation(series, static_cast<float>(plot.em));
  }
  ImGui::EndPopup();
}

/// The entries of one scale menu; true when one was chosen.
bool scaleMenu(AxisScale& scale, bool isX) {
  struct Entry {
    Scale kind;
    const char* name;
  };
  const Scale before = scale.kind;
  ImGui::PushID(isX ? "x" : "y");
  for (const Entry& entry : {Entry{Scale::kLinear, "Linear"}, Entry{Scale::kLog, "Logarithmic"},
                             Entry{Scale::kSymlog, "Symmetric logarithmic"}}) {
    if (ImGui::MenuItem(entry.name, nullptr, scale.kind == entry.kind)) scale.kind = entry.kind;
  }
  ImGui::PopID();
  return scale.kind != before;
}

void showMenu(const LivePlot& plot, PlotResult& result) {
  ImGui::TextDisabled("Vertical axis");
  if (scaleMenu(plot.state.yScale, false)) {
    plot.state.isFollowing = true;
    plot.state.hasGutter = false;
    plot.state.yView = {0.0, 0.0};
  }
  ImGui::Separator();
  ImGui::TextDisabled("Horizontal axis");
  if (scaleMenu(plot.link.xScale, true)) plot.link.isFollowing = true;
  ImGui::Separator();
  if (ImGui::MenuItem("Fit to the data", "double click")) {
    plot.link.isFollowing = plot.state.isFollowing = true;
  }
  if (ImGui::MenuItem("Show all series", nullptr, false, !plot.state.hidden.empty())) {
    plot.state.hidden.clear();
  }
  ImGui::Separator();
  if (ImGui::MenuItem("Export as PNG")) result.exportRequest = PlotExport::kPng;
  if (ImGui::MenuItem("Export as SVG")) result.exportRequest = PlotExport::kSvg;
  if (ImGui::MenuItem("Export as PDF")) result.exportRequest = PlotExport::kPdf;
  if (ImGui::MenuItem("Export values as CSV")) result.exportRequest = PlotExport::kCsv;
}

}  // namespace

void soloSeries(const PlotSpec& spec, PlotState& state, std::size_t series) {
  bool isAlone = true;
  for (std::size_t i = 0; i < spec.series.size(); ++i) {
    isAlone = isAlone && (i == series || !state.isVisible(spec.series[i]));
  }
  state.hidden.clear();
  if (isAlone) return;
  for (std::size_t i = 0; i < spec.series.size(); ++i) {
    if (i != series) state.hidden.insert(spec.series[i].name);
  }
}

void handleLegend(const LivePlot& plot) {
  for (const LegendEntry& entry : plot.layout.legend) {
    const PlotSeries& series = plot.spec.series[entry.series];
    ImGui::PushID(static_cast<int>(entry.series));
    if (placeButton("legend", entry.box) && ImGui::IsItemHovered()) {
      // The first click of a double click has toggled the series; soloSeries looks at the others.
      if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        soloSeries(plot.spec, plot.state, entry.series);
      } else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        toggle(plot.state, series.name);
      }
      showExplanation(series, static_cast<float>(plot.em));
    }
    ImGui::PopID();
  }
  handleLegendRest(plot);
}

void handleMenu(const LivePlot& plot, PlotResult& result) {
  if (placeButton("menu", plot.layout.menuButton) && ImGui::IsItemHovered()) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ImGui::OpenPopup("plot menu");
    ImGui::SetTooltip("Axes and export");
  }
  if (!ImGui::BeginPopup("plot menu")) return;
  showMenu(plot, result);
  ImGui::EndPopup();
}

void handleFollowButton(const LivePlot& plot) {
  if (plot.link.isFollowing && plot.state.isFollowing) return;
  if (!placeButton("follow", plot.layout.followButton)) return;
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Show all data again, and keep up with new ones");
  if (ImGui::IsItemClicked()) plot.link.isFollowing = plot.state.isFollowing = true;
}

}  // namespace adamscope::plot
