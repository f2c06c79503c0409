#include "app/main_window/start.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/gl/driver.h"
#include "app/main_window/exports.h"
#include "app/main_window/main_ui.h"
#include "app/window/main_loop.h"
#include "core/io/folder_recorder.h"
#include "core/io/run_folder.h"
#include "core/session/live_session.h"

namespace adamscope {

namespace {

/// The value of an environment variable; empty if it is not set.
std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

LoadedSettings settingsFor(const WindowStart& start, const std::optional<std::string>& path) {
  LoadedSettings loaded;
  if (path && !start.resetSettings) loaded = loadSettings(*path);
  if (start.uiScale > 0.0) loaded.settings.uiScale = static_cast<float>(start.uiScale);
  return loaded;
}

/// Carries out what the panels asked the window for.
void serveRequests(Window& window, WindowRequests& requests) {
  if (std::exchange(requests.quit, false)) window.close();
  if (std::exchange(requests.fullScreen, false)) window.toggleFullScreen();
}

}  // namespace

std::string recordFolder() {
  const std::string state = environment("XDG_STATE_HOME");
  if (!state.empty()) return state + "/adamscope/runs";
  const std::string home = environment("HOME");
  if (!home.empty()) return home + "/.local/state/adamscope/runs";
  std::error_code error;
  return (std::filesystem::temp_directory_path(error) / "adamscope" / "runs").string();
}

SessionServices windowServices() {
  const std::string folder = recordFolder();
  // The records are made in it, too.
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  return {.load = [](const Config& config) { return loadExperiment(config); },
          .record = [folder](const Experiment& experiment) -> Result<std::unique_ptr<RunRecorder>> {
            auto recorder = recordInFolder(folder, experiment);
            if (recorder) return recorder;
            return Error{recorder.message() + ". XDG_STATE_HOME says where runs are recorded."};
          },
          .spillFolder = folder};
}

Status openWindow(const WindowStart& start) {
  const std::optional<std::string> path = settingsPath();
  LoadedSettings loaded = settingsFor(start, path);
  Settings& settings = loaded.settings;
  auto window = Window::open(
      {.title = "Adamscope", .width = settings.windowWidth, .height = settings.windowHeight});
  if (!window) return window.error();
  auto host = UiHost::create(settings.theme);
  if (!host) return host.error();
  // Before the session begins its own record.
  const std::optional<std::string> unclosed = unclosedRun(recordFolder());
  auto session = TrainingSession::create(start.config, windowServices());
  if (!session) return session.error();
  Waker waker;
  LiveSession live(std::move(*session), [&waker] { waker.wake(); });
  auto content = MainUi::create(live, std::move(settings));
  if (!content) return content.error();
  MainUi& ui = **content;
  if (!loaded.notice.empty()) ui.toasts().notice(loaded.notice);
  ui.actions().setSpeed(std::pow(10.0, ui.state().logSpeed));
  if (!start.runFolder.empty()) {
    ui.actions().openRun(start.runFolder);
  } else if (start.playsAtOnce) {
    ui.actions().play();
  }
  if (unclosed) ui.offerRestore(*unclosed);
  Exports exports(ui, **host);
  (*window)->attach(**host);
  const bool drawsInSoftware = gl::drawsInSoftware();
  runMainLoop(**window, **host, waker,
              {.drawPanels = [&](const ui::Frame& frame) { ui.draw(frame); },
               .userScale = [&] { return ui.settings().uiScale; },
               .afterRound =
                   [&] {
                     serveRequests(**window, ui.requests());
                     exports.setHidden((*window)->isMinimized());
                     if (exports.serve() || exports.isBusy()) waker.wake();
                     (*host)->setTheme(ui.settings().theme);
                     live.setAnalysisPaused((*window)->isMinimized() && !exports.isRecording());
                   },
               .mustYield =
                   [&] {
                     return drawsInSoftware && ui.state().logSpeed >= kMaximumLogSpeed &&
                            live.trainFrame()->state == SessionState::kPlaying;
                   },
               .mustEnd = start.isInterrupted});
  const Status movie = exports.finishMovie();
  (*window)->detach();
  const auto size = (*window)->designSize();
  ui.settings().windowWidth = size[0];
  ui.settings().windowHeight = size[1];
  const bool isSaved = path && !loaded.isOfNewer;
  const Status saved = isSaved ? saveSettings(ui.settings(), *path) : Status();
  return movie ? saved : movie;
}

}  // namespace adamscope
