// Words for a defect of GLFW that would end the program without any.
#pragma once

namespace adamscope {

/// GLFW before 3.4.1 fails an assertion when it opens a window on a display whose window manager
/// has died and left its mark behind (github.com/glfw/glfw/issues/2601). As long as one of these
/// lives, an abort says so and what to do, and ends the program with status 1.
class AbortWords {
 public:
  AbortWords();
  ~AbortWords();
  AbortWords(const AbortWords&) = delete;
  AbortWords& operator=(const AbortWords&) = delete;

 private:
  using Handler = void (*)(int);
  Handler before_;
};

}  // namespace adamscope
