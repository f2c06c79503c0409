#include "app/window/key_queue.h"

#include <algorithm>

namespace adamscope {
namespace {

constexpr int kFirstUnprintedKey = 256;
constexpr int kFirstModifierKey = 340;  ///< GLFW's modifiers are its last keys.

bool isModifier(int key) { return key >= kFirstModifierKey; }

/// Whether the key edits or moves rather than prints: Backspace, arrows, Ctrl+A.
bool isCommand(const KeyEvent& event) {
  constexpr int kControl = 2;
  const bool isUnprinted = event.key >= kFirstUnprintedKey && !isModifier(event.key);
  return isUnprinted || ((event.modifiers & kControl) != 0 && !isModifier(event.key));
}

}  // namespace

std::vector<KeyEvent> KeyQueue::takeFrame(std::uint64_t before) {
  std::vector<KeyEvent> taken;
  std::vector<int> changed;
  bool hasCommand = false;
  bool hasCharacter = false;
  while (!events_.empty()) {
    const KeyEvent& next = events_.front();
    if (next.order > before) break;
    const bool isCharacter = next.kind == KeyEvent::Kind::kCharacter;
    const bool isPress = next.kind == KeyEvent::Kind::kDown || next.kind == KeyEvent::Kind::kRepeat;
    if (isCharacter && hasCommand) break;
    if (isPress && isCommand(next) && hasCharacter) break;
    if (!isCharacter) {
      if (std::count(changed.begin(), changed.end(), next.key) > 0) break;
      changed.push_back(next.key);
    }
    hasCommand = hasCommand || (isPress && isCommand(next));
    hasCharacter = hasCharacter || isCharacter;
    taken.push_back(next);
    events_.pop_front();
  }
  return taken;
}

}  // namespace adamscope
