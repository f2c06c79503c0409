// The window's two looks: quiet neutral surfaces, one accent, colour reserved for meaning. The
// accent is a violet-blue that no layer colour comes near.
#pragma once

#include <imgui.h>

#include <string_view>

namespace adamscope::ui {

/// Every colour of the window that is not data. Text and muted text keep a contrast of at least
/// 4.5 : 1 on background, panel and raised.
struct Palette {
  ImU32 background;  ///< Behind everything, and behind the views.
  ImU32 panel;       ///< Setup, inspector, bars.
  ImU32 raised;      ///< Boxes and buttons on a panel.
  ImU32 hovered;     ///< A raised thing under the mouse.
  ImU32 line;        ///< Borders, rules, grids.
  ImU32 text;
  ImU32 muted;      ///< Labels, units, what matters less.
  ImU32 accent;     ///< What is selected or runs.
  ImU32 onAccent;   ///< Text on the accent.
  ImU32 good;       ///< A claim that holds; "live".
  ImU32 warning;    ///< "restarts", truncated.
  ImU32 error;      ///< Refused, diverged, broken.
  ImU32 recording;  ///< The recording light.
};

enum class ThemeName { kDark, kLight };

/// "dark" or "light", as settings files spell it.
std::string_view nameOf(ThemeName name);

/// A look by its name.
struct Theme {
  ThemeName name = ThemeName::kDark;
  Palette colors{};

  static Theme dark();
  static Theme light();
  static Theme of(ThemeName name);

  bool isDark() const { return name == ThemeName::kDark; }
};

/// Sets the current ImGui context's style: its sizes for that scale (1: a 4 px grid, radius 6), and
/// its colours. Starts from ImGui's own defaults each time, so that scales never pile up.
void applyStyle(const Theme& theme, float scale);

/// The colour with its opacity times `opacity` (0 to 1).
ImU32 withOpacity(ImU32 color, float opacity);

/// The colour a share of the way from a to b, in sRGB; for states of one control, not for data.
ImU32 blend(ImU32 a, ImU32 b, float share);

/// Contrast of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio".
double contrastOf(ImU32 a, ImU32 b);

}  // namespace adamscope::ui
