#include "app/views/view_theme.h"

namespace adamscope {

figure::Color colorOf(ImU32 color) {
  const ImVec4 parts = ImGui::ColorConvertU32ToFloat4(color);
  return {parts.x, parts.y, parts.z};
}

figure::Theme viewTheme(const ui::Theme& theme) {
  figure::Theme look = theme.isDark() ? figure::Theme::dark() : figure::Theme::paper();
  look.background = colorOf(theme.colors.background);
  look.halo = look.background;
  look.ink = colorOf(theme.colors.text);
  look.mutedInk = colorOf(theme.colors.muted);
  return look;
}

}  // namespace adamscope
