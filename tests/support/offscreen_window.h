// The window's content over a short run, drawn without a display, with its exports: as start.cpp
// puts it together.
#pragma once

#include <memory>

#include "app/main_window/exports.h"
#include "app/window/offscreen.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {

/// Two moons after 20 steps, at 1024 x 700. Nothing has been drawn yet.
struct OffscreenWindow {
  TemporaryFolder folder;
  OffscreenUi offscreen;
  std::unique_ptr<LiveSession> live;
  std::unique_ptr<MainUi> ui;
  std::unique_ptr<Exports> exports;

  /// Fails the test if there is no OpenGL.
  OffscreenWindow();
};

}  // namespace adamscope
