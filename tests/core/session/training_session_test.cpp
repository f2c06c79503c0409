#include "core/session/training_session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/configs.h"
#include "tests/support/session_tape.h"

namespace adamscope {
namespace {

using testing::configWith;
using testing::digest;
using testing::experimentWith;
using testing::plainServices;
using testing::runUntilPaused;
using testing::sessionWith;
using testing::Tape;
using testing::tapeServices;

const std::vector<std::string> kSmall{"data.samples=40", "network.hidden=6,5",
                                      "optimizer.learning_rate=0.05", "steps=80"};

TEST_SUITE_BEGIN("session");

TEST_CASE("a session takes the steps of a run, whatever the budgets and pauses") {
  Result<Run> plain = Run::create(experimentWith(kSmall));
  REQUIRE(plain.ok());
  for (int i = 0; i < 80; ++i) REQUIRE(plain->step().has_value());

  auto session = sessionWith(kSmall);
  session->step(7);
  runUntilPaused(*session);
  CHECK(session->state() == SessionState::kPaused);
  CHECK(session->run().stepCount() == 7);
  session->play();
  for (int i = 0; i < 5; ++i) session->advance(std::chrono::nanoseconds(1));
  session->pause();
  session->runTo(60);
  runUntilPaused(*session);
  CHECK(session->run().stepCount() == 60);
  session->play();
  runUntilPaused(*session);
  CHECK(session->state() == SessionState::kFinished);
  CHECK(session->run().stepCount() == 80);
  CHECK(session->run().network().parameters == plain->network().parameters);
  CHECK(session->run().counts() == plain->counts());
  CHECK(session->frame()->history->stepCount() == 80);
}

TEST_CASE("the history holds every step with its events and its layers' totals") {
  auto session = sessionWith(kSmall);
  session->play();
  runUntilPaused(*session);
  const auto frame = session->frame();
  const RunHistory& history = *frame->history;
  REQUIRE(history.stepCount() == 80);
  CHECK(history.events.size() == static_cast<std::size_t>(frame->counts.crossings));
  CHECK(history.events.size() > 0);
  std::vector<std::int64_t> layers(2, 0);
  for (long step = 1; step <= 80; ++step) {
    for (std::size_t i = history.eventsBefore(step); i < history.eventsBefore(step + 1); ++i) {
      REQUIRE(history.events[i].step == static_cast<std::uint32_t>(step));
      ++layers[history.events[i].layer - 1U];
    }
    REQUIRE(history.layerCrossings(step, 1) == layers[0]);
    REQUIRE(history.layerCrossings(step, 2) == layers[1]);
  }
}

TEST_CASE("a live change holds from the next step on, is recorded, and restarts nothing") {
  std::vector<std::shared_ptr<Tape>> tapes;
  auto session = sessionWith(kSmall, tapeServices(tapes));
  session->step(20);
  runUntilPaused(*session);
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.001;
  session->configure(config);
  CHECK(session->frame()->runNumber == 1);
  CHECK(session->frame()->config == config);
  session->step(1);
  runUntilPaused(*session);
  // Adam's step is about as long as the learning rate in each coordinate; it was 0.05 before.
  const auto frame = session->frame();
  CHECK((frame->network.parameters - frame->parametersBefore).cwiseAbs().maxCoeff() < 0.005);
  REQUIRE(tapes.size() == 1);
  CHECK(tapes[0]->steps.size() == 21);
  CHECK(tapes[0]->changes == std::vector<SettingsChange>{{20, "optimizer.learning_rate=0.001"}});
}

TEST_CASE("a change of the data or the network starts a new run that plays on") {
  std::vector<std::shared_ptr<Tape>> tapes;
  auto session = sessionWith(kSmall, tapeServices(tapes));
  session->play();
  session->advance(std::chrono::nanoseconds(1));
  Config config = session->frame()->config;
  config.network.hidden = {4};
  session->configure(config);
  CHECK(session->state() == SessionState::kPlaying);
  CHECK(session->frame()->runNumber == 2);
  CHECK(session->frame()->step == 0);
  CHECK(session->frame()->network.architecture.widths == std::vector<int>{2, 4, 1});
  CHECK(tapes.size() == 2);
}

TEST_CASE("another slice is looked at from now on, and the run does not notice") {
  const auto session = sessionWith(kSmall);
  session->step(20);
  runUntilPaused(*session);
  const auto before = session->frame();
  Config config = before->config;
  config.slice.domain = {-3.0, 3.0, -2.0, 2.0};
  session->configure(config);
  const auto after = session->frame();
  CHECK(after->experiment->domain.xMin == -3.0);
  CHECK(after->experiment->domain.yMax == 2.0);
  CHECK(after->config.slice == config.slice);
  CHECK(after->runNumber == before->runNumber);
  CHECK(after->history == before->history);
  CHECK(after->changes->empty());
  // Together with a live change, and in the past.
  config.slice.domain = {-4.0, 4.0, -4.0, 4.0};
  config.optimizer.learningRate = 0.01;
  session->configure(config);
  CHECK(session->frame()->experiment->domain.xMin == -4.0);
  CHECK(session->frame()->changes->size() == 1);
  session->seek(5);
  CHECK(session->frame()->experiment->domain.xMin == -4.0);
  session->restart();
  CHECK(session->frame()->experiment->domain.xMin == -4.0);
}

TEST_CASE("a slice that does not fit the samples is refused, and the old one stays") {
  const auto session = sessionWith(kSmall);
  const auto before = session->frame();
  Config config = before->config;
  config.slice.kind = SliceKind::kAxes;
  config.slice.u = {1.0, 0.0, 0.0};
  config.slice.v = {0.0, 1.0, 0.0};
  session->configure(config);
  CHECK(session->frame()->config == before->config);
  CHECK(session->frame()->experiment == before->experiment);
  const std::vector<SessionNotice> notices = session->takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK(notices.front().isError);
  CHECK(notices.front().text.find("slice.u needs 2 numbers") != std::string::npos);
}

TEST_CASE("a configuration that cannot be run leaves the run as it is and says why") {
  auto session = sessionWith(kSmall);
  session->step(5);
  runUntilPaused(*session);
  const auto before = session->frame();
  Config config = before->config;
  config.data.source = "csv:/nowhere/at/all.csv";
  session->configure(config);
  const auto after = session->frame();
  CHECK(after->step == 5);
  CHECK(after->runNumber == before->runNumber);
  CHECK(after->config == before->config);
  const std::vector<SessionNotice> notices = session->takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].isError);
  CHECK(notices[0].text.find("/nowhere/at/all.csv") != std::string::npos);
  CHECK(session->takeNotices().empty());
}

