#include "app/views/layer_chips.h"

#include <algorithm>
#include <string>

#include "app/figure/color.h"
#include "app/ui/tip.h"
#include "app/views/region_fill.h"

namespace adamscope {

void drawLayerChips(const ui::Frame& frame, int layers, std::vector<char>& hiddenLayers,
                    const char* help) {
  hiddenLayers.resize(static_cast<std::size_t>(std::max(layers, 0)), 0);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ImGui::GetFrameHeight();
  for (int layer = 1; layer <= std::min(layers, 12); ++layer) {
    char& hidden = hiddenLayers[static_cast<std::size_t>(layer) - 1];
    const std::string text = std::to_string(layer);
    const ImVec2 size(height * 0.9F, height);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::PushID(layer);
    if (ImGui::InvisibleButton("layer", size)) hidden = hidden == 0 ? 1 : 0;
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    const ImU32 color = packColor(figure::layerColor(layer), hidden != 0 ? 0.25 : 1.0);
    if (hovered) {
      list.AddRectFilled(start, {start.x + size.x, start.y + size.y}, frame.colors().hovered,
                         frame.grid(1.0F));
    }
    const ImVec2 textSize = ui::sizeOf(frame.fonts.small, text.c_str());
    list.AddText(frame.fonts.small, textSize.y,
                 {start.x + 0.5F * (size.x - textSize.x), start.y + 0.16F * size.y},
                 hidden != 0 ? frame.colors().muted : frame.colors().text, text.c_str());
    list.AddRectFilled({start.x + 0.2F * size.x, start.y + 0.76F * size.y},
                       {start.x + 0.8F * size.x, start.y + 0.88F * size.y}, color,
                       frame.grid(0.5F));
    const std::string title = "Boundaries of layer " + text;
    ui::tipOnHover(frame, {.title = title, .body = help});
    ImGui::SameLine(0.0F, frame.grid(0.5F));
  }
  ImGui::SameLine(0.0F, frame.grid(2.0F));
}

}  // namespace adamscope
