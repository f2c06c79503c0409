#include "app/window/abort_words.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace adamscope {
namespace {

constexpr char kWords[] =
    "adamscope: Cannot open a window: the GLFW library gave up on this display. That happens where "
    "its window manager has died; start one again. Without a window, `adamscope run` trains and "
    "logs, and `adamscope render` draws the same window into a picture.\n";

/// Only what a signal's handler may do.
extern "C" void tellAndEnd(int /*signal*/) {
  static_cast<void>(!::write(STDERR_FILENO, kWords, sizeof kWords - 1));
  ::_exit(EXIT_FAILURE);
}

}  // namespace

AbortWords::AbortWords() : before_(std::signal(SIGABRT, tellAndEnd)) {}

AbortWords::~AbortWords() { std::signal(SIGABRT, before_); }

}  // namespace adamscope
