#include "core/session/slice_analysis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include "core/session/live_session.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

const std::vector<std::string> kSmall{"data.samples=60", "network.hidden=8,6",
                                      "optimizer.learning_rate=0.03"};

/// Stops after the first step at or after `step` that crossed something.
std::shared_ptr<const TrainFrame> frameAfter(long step,
                                             const std::vector<std::string>& settings = kSmall) {
  auto session = sessionWith(settings);
  session->runTo(step);
  runUntilPaused(*session);
  session->toNextCrossing();
  runUntilPaused(*session);
  session->seek(session->frame()->step);  // from the crossing's instant to the step's end
  return session->frame();
}

/// Distance of a point to the pieces of one boundary.
double distanceTo(const SliceFrame& frame, const EventRow& row, const SlicePoint& point) {
  double best = std::numeric_limits<double>::infinity();
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    if (piece.layer != row.layer || piece.neuron != row.neuron || piece.sample != row.sample) {
      continue;
    }
    const double dx = piece.to.x - piece.from.x;
    const double dy = piece.to.y - piece.from.y;
    const double px = point.x - piece.from.x;
    const double py = point.y - piece.from.y;
    const double square = dx * dx + dy * dy;
    const double t = square > 0.0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0.0;
    best = std::min(best, std::hypot(px - t * dx, py - t * dy));
  }
  return best;
}

TEST_SUITE_BEGIN("session");

TEST_CASE("planes are read as they are written, and nonsense is refused") {
  for (const std::string text : {"step", "pca", "pca:here", "weights:3,10", "random:7",
                                 "snapshots:0,5,10", "network:a/b.json"}) {
    const Result<PlaneChoice> plane = parsePlane(text);
    REQUIRE(plane.ok());
    CHECK(describePlane(*plane) == text);
  }
  for (const std::string text :
       {"", "steps", "pca:there", "weights:3", "weights:3,-1", "random:x", "snapshots:1,2",
        "step:1", "weights:1,2,3", "random:", "network:"}) {
    CAPTURE(text);
    CHECK(!parsePlane(text).ok());
  }
}

TEST_CASE("in the step plane the last step's crossings lie on the curves") {
  int checked = 0;
  for (const long step : {5L, 20L, 60L, 120L}) {
    const SliceFrame frame = analyseSlice(frameAfter(step), {});
    REQUIRE(frame.hasPicture());
    CHECK(frame.distance < 1e-12);
    CHECK(std::hypot(frame.theta.x, frame.theta.y) < 1e-12);
    const double pixel = (frame.domain.xMax - frame.domain.xMin) / 800.0;
    for (const SliceCrossing& crossing : frame.crossings) {
      if (crossing.step != frame.train->step) continue;
      CHECK(crossing.distance < 1e-9);
      CHECK(distanceTo(frame, crossing.row, crossing.place) < 0.5 * pixel);
      ++checked;
    }
  }
  CHECK(checked >= 4);
}

TEST_CASE("at a crossing's own instant theta is the dot, and the dot is on the curve") {
  auto session = sessionWith(kSmall);
  session->runTo(30);
  runUntilPaused(*session);
  for (int i = 0; i < 5; ++i) {
    session->toPreviousCrossing();
    const auto train = session->frame();
    REQUIRE(train->event.has_value());
    const SliceFrame frame = analyseSlice(train, {});
    REQUIRE(frame.hasPicture());
    const double pixel = (frame.domain.xMax - frame.domain.xMin) / 800.0;
    const auto dot = std::find_if(
        frame.crossings.begin(), frame.crossings.end(),
        [&](const SliceCrossing& crossing) { return crossing.event == *train->event; });
    REQUIRE(dot != frame.crossings.end());
    CHECK(std::hypot(dot->place.x - frame.theta.x, dot->place.y - frame.theta.y) < 1e-9);
    CHECK(distanceTo(frame, dot->row, dot->place) < 0.5 * pixel);
  }
}

TEST_CASE("in the plane of a trajectory recentring puts theta into it") {
  const auto train = frameAfter(40);
  const SliceFrame mean =
      analyseSlice(train, {.plane = parsePlane("pca").value(), .tolerancePx = 4.0});
  const SliceFrame here =
      analyseSlice(train, {.plane = parsePlane("pca:here").value(), .tolerancePx = 4.0});
  REQUIRE(mean.hasPicture());
  CHECK(mean.distance > 0.0);
  CHECK(here.distance < 1e-12);
  CHECK(mean.trail.size() == static_cast<std::size_t>(train->step) + 1);
}

