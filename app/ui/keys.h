// Keys as the window reports them: each press once, however short it was and however slowly the
// window draws. Letters, digits and signs are their upper-case ASCII character as the keyboard
// prints it; the others have names here.
#pragma once

#include <string>

namespace adamscope::ui {

namespace keys {
// GLFW's numbers.
inline constexpr int kSpace = 32;
inline constexpr int kEscape = 256;
inline constexpr int kEnter = 257;
inline constexpr int kTab = 258;
inline constexpr int kBackspace = 259;
inline constexpr int kInsert = 260;
inline constexpr int kDelete = 261;
inline constexpr int kRight = 262;
inline constexpr int kLeft = 263;
inline constexpr int kDown = 264;
inline constexpr int kUp = 265;
inline constexpr int kPageUp = 266;
inline constexpr int kPageDown = 267;
inline constexpr int kHome = 268;
inline constexpr int kEnd = 269;
inline constexpr int kF1 = 290;
inline constexpr int kF11 = 300;
inline constexpr int kF12 = 301;
}  // namespace keys

/// A key with the keys that are held with it.
struct KeyChord {
  int key = 0;  ///< 'N', '.', '1', keys::kHome.
  bool ctrl = false;
  bool shift = false;
  bool alt = false;

  bool operator==(const KeyChord&) const = default;
};

/// One press. While a key is held, the keyboard repeats it.
struct KeyPress {
  KeyChord chord;
  bool isRepeat = false;
};

/// "Ctrl+Z", "Space", ".", "F11", as menus and tooltips show it.
std::string describe(const KeyChord& chord);

/// Whether the key works while a text box has the keyboard: F1 to F12 do.
bool worksWhileTyping(const KeyChord& chord);

}  // namespace adamscope::ui
