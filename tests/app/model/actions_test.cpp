#include "app/model/actions.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::configWith;

TEST_SUITE_BEGIN("model");

TEST_CASE("a drag is one step of undo, however many previews it had") {
  const Config start = configWith({});
  ConfigHistory history(start);
  for (const char* rate : {"0.02", "0.03", "0.04"}) {
    history.preview(configWith({std::string("optimizer.learning_rate=") + rate}));
  }
  history.commit(configWith({"optimizer.learning_rate=0.04"}));
  CHECK(history.now().optimizer.learningRate == 0.04);
  REQUIRE(history.undo());
  CHECK(history.now() == start);
  CHECK_FALSE(history.canUndo());
  REQUIRE(history.redo());
  CHECK(history.now().optimizer.learningRate == 0.04);
  CHECK_FALSE(history.redo());
}

TEST_CASE("an edit that changes nothing is no step of undo") {
  ConfigHistory history(configWith({}));
  history.preview(configWith({"steps=5"}));
  history.commit(configWith({}));
  CHECK_FALSE(history.canUndo());
}

TEST_CASE("a new edit ends what could be redone") {
  ConfigHistory history(configWith({}));
  history.commit(configWith({"steps=5"}));
  REQUIRE(history.undo());
  history.commit(configWith({"steps=6"}));
  CHECK_FALSE(history.canRedo());
}

TEST_CASE("what the session refused is taken back, but not in the middle of a drag") {
  ConfigHistory history(configWith({}));
  history.preview(configWith({"optimizer.learning_rate=0.5"}));
  history.adopt(configWith({}));
  CHECK(history.now().optimizer.learningRate == 0.5);
  history.commit(configWith({"optimizer.learning_rate=0.5"}));
  history.adopt(configWith({}));
  CHECK(history.now() == configWith({}));
}

/// A session without threads over a run of 20 steps.
struct Desk {
  std::unique_ptr<LiveSession> live;
  Actions actions;

  Desk() : live(begin()), actions(*live, live->trainFrame()->config) {}

  static std::unique_ptr<LiveSession> begin() {
    auto session = testing::sessionWith({});
    session->runTo(20);
    testing::runUntilPaused(*session);
    return LiveSession::withoutThreads(std::move(session));
  }
  void pump(int count = 3) {
    for (int i = 0; i < count; ++i) live->pump();
    actions.follow(*live->trainFrame());
  }
};

TEST_CASE("while the transport is locked nothing moves the run, and each try is told") {
  Desk desk;
  desk.actions.lockTransport("because");
  desk.actions.seek(3);
  desk.actions.runTo(40);
  desk.actions.play();
  desk.actions.restart();
  desk.actions.startRun(configWith({"network.hidden=3"}));
  desk.pump();
  CHECK(desk.live->trainFrame()->step == 20);
  CHECK(desk.live->trainFrame()->runNumber == 1);
  const std::vector<SessionNotice> notices = desk.actions.takeNotices();
  REQUIRE(notices.size() == 5);
  CHECK(notices[0].text == "because");
  desk.actions.unlockTransport();
  desk.actions.seek(3);
  desk.pump();
  CHECK(desk.live->trainFrame()->step == 3);
}

TEST_CASE("starting a run begins at step 0 whatever the settings differ in, and plays") {
  const struct {
    std::vector<std::string> settings;
    bool fromPast;
  } rows[] = {{{"network.hidden=3"}, false},
              {{"optimizer.learning_rate=0.5"}, false},
              {{"optimizer.learning_rate=0.5"}, true},
              {{"steps=777777"}, true},
              {{}, false}};
  for (const auto& row : rows) {
    CAPTURE(row.settings.size());
    CAPTURE(row.fromPast);
    Desk desk;
    if (row.fromPast) desk.actions.seek(5);
    desk.pump();
    const Config wanted = configWith(row.settings);
    desk.actions.startRun(wanted);
    desk.live->pump();
    const std::shared_ptr<const TrainFrame> train = desk.live->trainFrame();
    CHECK(train->runNumber == 2);
    CHECK(train->kept->empty());
    CHECK(train->changes->empty());
    CHECK(train->state == SessionState::kPlaying);
    CHECK(train->config == wanted);
    desk.actions.pause();
    desk.pump();
    CHECK(desk.actions.config() == wanted);
    if (!row.settings.empty()) CHECK(desk.actions.canUndo());
  }
}

TEST_CASE("a run that cannot be had leaves the present one alone") {
  Desk desk;
  desk.actions.startRun(configWith({"data.source=csv:/no/such/file.csv"}));
  desk.pump();
  CHECK(desk.live->trainFrame()->runNumber == 1);
  CHECK(desk.live->trainFrame()->step == 20);
  REQUIRE(desk.live->takeNotices().size() == 1);
  CHECK(desk.actions.config() == configWith({}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
