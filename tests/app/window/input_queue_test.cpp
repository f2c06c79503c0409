// Mouse and keyboard keep their order, however rarely frames come.
#include "app/window/input_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

using Kind = KeyEvent::Kind;

void type(InputQueue& queue, char key) {
  queue.pushKey({.kind = Kind::kDown, .key = key, .printedKey = key});
  queue.pushKey({.kind = Kind::kCharacter, .character = static_cast<unsigned>(key)});
  queue.pushKey({.kind = Kind::kUp, .key = key, .printedKey = key});
}

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("what is typed after a click comes after it, in one slow frame too") {
    InputQueue queue;
    queue.moveMouse(40.0F, 50.0F);
    queue.pressMouse(0, true);
    queue.pressMouse(0, false);
    for (const char key : std::string("0.3")) type(queue, key);
    CHECK(queue.takeFrame().mouse.isDown[0]);
    const InputFrameEvents released = queue.takeFrame();
    CHECK_FALSE(released.mouse.isDown[0]);
    CHECK(released.keys.empty());
    std::string text;
    while (!queue.isEmpty()) {
      for (const KeyEvent& event : queue.takeFrame().keys) {
        if (event.kind == Kind::kCharacter) text += static_cast<char>(event.character);
      }
    }
    CHECK(text == "0.3");
  }

  TEST_CASE("a click after a key waits for the key") {
    InputQueue queue;
    type(queue, 'R');
    queue.pressMouse(0, true);
    const InputFrameEvents frame = queue.takeFrame();
    CHECK(frame.keys.size() == 3);
    CHECK_FALSE(frame.mouse.isDown[0]);
    CHECK(queue.takeFrame().mouse.isDown[0]);
    CHECK(queue.isEmpty());
  }

  TEST_CASE("the wheel turns where the mouse was") {
    InputQueue queue;
    queue.moveMouse(10.0F, 20.0F);
    queue.turnWheel(0.0F, -1.0F);
    queue.turnWheel(0.5F, -1.0F);
    queue.moveMouse(300.0F, 400.0F);
    queue.pressMouse(0, true);
    InputFrameEvents frame = queue.takeFrame();
    CHECK(frame.mouse.x == 10.0F);
    CHECK(frame.mouse.wheelX == 0.5F);
    CHECK(frame.mouse.wheelY == -2.0F);
    CHECK_FALSE(frame.mouse.isDown[0]);
    frame = queue.takeFrame();
    CHECK(frame.mouse.x == 300.0F);
    CHECK(frame.mouse.wheelY == 0.0F);
    CHECK(frame.mouse.isDown[0]);
    CHECK(queue.isEmpty());
  }

  TEST_CASE("nothing is lost and nothing overtakes, whatever happens between two frames") {
    Random random(7);
    for (int round = 0; round < 200; ++round) {
      InputQueue queue;
      std::string pushed;
      std::string seen;
      bool isDown = false;
      const auto takeFrame = [&] {
        const InputFrameEvents frame = queue.takeFrame();
        // A frame has keys or a change of the mouse that came after one another: not both mixed.
        const bool hasButton = frame.mouse.isDown[0] != isDown;
        const bool hasTurn = frame.mouse.wheelY != 0.0F;
        std::string keys;
        for (const KeyEvent& event : frame.keys) {
          if (event.kind == Kind::kDown) keys += 'k';
        }
        CHECK_FALSE((!keys.empty() && (hasButton || hasTurn)));
        seen += keys;
        if (hasTurn) seen += 'w';
        if (hasButton) seen += 'b';
        isDown = frame.mouse.isDown[0];
      };
      bool isPressed = false;
      for (int i = 0; i < 30; ++i) {
        const double choice = random.uniform();
        if (choice < 0.3) {
          type(queue, 'a');
          pushed += 'k';
        } else if (choice < 0.5) {
          isPressed = !isPressed;
          queue.pressMouse(0, isPressed);
          pushed += 'b';
        } else if (choice < 0.6) {
          // Movements keep two turns apart.
          queue.moveMouse(1.0F, 2.0F);
          queue.turnWheel(0.0F, 1.0F);
          queue.moveMouse(2.0F, 3.0F);
          pushed += 'w';
        } else if (choice < 0.7) {
          takeFrame();
        }
      }
      for (int i = 0; i < 500 && !queue.isEmpty(); ++i) takeFrame();
      CHECK(queue.isEmpty());
      CHECK(seen == pushed);
    }
  }
}

}  // namespace adamscope
