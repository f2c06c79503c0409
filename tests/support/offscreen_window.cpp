#include "tests/support/offscreen_window.h"

#include <doctest/doctest.h>

#include <chrono>
#include <utility>

#include "core/io/run_folder.h"

namespace adamscope {

namespace {

std::unique_ptr<LiveSession> makeSession() {
  auto session = TrainingSession::create(
      Config(),
      {.load = [](const Config& config) { return loadExperiment(config); }, .record = {}});
  REQUIRE_MESSAGE(session.ok(), session.message());
  (*session)->runTo(20);
  while ((*session)->advance(std::chrono::seconds(1))) {
  }
  return LiveSession::withoutThreads(std::move(*session));
}

OffscreenUi makeScreen() {
  auto made = OffscreenUi::create({.widthPx = 1024, .heightPx = 700});
  REQUIRE_MESSAGE(made.ok(), made.message());
  return std::move(*made);
}

}  // namespace

OffscreenWindow::OffscreenWindow() : offscreen(makeScreen()), live(makeSession()) {
  auto made = MainUi::create(*live, {});
  REQUIRE_MESSAGE(made.ok(), made.message());
  ui = std::move(*made);
  exports = std::make_unique<Exports>(*ui, offscreen.host());
}

}  // namespace adamscope
