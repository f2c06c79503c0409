#include "app/ui/keys.h"

#include <array>

namespace adamscope::ui {
namespace {

struct NamedKey {
  int key;
  const char* name;
};

constexpr std::array<NamedKey, 15> kNamedKeys{{{keys::kSpace, "Space"},
                                               {keys::kEscape, "Esc"},
                                               {keys::kEnter, "Enter"},
                                               {keys::kTab, "Tab"},
                                               {keys::kBackspace, "Backspace"},
                                               {keys::kInsert, "Insert"},
                                               {keys::kDelete, "Delete"},
                                               {keys::kRight, "\u2192"},
                                               {keys::kLeft, "\u2190"},
                                               {keys::kDown, "\u2193"},
                                               {keys::kUp, "\u2191"},
                                               {keys::kPageUp, "Page Up"},
                                               {keys::kPageDown, "Page Down"},
                                               {keys::kHome, "Home"},
                                               {keys::kEnd, "End"}}};

std::string nameOfKey(int key) {
  for (const NamedKey& named : kNamedKeys) {
    if (named.key == key) return named.name;
  }
  if (key >= keys::kF1 && key <= keys::kF12) {
    return std::string(1, 'F').append(std::to_string(key - keys::kF1 + 1));
  }
  const bool isPrinted = key > 32 && key < 127;
  return isPrinted ? std::string(1, static_cast<char>(key)) : "key " + std::to_string(key);
}

}  // namespace

std::string describe(const KeyChord& chord) {
  std::string text;
  if (chord.ctrl) text += "Ctrl+";
  if (chord.shift) text += "Shift+";
  if (chord.alt) text += "Alt+";
  return text + nameOfKey(chord.key);
}

bool worksWhileTyping(const KeyChord& chord) {
  return chord.key >= keys::kF1 && chord.key <= keys::kF12;
}

}  // namespace adamscope::ui
