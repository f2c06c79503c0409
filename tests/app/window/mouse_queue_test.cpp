// A press counts where it happened, however rarely frames come.
#include "app/window/mouse_queue.h"

#include <doctest/doctest.h>

namespace adamscope {

TEST_SUITE("window") {
  TEST_CASE("a press that a quick movement follows is seen at its own place") {
    MouseQueue queue;
    queue.move(100, 50);
    queue.move(314, 400);
    queue.button(0, true);
    queue.move(330, 400);
    queue.move(400, 410);
    queue.button(0, false);
    const MouseState pressed = queue.takeFrame();
    CHECK(pressed.x == 314);
    CHECK(pressed.isDown[0]);
    const MouseState released = queue.takeFrame();
    CHECK(released.x == 400);
    CHECK_FALSE(released.isDown[0]);
    CHECK(queue.isEmpty());
  }

  TEST_CASE("a click between two frames is a press in one and a release in the next") {
    MouseQueue queue;
    queue.move(10, 20);
    for (int i = 0; i < 2; ++i) {
      queue.button(0, true);
      queue.button(0, false);
    }
    for (int i = 0; i < 2; ++i) {
      CHECK(queue.takeFrame().isDown[0]);
      CHECK_FALSE(queue.takeFrame().isDown[0]);
    }
    CHECK(queue.isEmpty());
    CHECK(queue.takeFrame().y == 20);
  }

  TEST_CASE("movements of one frame become the last one, and unknown buttons are ignored") {
    MouseQueue queue;
    for (int i = 0; i < 100; ++i) queue.move(static_cast<float>(i), 0);
    queue.button(7, true);
    queue.button(-1, true);
    CHECK(queue.takeFrame().x == 99);
    CHECK(queue.isEmpty());
  }
}

}  // namespace adamscope
