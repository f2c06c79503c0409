// The window's typefaces, from files inside the program: Inter for text, JetBrains Mono for
// numbers, each with Font Awesome's icons or DejaVu's mathematical signs merged in where the
// typeface itself has none.
#pragma once

#include <imgui.h>

namespace adamscope::ui {

/// The size of running text at scale 1; the grid and the panels count in it. Sizes here are from
/// ascender to descender, as ImGui has them: 17 px of Inter are what others call 14 px.
inline constexpr float kTextSizePx = 17.0F;

/// The fonts of one ImGui context; the atlas owns them, and a rebuild replaces them.
struct Fonts {
  ImFont* text = nullptr;          ///< Inter 17, icons, mathematics.
  ImFont* strong = nullptr;        ///< Inter semi-bold 17, the same signs: headers.
  ImFont* heading = nullptr;       ///< Inter semi-bold 22: a dialog's title, an empty panel.
  ImFont* small = nullptr;         ///< Inter 14.5, the same signs: badges, captions, axis titles.
  ImFont* numbers = nullptr;       ///< JetBrains Mono 17: every number, formulas.
  ImFont* smallNumbers = nullptr;  ///< JetBrains Mono 15: tick labels.
};

/// Bakes all fonts into the atlas, which is cleared. `scale`: size of the window's units (1: text
/// of 17 px). `density`: picture pixels for each unit, so that a picture of twice the pixels
/// shows the same layout with sharp text. Takes about 0.1 s.
Fonts buildFonts(ImFontAtlas& atlas, float scale, float density);

/// Uses a font until the end of the scope.
class WithFont {
 public:
  explicit WithFont(ImFont* font);
  ~WithFont();
  WithFont(const WithFont&) = delete;
  WithFont& operator=(const WithFont&) = delete;
};

/// The height of a font in the window's units.
float heightOf(const ImFont* font);

/// The size that the text takes in that font, in the window's units.
ImVec2 sizeOf(const ImFont* font, const char* begin, const char* end = nullptr);

}  // namespace adamscope::ui
