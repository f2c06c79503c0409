#include "core/session/parameter_trail.h"

#include <doctest/doctest.h>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("session");

TEST_CASE("a trail has every recent step, rarer old ones, and a bounded length") {
  TrailRecorder recorder(16);
  for (long step = 0; step <= 5000; ++step) {
    recorder.add(step, Vector::Constant(3, static_cast<double>(step)));
  }
  const ParameterTrail trail = recorder.trail();
  CHECK(trail.size() <= 32);
  CHECK(trail.front().step == 0);
  CHECK(trail.back().step == 5000);
  for (std::size_t i = 0; i < trail.size(); ++i) {
    CHECK((*trail[i].parameters)[0] == static_cast<double>(trail[i].step));
    if (i > 0) CHECK(trail[i].step > trail[i - 1].step);
  }
  REQUIRE(trail.size() > 16);
  for (long k = 0; k < 16; ++k) {
    CHECK(trail[trail.size() - 1 - static_cast<std::size_t>(k)].step == 5000 - k);
  }
}

TEST_CASE("a trail keeps what it handed out") {
  TrailRecorder recorder(4);
  recorder.add(0, Vector::Zero(2));
  const ParameterTrail before = recorder.trail();
  for (long step = 1; step < 100; ++step) recorder.add(step, Vector::Ones(2));
  REQUIRE(before.size() == 1);
  CHECK(*before[0].parameters == Vector::Zero(2));
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