TEST_CASE("going back shows the past as it was, and playing on repeats and goes on") {
  const auto plain = sessionWith(kSmall);
  std::vector<Vector> parameters{plain->run().network().parameters};
  for (int i = 0; i < 80; ++i) {
    plain->step(1);
    runUntilPaused(*plain);
    parameters.push_back(plain->run().network().parameters);
  }
  const std::vector<double> whole = digest(*plain->frame()->history);

  auto session = sessionWith(kSmall);
  session->runTo(50);
  runUntilPaused(*session);
  for (const long step : {10L, 0L, 49L, 31L, 32L, 33L, 50L, 1L}) {
    CAPTURE(step);
    session->seek(step);
    const auto frame = session->frame();
    CHECK(frame->step == step);
    CHECK(frame->lastStep == 50);
    CHECK(frame->isPast() == (step < 50));
    CHECK(frame->network.parameters == parameters[static_cast<std::size_t>(step)]);
    CHECK(frame->parametersBefore == parameters[static_cast<std::size_t>(std::max(0L, step - 1))]);
    CHECK(frame->counts.crossings == static_cast<long>(frame->history->eventsBefore(step + 1)));
    const auto now = static_cast<std::size_t>(step);
    CHECK(frame->performance.trainLoss == (step < 50 ? frame->history->steps[now].before.trainLoss
                                                     : session->run().trainer().trainingLoss()));
  }
  session->play();
  runUntilPaused(*session);
  CHECK(session->state() == SessionState::kFinished);
  CHECK(session->frame()->step == 80);
  CHECK(digest(*session->frame()->history) == whole);
  CHECK(session->takeNotices().empty());
}

