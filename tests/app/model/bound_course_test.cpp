#include "app/model/bound_course.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/session/live_session.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("the bound of a past moment is what it was then, in any order of asking") {
    auto session = sessionWith({"data.samples=60", "network.hidden=8,6"});
    session->runTo(120);
    runUntilPaused(*session);
    const auto history = session->frame()->history;
    const double boundaries = 60 * 14;
    BoundCourse course(history, boundaries);
    course.follow(70);
    course.follow(120);
    const std::vector<long> asked{120, 3, 4, 90, 90, 17, 0, 119, 500};
    for (const long steps : asked) {
      CAPTURE(steps);
      BoundTracker expected(boundaries);
      for (long t = 1; t <= std::min(steps, 120L); ++t) {
        const StepPoint& point = history->steps[static_cast<std::size_t>(t - 1)];
        expected.add(t, static_cast<double>(point.crossings), point.effectiveDimension);
      }
      const BoundTracker& found = course.after(steps);
      CHECK(found.ratio() == expected.ratio());
      CHECK(found.leastConstant() == expected.leastConstant());
      for (const double c : {0.1, 1.0, 10.0, 100.0}) {
        CHECK(found.brokenSince(c) == expected.brokenSince(c));
        CHECK(found.firstBroken(c) == expected.firstBroken(c));
      }
    }
    // It does change along this run.
    CHECK(course.after(3).leastConstant() < course.after(120).leastConstant());
  }
}

}  // namespace adamscope
