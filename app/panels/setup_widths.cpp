#include <algorithm>
#include <cmath>

#include "app/figure/color.h"
#include "app/model/width_list.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

constexpr float kBoxEm = 2.7F;  ///< Room for "4096".
constexpr const char* kRefusalName = "network.hidden";

ImU32 layerColor(int layer) {
  const figure::Color color = figure::layerColor(layer);
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

void commitWidths(const SetupContext& context, const Result<std::vector<int>>& widths) {
  if (!widths) {
    refuse(context, kRefusalName, widths.message());
    return;
  }
  context.state.texts.erase(kRefusalName);
  Config config = context.config();
  config.network.hidden = *widths;
  commit(context, config);
}

float chipWidth(const ui::Frame& frame) {
  return frame.grid(2.5F) + frame.em(kBoxEm) + ImGui::GetFrameHeight() * 0.8F;
}

/// A bar in the layer's colour, its width, and a cross. The widths after this frame, if they
/// changed.
std::optional<Result<std::vector<int>>> drawChip(const SetupContext& context, int index) {
  const ui::Frame& frame = context.frame;
  const std::vector<int>& widths = context.config().network.hidden;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 end{corner.x + chipWidth(frame), corner.y + ImGui::GetFrameHeight()};
  const float rounding = ImGui::GetStyle().FrameRounding;
  const float bar = frame.grid(1);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(corner, end, frame.colors().raised, rounding);
  draw->AddRectFilled(corner, {corner.x + bar, end.y}, layerColor(index + 1), rounding,
                      ImDrawFlags_RoundCornersLeft);
  ImGui::BeginGroup();
  ImGui::SetCursorScreenPos({corner.x + frame.grid(1.5F), corner.y});
  const std::string name = "layer " + std::to_string(index + 1);
  const std::string shown = std::to_string(widths[static_cast<std::size_t>(index)]);
  const std::optional<std::string> typed =
      typedText(context, {.name = name, .shown = shown, .width = frame.em(kBoxEm)});
  const std::string title = "Hidden layer " + std::to_string(index + 1);
  ui::tipOnHover(frame, {.title = title,
                         .body = "Its number of neurons m, 1 to 4096; at most 64 layers. Several "
                                 "numbers (\"32, 32\") put several layers here, an empty box "
                                 "removes it. The colour is that of its boundaries in the views.",
                         .formula = "h\u2097 = \u03C3(W\u2097 h\u2097\u208B\u2081 + b\u2097)"});
  ImGui::SameLine(0, 0);
  const bool isRemoved =
      ui::button(frame, "remove", ui::icons::kClose, {.title = "Remove this layer"},
                 {.isFlat = true, .widthUnits = ImGui::GetFrameHeight() * 0.8F});
  ImGui::EndGroup();
  if (typed) return withTypedLayer(widths, index, *typed);
  if (isRemoved) return withLayerRemoved(widths, index);
  return std::nullopt;
}

}  // namespace

void drawWidthChips(const SetupContext& context) {
  const ui::Frame& frame = context.frame;
  const std::vector<int>& widths = context.config().network.hidden;
  const float left = ImGui::GetCursorScreenPos().x;
  const float right = left + ImGui::GetContentRegionAvail().x;
  const float gap = frame.grid(1.5F);
  std::optional<Result<std::vector<int>>> changed;
  ImGui::BeginGroup();
  for (int i = 0; i < static_cast<int>(widths.size()); ++i) {
    const bool fits = i > 0 && ImGui::GetItemRectMax().x + gap + chipWidth(frame) <= right;
    if (fits) ImGui::SameLine(0, gap);
    ImGui::PushID(i);
    if (auto edit = drawChip(context, i)) changed = std::move(edit);
    ImGui::PopID();
  }
  const bool hasRoom = static_cast<int>(widths.size()) < kMostHiddenLayers;
  const float plus = iconButtonWidth(frame);
  if (!widths.empty() && ImGui::GetItemRectMax().x + gap + plus <= right) ImGui::SameLine(0, gap);
  const bool isAdded =
      ui::button(frame, "add", ui::icons::kPlus,
                 {.title = "Add a layer",
                  .body = hasRoom ? "Behind the last one." : "64 layers are the most."},
                 {.isEnabled = hasRoom, .widthUnits = plus});
  ImGui::EndGroup();
  if (isAdded) changed = withLayerAdded(widths);
  if (changed) commitWidths(context, *changed);
  drawRefusal(context, kRefusalName);
}

}  // namespace adamscope
