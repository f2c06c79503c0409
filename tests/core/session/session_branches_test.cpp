#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/session/training_session.h"
#include "tests/support/configs.h"
#include "tests/support/session_tape.h"

namespace adamscope {
namespace {

using testing::digest;
using testing::runUntilPaused;
using testing::sessionWith;
using testing::Tape;
using testing::tapeServices;

const std::vector<std::string> kSmall{"data.samples=40", "network.hidden=6,5",
                                      "optimizer.learning_rate=0.05", "steps=80"};

TEST_SUITE_BEGIN("session");

TEST_CASE("a setting changed in the past branches: the past is shared, the old run is kept") {
  std::vector<std::shared_ptr<Tape>> tapes;
  auto session = sessionWith(kSmall, tapeServices(tapes));
  session->runTo(60);
  runUntilPaused(*session);
  const auto old = session->frame();
  session->seek(25);
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.001;
  session->configure(config);
  // While it is on its way, the controls show what was asked for.
  CHECK(session->frame()->config.optimizer.learningRate == 0.001);
  config.optimizer.learningRate = 0.002;
  session->configure(config);
  runUntilPaused(*session);
  const auto branch = session->frame();
  CHECK(branch->step == 25);
  CHECK_FALSE(branch->isPast());
  CHECK(branch->runNumber == old->runNumber + 1);
  CHECK(*branch->changes == std::vector<SettingsChange>{{25, "optimizer.learning_rate=0.002"}});
  CHECK(branch->name == "learning_rate=0.002 from step 25");
  REQUIRE(branch->kept->size() == 1);
  CHECK(branch->kept->front().history == old->history);
  REQUIRE(tapes.size() == 2);
  CHECK(tapes[0]->steps.size() == 60);

  session->runTo(60);
  runUntilPaused(*session);
  const std::vector<double> before = digest(*old->history);
  const std::vector<double> after = digest(*session->frame()->history);
  const std::size_t shared = 25 * 4;
  CHECK(std::vector<double>(before.begin(), before.begin() + shared) ==
        std::vector<double>(after.begin(), after.begin() + shared));
  CHECK(before != after);

  session->dropRun(old->runNumber);
  CHECK(session->frame()->kept->empty());
}

TEST_CASE("a run that plays goes on playing after a branch, and a pause on the way loses nothing") {
  auto session = sessionWith(kSmall);
  session->runTo(60);
  runUntilPaused(*session);
  session->seek(40);
  session->setSpeed(1e-3);
  session->play();
  session->advance(std::chrono::nanoseconds(1));
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.001;
  session->configure(config);
  session->pause();  // somewhere before the branch
  CHECK(session->frame()->step < 40);
  session->setSpeed(kMaximumSpeed);
  session->play();
  runUntilPaused(*session);
  CHECK(session->state() == SessionState::kFinished);
  REQUIRE(session->frame()->changes->size() == 1);
  CHECK(session->frame()->changes->front().setting == "optimizer.learning_rate=0.001");
}

TEST_CASE("the constant of a bound can be changed in the past without a branch") {
  auto session = sessionWith(kSmall);
  session->runTo(20);
  runUntilPaused(*session);
  session->seek(5);
  Config config = session->frame()->config;
  config.theory.c = 7.0;
  session->configure(config);
  const auto frame = session->frame();
  CHECK(frame->runNumber == 1);
  CHECK(frame->step == 5);
  CHECK(frame->config.theory.c == 7.0);
}

TEST_CASE("eight runs are kept, then the oldest makes room and a notice says so") {
  auto session = sessionWith(kSmall);
  for (int i = 0; i < kMostRuns; ++i) {
    session->runTo(3);
    runUntilPaused(*session);
    session->keepRun();
    if (i < kMostRuns - 1) CHECK(session->takeNotices().empty());
    session->restart();
  }
  const auto kept = session->frame()->kept;
  CHECK(kept->size() == static_cast<std::size_t>(kMostRuns) - 1);
  CHECK(kept->front().number == 2);
  CHECK(session->takeNotices().size() == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
