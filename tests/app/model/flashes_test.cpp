#include "app/model/flashes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

ModelFrame modelAt(TrainingSession& session, double timeSeconds) {
  ModelFrame model;
  model.train = session.frame();
  model.analysis = std::make_shared<AnalysisFrame>(analyse(
      model.train,
      {.slice = model.train->experiment->slice, .domain = model.train->experiment->domain}));
  model.timeSeconds = timeSeconds;
  return model;
}

TEST_SUITE_BEGIN("model");

TEST_CASE("new crossings flash and fade; those of the last step stay while paused") {
  auto session = sessionWith({"data.samples=60", "optimizer.learning_rate=0.05"});
  FlashTracker tracker;
  const Selection nothing;
  tracker.update(modelAt(*session, 0.0), nothing);
  CHECK(tracker.flashes().empty());
  session->step(1);
  runUntilPaused(*session);
  const auto frame = session->frame();
  const std::size_t events = frame->history->events.size();
  REQUIRE(events > 0);

  tracker.update(modelAt(*session, 1.0), nothing);
  CHECK(tracker.flashes().size() == std::min(events, kMostFlashes));
  CHECK(tracker.isFading());
  for (const Flash& flash : tracker.flashes()) CHECK(flash.strength == 1.0);

  tracker.update(modelAt(*session, 1.9), nothing);
  for (const Flash& flash : tracker.flashes()) CHECK(flash.strength == kPausedStrength);
  tracker.update(modelAt(*session, 5.0), nothing);
  CHECK(tracker.flashes().size() == std::min(events, kMostFlashes));
  CHECK_FALSE(tracker.isFading());
}

TEST_CASE("at a crossing's own instant it alone is lit, also after going back") {
  auto session = sessionWith({"data.samples=60", "optimizer.learning_rate=0.05"});
  session->step(60);
  runUntilPaused(*session);
  FlashTracker tracker;
  const Selection nothing;
  tracker.update(modelAt(*session, 0.0), nothing);
  session->seekEvent(3);
  tracker.update(modelAt(*session, 5.0), nothing);
  REQUIRE(tracker.flashes().size() == 1);
  CHECK(tracker.flashes().front().event == 3);
}

TEST_CASE("a selected crossing is lit fully, however old, and lights its neuron") {
  auto session = sessionWith({"data.samples=60", "optimizer.learning_rate=0.05"});
  session->step(60);
  runUntilPaused(*session);
  const auto frame = session->frame();
  REQUIRE(frame->history->events.size() > 0);
  FlashTracker tracker;
  Selection selection;
  selection.event = 0;
  tracker.update(modelAt(*session, 0.0), selection);
  REQUIRE_FALSE(tracker.flashes().empty());
  CHECK(tracker.flashes().front().event == 0);
  CHECK(tracker.flashes().front().strength == 1.0);
  const EventRow& event = frame->history->events[0];
  const std::vector<float> light =
      tracker.light(*frame->history, frame->network.architecture, std::nullopt);
  const int index = neuronIndex(frame->network.architecture, {event.layer, event.neuron});
  CHECK(light[static_cast<std::size_t>(index)] == 1.0F);
}

TEST_CASE("a new run forgets the flashes of the old one") {
  auto session = sessionWith({"data.samples=60", "optimizer.learning_rate=0.05"});
  FlashTracker tracker;
  tracker.update(modelAt(*session, 0.0), {});
  session->step(30);
  runUntilPaused(*session);
  tracker.update(modelAt(*session, 0.1), {});
  CHECK_FALSE(tracker.flashes().empty());
  session->restart();
  tracker.update(modelAt(*session, 0.2), {});
  CHECK(tracker.flashes().empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
