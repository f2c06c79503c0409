#include "core/session/live_session.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

const std::vector<std::string> kSmall{"data.samples=40", "network.hidden=6,5", "steps=300"};

/// Waits until `done`, for at most a minute.
template <class Condition>
bool waitFor(const Condition& done) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

TEST_SUITE_BEGIN("session");

TEST_CASE("a live session ends where a session without threads ends") {
  auto plain = sessionWith(kSmall);
  plain->play();
  runUntilPaused(*plain);

  std::atomic<int> news = 0;
  LiveSession live(sessionWith(kSmall), [&news] { ++news; });
  live.post([](TrainingSession& session) { session.play(); });
  REQUIRE(waitFor([&] { return live.trainFrame()->state == SessionState::kFinished; }));
  CHECK(live.trainFrame()->network.parameters == plain->run().network().parameters);
  CHECK(live.trainFrame()->counts == plain->run().counts());
  CHECK(news > 0);
  // The analysis catches up with the last step.
  REQUIRE(waitFor([&] {
    const auto analysis = live.analysisFrame();
    return analysis && analysis->train->step == 300;
  }));
  const auto frame = analyse(live.trainFrame(), viewFor(*live.trainFrame(), std::nullopt));
  CHECK(live.analysisFrame()->tessellation.faceCount() == frame.tessellation.faceCount());
}

TEST_CASE("commands are carried out in order, and frames say how many") {
  LiveSession live(sessionWith(kSmall), [] {});
  std::uint64_t last = 0;
  for (int i = 0; i < 20; ++i) {
    last = live.post([](TrainingSession& session) {
      session.step(3);
      runUntilPaused(session);
    });
  }
  REQUIRE(waitFor([&] { return live.trainFrame()->commandsDone >= last; }));
  CHECK(live.trainFrame()->step == 60);
}

TEST_CASE("the analysis follows the view, and rests while nobody looks") {
  LiveSession live(sessionWith(kSmall), [] {});
  REQUIRE(waitFor([&] { return live.analysisFrame() != nullptr; }));
  ViewRequest view = viewFor(*live.trainFrame(), std::nullopt);
  view.domain = {0.0, 0.25, 0.0, 0.25};
  live.setView(view);
  REQUIRE(waitFor([&] { return live.analysisFrame()->view.domain.xMax == 0.25; }));
  double area = 0.0;
  for (const double part : live.analysisFrame()->areas) area += part;
  CHECK(area == doctest::Approx(0.0625).epsilon(1e-9));

  live.setAnalysisPaused(true);
  const std::uint64_t step = live.post([](TrainingSession& session) { session.step(5); });
  REQUIRE(waitFor(
      [&] { return live.trainFrame()->commandsDone >= step && live.trainFrame()->step == 5; }));
  live.setAnalysisPaused(false);
  REQUIRE(waitFor([&] { return live.analysisFrame()->train->step == 5; }));
}

TEST_CASE("the looks at the theory catch up with a run that rests, and begin anew with another") {
  LiveSession live(sessionWith(kSmall), [] {});
  live.post([](TrainingSession& session) { session.runTo(90); });
  const auto isLookedAt = [&](long step) {
    const auto theory = live.theoryFrame();
    return theory && theory->runNumber == live.trainFrame()->runNumber &&
           theory->looks.back().step == step;
  };
  REQUIRE(waitFor([&] { return live.trainFrame()->step == 90 && isLookedAt(90); }));
  const long first = live.trainFrame()->runNumber;
  live.post([](TrainingSession& session) { session.restart(); });
  REQUIRE(waitFor([&] { return live.trainFrame()->runNumber > first && isLookedAt(0); }));
  CHECK(live.theoryFrame()->looks.size() == 1);
}

TEST_CASE("a barrier is measured beside the training, and the last request counts") {
  LiveSession live(sessionWith(kSmall), [] {});
  const auto start = live.trainFrame();
  live.post([](TrainingSession& session) { session.runTo(60); });
  REQUIRE(waitFor([&] { return live.trainFrame()->step == 60; }));
  const auto end = live.trainFrame();
  live.requestBarrier({start->network, end->network, "A", "B", end->experiment});
  REQUIRE(waitFor([&] { return live.barrierFrame() != nullptr; }));
  CHECK_FALSE(live.isBarrierUnderWay());
  const BarrierReport& report = live.barrierFrame()->report;
  CHECK(report.straight.losses.back() ==
        doctest::Approx(end->performance.trainLoss).epsilon(1e-12));
}

TEST_CASE("a view of another input space gives way to the experiment's own") {
  auto session = sessionWith(kSmall);
  ViewRequest view{.slice = InputSlice::whole(1), .domain = {0.0, 1.0, 0.0, 1.0}};
  const ViewRequest used = viewFor(*session->frame(), view);
  CHECK(used.slice.dimension() == 2);
}

TEST_CASE("a live session can be destroyed in the middle of anything") {
  for (int i = 0; i < 10; ++i) {
    LiveSession live(sessionWith(kSmall), [] {});
    live.post([](TrainingSession& session) { session.play(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(i));
  }
  CHECK(true);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