TEST_CASE("going back beyond a change of a setting shows the setting of then") {
  auto session = sessionWith(kSmall);
  session->runTo(30);
  runUntilPaused(*session);
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.02;
  session->configure(config);
  session->runTo(60);
  runUntilPaused(*session);
  const Vector atFifty = [&] {
    session->seek(50);
    return session->frame()->network.parameters;
  }();
  CHECK(session->frame()->config.optimizer.learningRate == 0.02);
  session->seek(29);
  CHECK(session->frame()->config.optimizer.learningRate == 0.05);
  session->seek(30);
  CHECK(session->frame()->config.optimizer.learningRate == 0.02);
  session->seek(50);
  CHECK(session->frame()->network.parameters == atFifty);
  CHECK(session->takeNotices().empty());
}

TEST_CASE("at a crossing's own instant the sample lies on the boundary") {
  auto session = sessionWith(kSmall);
  session->runTo(60);
  runUntilPaused(*session);
  const auto last = session->frame();
  const RunHistory& history = *last->history;
  REQUIRE(history.events.size() > 20);
  for (std::size_t i = 0; i < history.events.size(); i += 7) {
    CAPTURE(i);
    session->seekEvent(i);
    const auto frame = session->frame();
    const EventRow& event = history.events[i];
    CHECK(frame->event == i);
    CHECK(frame->tau == event.tau);
    CHECK(frame->counts.crossings == static_cast<long>(i) + 1);
    ForwardPass pass;
    forward(frame->network, frame->experiment->data.train.inputs, pass);
    const Matrix& z = pass.preactivations[static_cast<std::size_t>(event.layer) - 1];
    // theta(tau) is rounded, and so is tau.
    CHECK(std::abs(z(event.sample, event.neuron)) < 1e-13 * (1.0 + z.cwiseAbs().maxCoeff()));
  }
}

TEST_CASE("next and previous crossing walk through all of them, one by one") {
  auto session = sessionWith(kSmall);
  session->runTo(20);
  runUntilPaused(*session);
  const std::size_t count = session->frame()->history->events.size();
  REQUIRE(count > 5);
  session->seek(0);
  for (std::size_t i = 0; i < count; ++i) {
    session->toNextCrossing();
    REQUIRE(session->frame()->event == i);
  }
  for (std::size_t i = count - 1; i > 0; --i) {
    session->toPreviousCrossing();
    REQUIRE(session->frame()->event == i - 1);
  }
  session->toPreviousCrossing();
  CHECK(session->frame()->event == 0);
  session->seek(20);
  session->toPreviousCrossing();
  CHECK(session->frame()->event == count - 1);
}

TEST_CASE("a recorded run is repeated with its changes, and a difference is named") {
  auto session = sessionWith(kSmall);
  session->runTo(30);
  runUntilPaused(*session);
  Config config = session->frame()->config;
  config.optimizer.learningRate = 0.02;
  session->configure(config);
  session->runTo(60);
  runUntilPaused(*session);
  const auto first = session->frame();
  RecordedRun recorded{.config = configWith(kSmall), .changes = *first->changes, .steps = 60};
  long compared = 0;
  recorded.compare = [&](const StepRecord& record, const BoundTracker&) {
    compared = record.step;
    return std::string();
  };
  session->open(recorded);
  runUntilPaused(*session);
  CHECK(compared == 60);
  CHECK(session->frame()->step == 60);
  CHECK(digest(*session->frame()->history) == digest(*first->history));
  std::vector<SessionNotice> notices = session->takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK_FALSE(notices[0].isError);

  recorded.compare = [](const StepRecord& record, const BoundTracker&) {
    return record.step == 41 ? std::string("line 41") : std::string();
  };
  session->open(recorded);
  runUntilPaused(*session);
  notices = session->takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].isError);
  CHECK(notices[0].text.find("line 41") != std::string::npos);
}

