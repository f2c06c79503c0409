// Movies out of the running window: a picture for each step asked for, the same whatever happens in
// between, and every way in which a recording ends.
#include "app/main_window/movie_recorder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/main_window/exports.h"
#include "app/window/offscreen.h"
#include "core/base/file.h"
#include "core/io/run_folder.h"
#include "tests/support/fake_ffmpeg.h"
#include "tests/support/offscreen_window.h"
#include "tests/support/sample_shell.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// The window's content over a short run, drawn without a display, as start.cpp puts it together.
struct Studio : OffscreenWindow {
  Studio() { rounds(4); }

  /// As the window's loop goes round, `idle` frames of 1/60 s between two looks of the exports.
  void rounds(int count, int idle = 1) {
    for (int i = 0; i < count; ++i) {
      live->pump();
      for (int j = 0; j < idle; ++j) {
        offscreen.drawFrame([&](const ui::Frame& frame) { ui->draw(frame); });
      }
      exports->serve();
    }
  }

  /// Until the recording has ended.
  void wait(int idle = 1) {
    const auto start = std::chrono::steady_clock::now();
    do {
      rounds(1, idle);
      REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
    } while (exports->isRecording());
  }

  MovieRequest request(const std::string& name) const {
    return {.stepsPerFrame = 4, .framesPerSecond = 10, .lastStep = 30, .path = folder.file(name)};
  }

  void record(const MovieRequest& wanted, int idle = 1) {
    ui->actions().requestMovie(wanted);
    rounds(1);
    if (exports->isRecording()) wait(idle);
  }

  std::vector<std::string> frames(const std::string& name) const {
    std::set<std::string> paths;
    if (!fs::exists(folder.file(name))) return {};
    for (const auto& entry : fs::directory_iterator(folder.file(name))) {
      paths.insert(entry.path().string());
    }
    std::vector<std::string> pictures;
    for (const std::string& path : paths) pictures.push_back(*readTextFile(path));
    return pictures;
  }
};

}  // namespace

TEST_SUITE("main_window") {
  TEST_CASE("a recording has a picture every so many steps, the first and the last included") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    studio.record(studio.request("a/"));
    const std::vector<std::string> pictures = studio.frames("a");
    CHECK(pictures.size() == 4);  // 20, 24, 28, 30
    CHECK(std::set<std::string>(pictures.begin(), pictures.end()).size() == 4);
    CHECK(studio.live->trainFrame()->step == 30);
    CHECK(studio.ui->toasts().count() == 1);
    CHECK_FALSE(studio.ui->state().movie.has_value());
  }

  TEST_CASE("the pictures do not depend on how often the window is drawn between them") {
    if (!canDrawOffscreen()) return;
    std::vector<std::string> first;
    for (const int idle : {1, 7}) {
      Studio studio;
      studio.ui->toasts().clear();
      studio.record(studio.request("a/"), idle);
      if (first.empty()) first = studio.frames("a");
      CHECK(studio.frames("a") == first);
    }
  }

  TEST_CASE("what is past is recorded from the moment shown on") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    studio.ui->actions().seek(4);
    studio.rounds(3);
    MovieRequest request = studio.request("a/");
    request.lastStep = 16;
    studio.record(request);
    CHECK(studio.frames("a").size() == 4);
    CHECK(studio.live->trainFrame()->step == 16);
    CHECK(studio.live->trainFrame()->lastStep == 20);
  }

  TEST_CASE("a movie of the views alone, in any size, through the encoder") {
    if (!canDrawOffscreen()) return;
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    Studio studio;
    MovieRequest request = studio.request("a.mp4");
    request.isViewOnly = true;
    request.widthPx = 321;
    request.heightPx = 200;
    studio.ui->state().center = CenterView::kBoth;
    studio.record(request);
    CHECK(fs::file_size(studio.folder.file("a.mp4")) == 4U * 322U * 200U * 4U);
    CHECK(studio.folder.entryCount() == 1);
  }

  TEST_CASE("stop saves what there is, and the transport is locked until then") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    MovieRequest request = studio.request("a/");
    request.lastStep.reset();
    studio.ui->actions().requestMovie(request);
    while (studio.frames("a").size() < 3) studio.rounds(1);
    REQUIRE(studio.ui->state().movie.has_value());
    studio.ui->actions().seek(0);
    studio.ui->actions().restart();
    studio.ui->actions().play();
    studio.rounds(4);
    CHECK(studio.live->trainFrame()->step > 20);
    CHECK(studio.exports->isRecording());
    studio.ui->actions().stopMovie();
    studio.wait();
    CHECK(studio.frames("a").size() >= 3);
    studio.ui->actions().seek(0);
    studio.rounds(2);
    CHECK(studio.live->trainFrame()->step == 0);
  }

  TEST_CASE("an encoder that dies ends the recording with a message, and the window goes on") {
    if (!canDrawOffscreen()) return;
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kDies);
    Studio studio;
    studio.record(studio.request("a.webm"));
    CHECK(studio.folder.entryCount() == 0);
    CHECK(studio.ui->toasts().count() == 1);
    CHECK_FALSE(studio.ui->state().movie.has_value());
    studio.ui->actions().runTo(25);
    studio.rounds(3);
    CHECK(studio.live->trainFrame()->step >= 25);
  }

  TEST_CASE("pictures that were written stay when the folder vanishes or cannot be made") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    REQUIRE(writeFileAtomically(studio.folder.file("file"), "mine").ok());
    studio.record(studio.request("file/a/"));
    CHECK_FALSE(studio.exports->isRecording());
    CHECK(studio.ui->toasts().count() == 1);
    MovieRequest request = studio.request("b/");
    request.lastStep.reset();
    studio.ui->actions().requestMovie(request);
    while (studio.frames("b").size() < 2) studio.rounds(1);
    fs::rename(studio.folder.file("b"), studio.folder.file("c"));
    studio.wait();
    CHECK(studio.frames("c").size() >= 2);
    CHECK(studio.ui->toasts().count() == 2);
  }

  TEST_CASE("another run ends the movie, and closing the window saves it") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    MovieRequest request = studio.request("a/");
    request.lastStep.reset();
    studio.ui->actions().requestMovie(request);
    while (studio.frames("a").size() < 2) studio.rounds(1);
    Config other = studio.ui->actions().config();
    other.network.hidden = {5};
    studio.ui->actions().setConfig(other);
    studio.wait();
    CHECK(studio.frames("a").size() >= 2);
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    request.path = studio.folder.file("b.gif");
    studio.ui->actions().requestMovie(request);
    while (!studio.ui->state().movie || studio.ui->state().movie->frames < 2) studio.rounds(1);
    CHECK(studio.exports->finishMovie().ok());
    CHECK(fs::file_size(studio.folder.file("b.gif")) % (1024U * 700U * 4U) == 0);
    CHECK(studio.exports->finishMovie().ok());
  }

  TEST_CASE("a hidden window is recorded all the same") {
    if (!canDrawOffscreen()) return;
    Studio studio;
    studio.ui->actions().requestMovie(studio.request("a/"));
    studio.rounds(1);
    studio.exports->setHidden(true);
    for (int i = 0; i < 2000 && studio.exports->isRecording(); ++i) {
      studio.live->pump();
      studio.exports->serve();
    }
    CHECK(studio.frames("a").size() == 4);
  }
}

}  // namespace adamscope
