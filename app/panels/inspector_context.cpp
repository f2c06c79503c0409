#include "app/panels/inspector_context.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/figure/color.h"

namespace adamscope {

ImU32 layerFill(int layer) {
  const figure::Color color = figure::layerColor(layer);
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

ImU32 layerOutline(const ui::Frame& frame, int layer) {
  return ui::blend(layerFill(layer), frame.colors().text, frame.theme.isDark() ? 0.15F : 0.4F);
}

void drawLayerMark(const ui::Frame& frame, ImVec2 corner, float side, int layer) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  list->AddRectFilled(corner, end, layerFill(layer), frame.grid(0.5F));
  if (!frame.theme.isDark()) {
    list->AddRect(corner, end, layerOutline(frame, layer), frame.grid(0.5F));
  }
}

void drawText(ImFont* font, ImVec2 corner, ImU32 color, std::string_view text) {
  ImGui::GetWindowDrawList()->AddText(font, ui::heightOf(font),
                                      {std::round(corner.x), std::round(corner.y)}, color,
                                      text.data(), text.data() + text.size());
}

void drawTextRight(ImFont* font, ImVec2 upperRight, ImU32 color, std::string_view text) {
  drawText(font, {upperRight.x - widthOf(font, text), upperRight.y}, color, text);
}

float widthOf(ImFont* font, std::string_view text) {
  return ui::sizeOf(font, text.data(), text.data() + text.size()).x;
}

float middleOf(ImFont* font, const ui::Rect& row) {
  return row.y + (row.height - ui::heightOf(font)) / 2;
}

void drawCaption(const ui::Frame& frame, std::string_view text, const ui::Tip& tip) {
  ImGui::Dummy({0.0F, frame.grid(1)});
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::Dummy({std::max(1.0F, ImGui::GetContentRegionAvail().x), ui::heightOf(frame.fonts.small)});
  drawText(frame.fonts.small, corner, frame.colors().muted, text);
  ui::tipOnHover(frame, tip);
}

std::string nameOf(const NeuronId& neuron) {
  if (neuron.layer == 0) return "the window's border";
  return "layer " + std::to_string(neuron.layer) + ", neuron " + std::to_string(neuron.neuron);
}

void toggleNeuron(Selection& selection, const NeuronId& neuron) {
  if (selection.neuron == neuron) {
    selection.neuron.reset();
  } else {
    selection.neuron = neuron;
  }
}

std::string significantText(double value, int digits) {
  if (std::isnan(value)) return "\u2013";
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, value == 0.0 ? 0.0 : value);
  std::string result;
  for (const char* c = text; *c != '\0'; ++c) {
    if (*c == '-') {
      result += "\u2212";
    } else {
      result += *c;
    }
  }
  return result;
}

}  // namespace adamscope
