// The question for a movie and the banner while it is recorded: what is suggested, what is refused.
#include "app/panels/movie_dialog.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "app/panels/movie_banner.h"
#include "tests/support/fake_ffmpeg.h"
#include "tests/support/preset_session.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

/// The dialog over a run of 100 steps of 1000.
struct Question {
  TemporaryFolder folder;
  PresetSession run{"two_moons", 100};
  Settings settings;
  MovieDialog dialog;
  std::optional<MovieRequest> decided;
  UiDriver driver{{1200.0F, 800.0F}, [this](const ui::Frame& frame) {
                    const DrawnArea area{.size = {1200.0F, 800.0F}};
                    const ExportScene scene{.model = run.model,
                                            .state = run.state,
                                            .settings = settings,
                                            .window = area,
                                            .view = area};
                    ImGui::Begin("owner");
                    if (auto request = dialog.draw(frame, scene)) decided = request;
                    ImGui::End();
                  }};

  Question() { settings.exportFolder = folder.path().string(); }

  void ask() {
    dialog.open();
    driver.frames(3);
  }
  void enter() {
    driver.chord({.key = ui::keys::kEnter});
    driver.frames(2);
  }
};

}  // namespace

TEST_SUITE("panels") {
  TEST_CASE("Enter records what is suggested: to the end of the training, in about ten seconds") {
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    Question question;
    question.ask();
    CHECK_FALSE(question.decided.has_value());
    question.enter();
    REQUIRE(question.decided.has_value());
    CHECK(question.decided->path == question.folder.file("adamscope-two_moons-movie.mp4"));
    CHECK(question.decided->lastStep == 1000);
    CHECK(question.decided->stepsPerFrame == 3);
    CHECK(question.decided->framesPerSecond == 30);
    CHECK_FALSE(question.decided->isViewOnly);
    CHECK(framesBetween(100, 1000, 3) == 301);
    CHECK(framesBetween(100, 1000, 7) == 130);
  }

  TEST_CASE("without ffmpeg the suggestion is a folder of pictures") {
    const TemporaryFolder nothing;
    const ScopedPath path(nothing.path().string());
    Question question;
    question.ask();
    question.enter();
    REQUIRE(question.decided.has_value());
    CHECK(question.decided->path == question.folder.file("adamscope-two_moons-movie/"));
  }

  TEST_CASE("Esc decides nothing") {
    Question question;
    question.ask();
    question.driver.chord({.key = ui::keys::kEscape});
    question.enter();
    CHECK_FALSE(question.decided.has_value());
  }

  TEST_CASE("the banner stops a movie by its button, and not by Esc") {
    PresetSession run("two_moons", 10);
    const ui::Rect area{0.0F, 0.0F, 800.0F, 600.0F};
    UiDriver driver({800.0F, 600.0F}, [&](const ui::Frame& frame) {
      drawMovieBanner(frame, run.state, run.actions, area);
    });
    driver.frames(3);
    run.state.movie = MovieProgress{.frames = 84, .seconds = 2.8, .step = 840, .lastStep = 1000};
    driver.frames(3);
    driver.chord({.key = ui::keys::kEscape});
    driver.frames(2);
    CHECK_FALSE(run.actions.takeMovieStop());
    // The button is at the right end of the banner, which is in the middle.
    bool isStopped = false;
    for (float x = 780.0F; x > 400.0F && !isStopped; x -= 10.0F) {
      driver.click({x, 28.0F});
      isStopped = run.actions.takeMovieStop();
    }
    CHECK(isStopped);
  }
}

}  // namespace adamscope
