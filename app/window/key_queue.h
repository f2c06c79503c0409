// Keys and characters between two frames, handed on so that none is lost and none overtakes
// another. ImGui before 1.87 sees only whether a key is down when a frame begins: a tap between two
// frames vanishes, and at five frames a second most are taps. So events wait here, and a frame
// takes them up to the first that it could not tell apart from an earlier one; the rest comes a
// frame later.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "app/window/input_order.h"

namespace adamscope {

/// One event of the keyboard.
struct KeyEvent {
  enum class Kind { kDown, kRepeat, kUp, kCharacter };

  Kind kind = Kind::kDown;
  int key = 0;         ///< GLFW's number of the place on the keyboard; not for kCharacter.
  int printedKey = 0;  ///< What that place prints ('Z' on any layout); `key` for the others.
  int scancode = 0;
  int modifiers = 0;
  unsigned int character = 0;  ///< Unicode; only for kCharacter.
  std::uint64_t order = 0;     ///< Of what happened, first comes first.
};

class KeyQueue {
 public:
  void push(const KeyEvent& event) { events_.push_back(event); }
  bool isEmpty() const { return events_.empty(); }

  /// Of the first event that waits; kNever if there is none.
  std::uint64_t firstOrder() const { return events_.empty() ? kNever : events_.front().order; }

  /// The events of one frame, in order, those from before `before`: each key that does not print
  /// changes at most once, no key that moves or deletes comes before or after a character of the
  /// same frame in which it would lose its place. Where no text is being typed, keys are shortcuts,
  /// and what one of them opens asks for the keyboard some frames later: another key waits for
  /// that.
  std::vector<KeyEvent> takeFrame(std::uint64_t before = kNever, bool isTyping = true);

 private:
  bool mustSettle(const KeyEvent& press) const;

  std::deque<KeyEvent> events_;
  int lastShortcut_ = -1;  ///< The key of the last press that was no typing.
  int framesSinceShortcut_ = 0;
};

}  // namespace adamscope
