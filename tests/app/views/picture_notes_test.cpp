#include "app/views/picture_notes.h"

#include <doctest/doctest.h>

#include "core/session/live_session.h"
#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::runUntilPaused;
using testing::sessionWith;

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("a picture says what it does not show, and which moment it shows") {
    auto session = sessionWith({"limits.max_regions=20", "data.samples=40"});
    const auto before = session->frame();
    session->step(1);
    runUntilPaused(*session);
    AnalysisFrame analysis = analyse(before, viewFor(*before, {}));
    REQUIRE_FALSE(analysis.tessellation.exact);
    analysis.seconds = 0.001;
    const std::string count = std::to_string(analysis.tessellation.faceCount());
    CHECK(regionNotes(analysis, *session->frame()) ==
          std::vector<std::string>{"truncated at " + count + " regions (limits.max_regions)"});
    analysis.seconds = 3.0;
    CHECK(regionNotes(analysis, *before).size() == 1);
    analysis.tessellation.exact = true;
    CHECK(regionNotes(analysis, *session->frame()) ==
          std::vector<std::string>{"regions of step 0; those of step 1 are being found"});
    CHECK(regionNotes(analysis, *before).empty());
  }
}

}  // namespace adamscope
