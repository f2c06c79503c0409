#include <algorithm>
#include <cmath>

#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

std::string titleOf(const Preset& preset) {
  std::string title = preset.name;
  std::replace(title.begin(), title.end(), '_', ' ');
  return title;
}

/// Two lines: the name and what it shows. True when it was clicked.
bool drawPreset(const SetupContext& context, const Preset& preset, bool isSelected) {
  const ui::Frame& frame = context.frame;
  const float padding = frame.grid(1);
  const float gap = frame.grid(0.5F);
  const float wrap = ImGui::GetContentRegionAvail().x - 2 * padding;
  ImFont* small = frame.fonts.small;
  const char* words = preset.description.c_str();
  const float smallHeight = ui::heightOf(small);
  const ImVec2 extent = small->CalcTextSizeA(smallHeight, 1e6F, wrap, words);
  const float height = frame.em(1) + gap + extent.y + 2 * padding;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::PushID(preset.name.c_str());
  const bool wasClicked = ImGui::Selectable("##preset", isSelected, 0, {0.0F, height});
  ImGui::PopID();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 text{corner.x + padding, corner.y + padding};
  draw->AddText(text, frame.colors().text, titleOf(preset).c_str());
  draw->AddText(small, smallHeight, {text.x, text.y + frame.em(1) + gap}, frame.colors().muted,
                words, nullptr, wrap);
  return wasClicked;
}

void drawPresetList(const SetupContext& context, const Preset* current) {
  const ui::Frame& frame = context.frame;
  const float width = std::max(frame.em(20), ImGui::GetContentRegionAvail().x);
  ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, frame.size.y * 0.8F});
  if (!ImGui::BeginCombo("##preset", current != nullptr ? titleOf(*current).c_str() : "Custom",
                         ImGuiComboFlags_HeightLargest)) {
    ui::tipOnHover(
        frame, {.title = "Preset",
                .body = current != nullptr ? std::string_view(current->description)
                                           : "The settings differ from every preset. Choosing one "
                                             "replaces all of them; undo brings them back."});
    return;
  }
  for (const Preset& preset : context.state.presets) {
    if (drawPreset(context, preset, &preset == current)) commit(context, preset.config);
  }
  ImGui::EndCombo();
}

}  // namespace

void drawPresetSection(const SetupContext& context) {
  const ui::Tip tip{.title = "Preset",
                    .body =
                        "A ready-made experiment: data, network, optimizer and slice together. "
                        "Choosing one restarts the run."};
  if (!ui::sectionHeader(context.frame, "Preset", ui::Badge::kRestarts, tip)) return;
  const std::vector<Preset>& presets = context.state.presets;
  const auto at = std::find_if(presets.begin(), presets.end(), [&](const Preset& preset) {
    return preset.config == context.config();
  });
  const float open = iconButtonWidth(context.frame);
  const float gap = context.frame.grid(2);
  ImGui::SetNextItemWidth(std::max(1.0F, ImGui::GetContentRegionAvail().x - open - gap));
  drawPresetList(context, at == presets.end() ? nullptr : &*at);
  ImGui::SameLine(0, gap);
  if (ui::button(context.frame, "open", ui::icons::kOpen,
                 {.title = "Open a configuration",
                  .body = "A configuration, a preset or a run's config.json."},
                 {.widthUnits = open})) {
    context.state.files.open(
        {.title = "Open a configuration", .action = "Open", .request = {.endings = {".json"}}});
  }
}

}  // namespace adamscope