TEST_CASE("the plane through another run has both networks and the beginning in it") {
  auto session = sessionWith(kSmall);
  session->runTo(20);
  runUntilPaused(*session);
  session->keepRun();
  session->restart();
  session->runTo(35);
  runUntilPaused(*session);
  const auto train = session->frame();
  REQUIRE(train->kept->size() == 1);
  PlaneChoice plane{.plane = SlicePlane::kOther,
                    .other = train->kept->front().parameters,
                    .otherName = "the first run"};
  const SliceFrame frame = analyseSlice(train, {.plane = plane, .tolerancePx = 4.0});
  REQUIRE(frame.hasPicture());
  REQUIRE(frame.other);
  CHECK(frame.distance < 1e-12);
  CHECK((frame.slice.parametersAt(*frame.other) - *plane.other).norm() < 1e-12);
  CHECK(frame.slice.plane.distanceTo(train->experiment->initial.parameters) < 1e-12);
  CHECK(frame.domain.xMin < frame.other->x);
  CHECK(frame.other->x < frame.domain.xMax);
  plane.other = std::make_shared<const Vector>(Vector::Zero(3));
  CHECK(analyseSlice(train, {.plane = plane}).problem.find("one shape") != std::string::npos);
}

TEST_CASE("a plane that cannot be had says why") {
  auto session = sessionWith(kSmall);
  const SliceFrame none = analyseSlice(session->frame(), {.plane = parsePlane("pca").value()});
  CHECK(!none.hasPicture());
  CHECK(!none.problem.empty());
  const SliceFrame later =
      analyseSlice(session->frame(), {.plane = parsePlane("snapshots:0,5,900").value()});
  CHECK(!later.hasPicture());
}

TEST_CASE("a snapshot that is not kept is an error, or the nearest one under its own step") {
  const auto train = frameAfter(9000);
  PlaneChoice plane = parsePlane("snapshots:0,301,9000").value();
  const SliceFrame strict = analyseSlice(train, {.plane = plane, .widthPx = 40, .heightPx = 30});
  CHECK(strict.problem.find("step 301 is not at hand") != std::string::npos);
  plane.takesNearest = true;
  const SliceFrame near = analyseSlice(train, {.plane = plane, .widthPx = 40, .heightPx = 30});
  REQUIRE(near.problem == "");
  REQUIRE(near.slice.sName.find("from step 0 to ") == 0);
  const long taken = std::stol(near.slice.sName.substr(std::string("from step 0 to ").size()));
  CHECK(taken != 301);
  CHECK(std::abs(taken - 301) <= 8);
  // What the axes say is where the plane goes through.
  plane = parsePlane("snapshots:0," + std::to_string(taken) + ",9000").value();
  const SliceFrame named = analyseSlice(train, {.plane = plane, .widthPx = 40, .heightPx = 30});
  REQUIRE(named.hasPicture());
  CHECK(named.slice.plane.directions == near.slice.plane.directions);
  plane.numbers = {0, 301, 300};
  plane.takesNearest = true;
  CHECK(analyseSlice(train, {.plane = plane}).problem.find("three different") != std::string::npos);
}

TEST_CASE("helping threads change nothing in a slice's picture") {
  const auto train = frameAfter(30, {"data.samples=70", "network.hidden=6,5"});
  const SliceRequest request{.plane = parsePlane("pca").value(), .widthPx = 200, .heightPx = 100};
  ThreadPool pool(3);
  const SliceFrame alone = analyseSlice(train, request);
  const SliceFrame together = analyseSlice(train, request, &pool);
  const auto& a = alone.boundaries.segments;
  const auto& b = together.boundaries.segments;
  REQUIRE(a.size() > 100);
  REQUIRE(a.size() == b.size());
  const bool isSame = std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
    return x.from.x == y.from.x && x.from.y == y.from.y && x.to.x == y.to.x && x.to.y == y.to.y &&
           x.layer == y.layer && x.neuron == y.neuron && x.sample == y.sample;
  });
  CHECK(isSame);
  SliceRequest other = request;
  other.tolerancePx = 3.0;
  CHECK(looksAtSamePlace(request, other));
  other.domain = alone.domain;
  CHECK_FALSE(looksAtSamePlace(request, other));
}

TEST_CASE("regions and loss come when asked for; one hidden layer is counted exactly") {
  const auto train = frameAfter(10, {"data.samples=30", "network.hidden=5"});
  SliceRequest request{.plane = parsePlane("random:1").value(), .widthPx = 60, .heightPx = 40};
  request.withRegions = true;
  request.lossColumns = 12;
  const SliceFrame frame = analyseSlice(train, request);
  REQUIRE(frame.regions);
  CHECK(frame.regions->width == 60);
  REQUIRE(frame.exactRegions);
  CHECK(static_cast<long>(frame.regions->hashes.size()) <= *frame.exactRegions);
  REQUIRE(frame.loss);
  CHECK(frame.loss->columns == 12);
  CHECK(frame.loss->rows == 8);
  CHECK(frame.ellipse);
}

TEST_CASE("a live session computes slices only while one is asked for") {
  auto live = LiveSession::withoutThreads(sessionWith(kSmall));
  live->pump();
  CHECK(!live->sliceFrame());
  live->setSlice(SliceRequest{});
  live->post([](TrainingSession& session) { session.step(3); });
  while (live->trainFrame()->step < 3) live->pump();
  live->pump();
  REQUIRE(live->sliceFrame());
  CHECK(live->sliceFrame()->train->step == 3);
  live->setSlice(std::nullopt);
  const auto last = live->sliceFrame();
  live->post([](TrainingSession& session) { session.step(1); });
  while (live->trainFrame()->step < 4) live->pump();
  CHECK(live->sliceFrame() == last);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
