#include "app/window/waker.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace adamscope {

void Waker::wake() {
  if (!isPending_.exchange(true)) glfwPostEmptyEvent();
}

}  // namespace adamscope