TEST_CASE("restarting repeats the run bit for bit") {
  auto session = sessionWith(kSmall);
  session->play();
  runUntilPaused(*session);
  const std::vector<double> first = digest(*session->frame()->history);
  session->restart();
  CHECK(session->frame()->step == 0);
  CHECK(session->state() == SessionState::kPaused);
  session->play();
  runUntilPaused(*session);
  CHECK(digest(*session->frame()->history) == first);
}

TEST_CASE("to the next crossing trains until there is one, and shows its instant") {
  auto session = sessionWith(kSmall);
  for (int i = 0; i < 200; ++i) {
    const std::size_t expected = i == 0 ? 0 : *session->frame()->event + 1;
    session->toNextCrossing();
    runUntilPaused(*session);
    const auto frame = session->frame();
    REQUIRE(session->state() == SessionState::kPaused);
    REQUIRE(frame->event == expected);
    REQUIRE(frame->tau == frame->history->events[expected].tau);
    REQUIRE(frame->lastStep == frame->step);
  }
}

TEST_CASE("a run that diverges stops, names the step, and can be gone back in") {
  auto session = sessionWith({"data.samples=40", "network.hidden=6", "loss=mse",
                              "optimizer.name=sgd", "optimizer.learning_rate=1e12", "steps=50"});
  session->play();
  runUntilPaused(*session);
  REQUIRE(session->state() == SessionState::kDiverged);
  const auto frame = session->frame();
  REQUIRE(frame->divergence.has_value());
  CHECK(frame->divergence->message.find("step") != std::string::npos);
  CHECK(frame->network.parameters.allFinite());
  session->play();
  CHECK(session->state() == SessionState::kDiverged);
  session->seek(0);
  CHECK(session->state() == SessionState::kPaused);
  CHECK(session->frame()->step == 0);
  CHECK(session->frame()->network.parameters.allFinite());
  session->play();
  runUntilPaused(*session);
  CHECK(session->state() == SessionState::kDiverged);
}

TEST_CASE("a record that fails is given up with one notice, and the run goes on") {
  std::vector<std::shared_ptr<Tape>> tapes;
  auto session = sessionWith(kSmall, tapeServices(tapes, 11));
  CHECK(session->frame()->recordPath == "tape");
  session->play();
  runUntilPaused(*session);
  CHECK(session->run().stepCount() == 80);
  CHECK(tapes[0]->steps.size() == 10);
  CHECK(session->frame()->recordPath.empty());
  const std::vector<SessionNotice> notices = session->takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].text.find("the disk is full") != std::string::npos);
}

TEST_CASE("the speed limits the steps, not what they do") {
  auto session = sessionWith(kSmall);
  session->setSpeed(1.0);
  session->play();
  const auto next = session->advance(std::chrono::milliseconds(1));
  // One step is due at once; the next one a second later.
  REQUIRE(next.has_value());
  const auto after = session->advance(std::chrono::milliseconds(1));
  CHECK(session->run().stepCount() == 1);
  REQUIRE(after.has_value());
  CHECK(*after > TrainingSession::Clock::now());
}

TEST_CASE("play goes on beyond the configured steps") {
  auto session = sessionWith(kSmall);
  session->play();
  runUntilPaused(*session);
  REQUIRE(session->state() == SessionState::kFinished);
  session->play();
  session->advance(std::chrono::nanoseconds(1));
  session->pause();
  CHECK(session->run().stepCount() > 80);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
