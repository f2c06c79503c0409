#include "app/panels/setup_panel.h"

#include "app/model/dropped_file.h"
#include "app/panels/setup_sections.h"

namespace adamscope {

ui::Badge badgeOf(std::span<const std::string_view> keys) {
  return commonEffect(keys) == SettingEffect::kRestart ? ui::Badge::kRestarts : ui::Badge::kLive;
}

void drawSetupPanel(const SetupContext& context) {
  drawPresetSection(context);
  drawDataSection(context);
  drawNetworkSection(context);
  drawOptimizerSection(context);
  drawBoundsSection(context);
  drawSliceSection(context);
  // A slider that was let go where the drag began commits nothing, but its previews have to end.
  if (!context.state.previewedKey.empty() && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    context.state.previewedKey.clear();
    context.actions.setConfig(context.config());
  }
  if (const std::optional<std::string> path = context.state.files.draw(context.frame)) {
    handleDroppedFile(*path, context.actions);
  }
}

}  // namespace adamscope
