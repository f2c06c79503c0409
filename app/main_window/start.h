// Opening the window on a run: the session, the record, the settings, the loop.
#pragma once

#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/session/config.h"
#include "core/session/training_session.h"

namespace adamscope {

/// How the window opens.
struct WindowStart {
  Config config;
  bool resetSettings = false;
  double uiScale = 0.0;     ///< 0: the one of the settings.
  bool playsAtOnce = true;  ///< Training begins with the first frame.
  std::string runFolder{};  ///< A recorded run to repeat and go on with; empty: none.
  /// Whether the program was asked to end (Ctrl+C, SIGTERM): the window then closes as by its
  /// button, and nothing is left to restore. May be empty.
  std::function<bool()> isInterrupted{};
};

/// Samples and network from files, and a run folder below the user's state folder.
SessionServices windowServices();

/// "$XDG_STATE_HOME/adamscope/runs", or below "$HOME/.local/state", or the system's folder for
/// temporary files.
std::string recordFolder();

/// Runs the window until it is closed. Error: no display, no OpenGL 3.3, a configuration that
/// cannot be run.
Status openWindow(const WindowStart& start);

}  // namespace adamscope
