// No key is lost and none overtakes another, however rarely frames come.
#include "app/window/key_queue.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "app/ui/keys.h"

namespace adamscope {
namespace {

using Kind = KeyEvent::Kind;
constexpr int kControlKey = 341;
constexpr int kControlModifier = 2;

void tap(KeyQueue& queue, int key, int modifiers = 0) {
  queue.push({.kind = Kind::kDown, .key = key, .printedKey = key, .modifiers = modifiers});
  if (key < 256 && modifiers == 0) {
    queue.push({.kind = Kind::kCharacter, .character = static_cast<unsigned>(key)});
  }
  queue.push({.kind = Kind::kUp, .key = key, .printedKey = key, .modifiers = modifiers});
}

/// What a text box makes of the events, frame by frame: in each it first takes the characters, then
/// looks which keys are down, as ImGui 1.86 does.
std::string typedText(KeyQueue& queue) {
  std::string text;
  bool isControlDown = false;
  while (!queue.isEmpty()) {
    const std::vector<KeyEvent> frame = queue.takeFrame();
    REQUIRE_FALSE(frame.empty());
    for (const KeyEvent& event : frame) {
      if (event.kind == Kind::kCharacter) text += static_cast<char>(event.character);
      if (event.key == kControlKey) isControlDown = event.kind == Kind::kDown;
    }
    for (const KeyEvent& event : frame) {
      if (event.kind != Kind::kDown) continue;
      if (event.key == ui::keys::kBackspace && !text.empty()) text.pop_back();
      if (event.key == 'A' && isControlDown) text.clear();
      if (event.key == ui::keys::kEnter) text += '\n';
    }
  }
  return text;
}

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("a tap between two frames is a press in one and a release in the next") {
    KeyQueue queue;
    tap(queue, ui::keys::kHome);
    const auto first = queue.takeFrame();
    REQUIRE(first.size() == 1);
    CHECK(first[0].kind == Kind::kDown);
    const auto second = queue.takeFrame();
    REQUIRE(second.size() == 1);
    CHECK(second[0].kind == Kind::kUp);
    CHECK(queue.isEmpty());
  }

  TEST_CASE("text typed between two frames arrives as it was typed") {
    KeyQueue queue;
    for (const char key : std::string("0.001")) tap(queue, key);
    tap(queue, ui::keys::kBackspace);
    tap(queue, '3');
    tap(queue, ui::keys::kBackspace);
    tap(queue, ui::keys::kBackspace);
    for (const char key : std::string("25")) tap(queue, key);
    tap(queue, ui::keys::kEnter);
    CHECK(typedText(queue) == "0.025\n");
  }

  TEST_CASE("a chord keeps its modifier although it was let go before the frame") {
    KeyQueue queue;
    for (const char key : std::string("12")) tap(queue, key);
    queue.push({.kind = Kind::kDown, .key = kControlKey, .printedKey = kControlKey});
    tap(queue, 'A', kControlModifier);
    queue.push({.kind = Kind::kUp, .key = kControlKey, .printedKey = kControlKey});
    tap(queue, '7');
    CHECK(typedText(queue) == "7");
  }

  TEST_CASE("a chord keeps its modifier although its frame began with it held") {
    KeyQueue queue;
    queue.push({.kind = Kind::kDown, .key = kControlKey, .printedKey = kControlKey});
    CHECK(queue.takeFrame().size() == 1);
    queue.push({.kind = Kind::kDown, .key = 'A', .modifiers = kControlModifier});
    queue.push({.kind = Kind::kUp, .key = kControlKey, .modifiers = kControlModifier});
    queue.push({.kind = Kind::kUp, .key = 'A'});
    const std::vector<KeyEvent> chord = queue.takeFrame();
    REQUIRE(chord.size() == 1);
    CHECK(chord[0].key == 'A');
    CHECK(queue.takeFrame().size() == 2);
  }

  TEST_CASE("what is typed after a shortcut waits until what it opens can have it") {
    KeyQueue queue;
    tap(queue, 'B');
    tap(queue, 'M');
    CHECK(queue.takeFrame(kNever, false).size() == 2);  // down and its character
    // The release, then nothing while the dialog opens.
    CHECK(queue.takeFrame(kNever, false).size() == 1);
    CHECK(queue.takeFrame(kNever, false).empty());
    CHECK(queue.takeFrame(kNever, false).size() == 2);
    // In a text box nothing waits.
    queue = {};
    tap(queue, 'B');
    tap(queue, 'M');
    CHECK(queue.takeFrame().size() == 6);
  }

  TEST_CASE("a word is one frame's work in a text box") {
    KeyQueue queue;
    for (const char key : std::string("FOLDER")) tap(queue, key);
    std::string text;
    for (const KeyEvent& event : queue.takeFrame()) {
      if (event.kind == Kind::kCharacter) text += static_cast<char>(event.character);
    }
    CHECK(text == "FOLDER");
    CHECK(queue.isEmpty());
  }

  TEST_CASE("one shortcut again and again waits for nothing, and modifiers do not wait") {
    KeyQueue queue;
    for (int i = 0; i < 3; ++i) tap(queue, 'N');
    int presses = 0;
    int frames = 0;
    for (; !queue.isEmpty(); ++frames) {
      for (const KeyEvent& event : queue.takeFrame(kNever, false)) {
        if (event.kind == Kind::kDown) ++presses;
      }
    }
    CHECK(presses == 3);
    CHECK(frames <= 6);
    queue.push({.kind = Kind::kDown, .key = kControlKey, .printedKey = kControlKey});
    CHECK(queue.takeFrame(kNever, false).size() == 1);
  }

  TEST_CASE("two different keys of one moment come in one frame") {
    KeyQueue queue;
    queue.push({.kind = Kind::kDown, .key = kControlKey});
    queue.push({.kind = Kind::kDown, .key = 'Z', .modifiers = kControlModifier});
    CHECK(queue.takeFrame().size() == 2);
  }
}

}  // namespace adamscope
