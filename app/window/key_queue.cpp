#include "app/window/key_queue.h"

#include <algorithm>

namespace adamscope {
namespace {

constexpr int kFirstUnprintedKey = 256;
constexpr int kFirstModifierKey = 340;  ///< GLFW's modifiers are its last keys.

/// A shortcut's frame, the frame in which a dialog opens, and the one in which its box is chosen.
constexpr int kSettlingFrames = 3;

bool isModifier(int key) { return key >= kFirstModifierKey; }

/// Whether the key edits or moves rather than prints: Backspace, arrows, Ctrl+A.
bool isCommand(const KeyEvent& event) {
  constexpr int kControl = 2;
  const bool isUnprinted = event.key >= kFirstUnprintedKey && !isModifier(event.key);
  return isUnprinted || ((event.modifiers & kControl) != 0 && !isModifier(event.key));
}

}  // namespace

/// Whether another shortcut may still be about to open something.
bool KeyQueue::mustSettle(const KeyEvent& press) const {
  return lastShortcut_ >= 0 && press.key != lastShortcut_ && framesSinceShortcut_ < kSettlingFrames;
}

std::vector<KeyEvent> KeyQueue::takeFrame(std::uint64_t before, bool isTyping) {
  std::vector<KeyEvent> taken;
  std::vector<int> changed;
  bool hasCommand = false;
  bool hasCharacter = false;
  if (framesSinceShortcut_ < kSettlingFrames) ++framesSinceShortcut_;
  if (isTyping) lastShortcut_ = -1;
  while (!events_.empty()) {
    const KeyEvent& next = events_.front();
    if (next.order > before) break;
    const bool isCharacter = next.kind == KeyEvent::Kind::kCharacter;
    const bool isPress = next.kind == KeyEvent::Kind::kDown || next.kind == KeyEvent::Kind::kRepeat;
    const bool isShortcut = !isTyping && isPress && !isModifier(next.key);
    if (isShortcut && mustSettle(next)) break;
    if (isCharacter && hasCommand) break;
    if (isPress && isCommand(next) && hasCharacter) break;
    // A frame knows a modifier's last state alone, and would give it to the command.
    if (!isCharacter && isModifier(next.key) && hasCommand) break;
    if (!isCharacter) {
      if (std::count(changed.begin(), changed.end(), next.key) > 0) break;
      // What prints comes as characters too, and is not asked for as a key.
      const bool isPrint = isPress && isTyping && !isCommand(next) && !isModifier(next.key);
      if (!isPrint) changed.push_back(next.key);
    }
    if (isShortcut) {
      lastShortcut_ = next.key;
      framesSinceShortcut_ = 0;
    }
    hasCommand = hasCommand || (isPress && isCommand(next));
    hasCharacter = hasCharacter || isCharacter;
    taken.push_back(next);
    events_.pop_front();
  }
  return taken;
}

}  // namespace adamscope
