#include "app/panels/inspector_mask.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/tip.h"

namespace adamscope {

namespace {

/// The squares of one layer: as large as their number allows.
struct SquareGrid {
  ImVec2 corner;
  float side = 0.0F;
  float pitch = 0.0F;
  int perLine = 1;
  int count = 0;

  ImVec2 at(int index) const {
    return {corner.x + static_cast<float>(index % perLine) * pitch,
            corner.y + static_cast<float>(index / perLine) * pitch};
  }
  float height() const { return static_cast<float>((count + perLine - 1) / perLine) * pitch; }
  /// The square under the mouse; its gap counts as part of it.
  int indexAt(ImVec2 mouse) const {
    const int column = static_cast<int>(std::floor((mouse.x - corner.x) / pitch));
    const int line = static_cast<int>(std::floor((mouse.y - corner.y) / pitch));
    if (column < 0 || column >= perLine || line < 0) return -1;
    const int index = line * perLine + column;
    return index < count ? index : -1;
  }
};

SquareGrid gridFor(const ui::Frame& frame, int count) {
  const float side = count <= 64 ? 3.0F : count <= 256 ? 2.25F : 1.5F;
  SquareGrid grid{.corner = ImGui::GetCursorScreenPos(), .count = count};
  grid.side = std::round(frame.grid(side));
  grid.pitch = grid.side + std::max(1.0F, std::round(frame.grid(count <= 64 ? 0.75F : 0.5F)));
  const float width = ImGui::GetContentRegionAvail().x;
  grid.perLine = std::max(1, static_cast<int>((width + grid.pitch - grid.side) / grid.pitch));
  return grid;
}

void drawSquare(const ui::Frame& frame, ImVec2 corner, float side, int layer, bool isOn) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  const float rounding = side > frame.grid(2) ? frame.grid(0.5F) : 0.0F;
  if (isOn) {
    list->AddRectFilled(corner, end, layerFill(layer), rounding);
    if (frame.theme.isDark()) return;
  }
  const ImU32 outline = layerOutline(frame, layer);
  list->AddRect(corner, end, isOn ? outline : ui::withOpacity(outline, 0.6F), rounding);
}

void drawLayerTitle(const ui::Frame& frame, int layer, int active, int count) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImFont* font = frame.fonts.small;
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  ImGui::Dummy({width, ui::heightOf(font)});
  drawText(font, corner, frame.colors().text, "Layer " + std::to_string(layer));
  drawTextRight(font, {corner.x + width, corner.y}, frame.colors().muted,
                std::to_string(active) + " of " + std::to_string(count) + " on");
}

void tellNeuron(const ui::Frame& frame, const NeuronId& neuron, double preactivation, bool isOn) {
  const std::string title = "Layer " + std::to_string(neuron.layer) + ", neuron " +
                            std::to_string(neuron.neuron) + (isOn ? " is on" : " is off");
  const std::string formula = "z = " + significantText(preactivation, 6);
  ui::showTip(frame, {.title = title,
                      .body = "Its preactivation at the point. A click lights its fold line.",
                      .formula = formula});
}

void drawLayer(const InspectorContext& context, const AnalysisFrame& analysis,
               const RegionReport& report, int layer) {
  const ui::Frame& frame = context.frame;
  const Tessellation& cells = analysis.tessellation;
  const int count = cells.architecture.width(layer);
  int active = 0;
  for (int j = 0; j < count; ++j) active += cells.isActive(report.face, layer, j) ? 1 : 0;
  drawLayerTitle(frame, layer, active, count);
  const SquareGrid grid = gridFor(frame, count);
  ImGui::PushID(layer);
  ImGui::InvisibleButton("##mask",
                         {std::max(1.0F, ImGui::GetContentRegionAvail().x), grid.height()});
  const int hovered = ImGui::IsItemHovered() ? grid.indexAt(ImGui::GetIO().MousePos) : -1;
  const bool isClicked = ImGui::IsItemClicked();
  ImGui::PopID();
  for (int j = 0; j < count; ++j) {
    drawSquare(frame, grid.at(j), grid.side, layer, cells.isActive(report.face, layer, j));
    const bool isSelected = context.state.selection.neuron == NeuronId{layer, j};
    if (!isSelected && j != hovered) continue;
    const ImVec2 corner = grid.at(j);
    const float margin = std::max(1.0F, frame.grid(0.5F));
    ImGui::GetWindowDrawList()->AddRect(
        {corner.x - margin, corner.y - margin},
        {corner.x + grid.side + margin, corner.y + grid.side + margin},
        isSelected ? frame.colors().accent : frame.colors().text, frame.grid(0.75F), 0,
        std::max(1.0F, frame.grid(0.4F)));
  }
  if (hovered < 0) return;
  const double z = report.preactivations[static_cast<std::size_t>(layer) - 1](hovered);
  tellNeuron(frame, {layer, hovered}, z, cells.isActive(report.face, layer, hovered));
  if (isClicked) toggleNeuron(context.state.selection, {layer, hovered});
}

}  // namespace

void drawMask(const InspectorContext& context, const AnalysisFrame& analysis,
              const RegionReport& report) {
  const int layers = analysis.tessellation.architecture.hiddenLayerCount();
  for (int layer = 1; layer <= layers; ++layer) drawLayer(context, analysis, report, layer);
}

}  // namespace adamscope
