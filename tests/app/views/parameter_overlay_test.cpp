// What the mouse finds over a parameter slice, and where captions stand.
#include "app/views/parameter_overlay.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/views/event_caption.h"
#include "tests/support/configs.h"
#include "tests/support/ui_driver.h"

namespace adamscope {
namespace {

SliceFrame trajectoryPlane() {
  auto session = testing::sessionWith({"data.samples=24", "network.hidden=5,4"});
  session->runTo(40);
  testing::runUntilPaused(*session);
  return analyseSlice(session->frame(),
                      {.plane = parsePlane("pca").value(), .widthPx = 600, .heightPx = 400});
}

OverlayPlace placeOf(const SliceFrame& slice) {
  return {{20.0F, 30.0F, 600.0F, 400.0F}, fitCamera(slice.domain, {600.0F, 400.0F}, false)};
}

/// Draws once, where ImGui has a window to draw into.
void inWindow(const UiDriver::Draw& draw) {
  UiDriver driver({800.0F, 600.0F}, draw);
  driver.frames(1);
}

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("the mouse finds each point of the path, with its distance to the plane") {
    const SliceFrame slice = trajectoryPlane();
    REQUIRE(slice.trail.size() == 41);
    inWindow([&](const ui::Frame& frame) {
      const OverlayPlace place = placeOf(slice);
      ParameterViewState view;
      for (const TrailPoint& point : slice.trail) {
        const TrailPoint* found = trailPointAt(frame, place, slice, view, place.at(point.place));
        REQUIRE(found);
        // Two points may stand on one pixel.
        const ImVec2 there = place.at(found->place);
        const ImVec2 wanted = place.at(point.place);
        CHECK(std::hypot(there.x - wanted.x, there.y - wanted.y) < 0.5F);
        const auto entry =
            std::find_if(slice.train->trail->begin(), slice.train->trail->end(),
                         [&](const TrailEntry& one) { return one.step == found->step; });
        REQUIRE(entry != slice.train->trail->end());
        CHECK(found->distance ==
              doctest::Approx(slice.slice.distanceTo(*entry->parameters)).epsilon(1e-6));
      }
      view.showTrail = false;
      CHECK_FALSE(trailPointAt(frame, place, slice, view, place.at(slice.trail[3].place)));
    });
  }

  TEST_CASE("the mouse finds the crossings whose dots are shown, and no others") {
    const SliceFrame slice = trajectoryPlane();
    REQUIRE(slice.crossings.size() > 3);
    inWindow([&](const ui::Frame& frame) {
      const OverlayPlace place = placeOf(slice);
      for (const SliceCrossing& crossing : slice.crossings) {
        const ImVec2 mouse = place.at(crossing.place);
        ParameterViewState view;
        CHECK(crossingAt(frame, place, slice, view, mouse));
        view.hiddenLayers = {1, 1};
        view.hiddenLayers[static_cast<std::size_t>(crossing.row.layer) - 1] = 0;
        const SliceCrossing* found = crossingAt(frame, place, slice, view, mouse);
        REQUIRE(found);
        CHECK(found->row.layer == crossing.row.layer);
        view.hiddenLayers = {1, 1};
        CHECK_FALSE(crossingAt(frame, place, slice, view, mouse));
        view.hiddenLayers.clear();
        view.showTrail = false;
        CHECK_FALSE(crossingAt(frame, place, slice, view, mouse));
      }
    });
  }

  TEST_CASE("a caption stands beside what is there already, and inside the view") {
    inWindow([](const ui::Frame& frame) {
      const ui::Rect view{0.0F, 0.0F, 600.0F, 500.0F};
      const ImVec2 size(180.0F, 40.0F);
      for (const ImVec2 anchor : {ImVec2(300.0F, 250.0F), ImVec2(590.0F, 250.0F),
                                  ImVec2(5.0F, 250.0F), ImVec2(300.0F, 130.0F)}) {
        std::vector<ui::Rect> taken;
        // Two quarters are left when two are taken.
        for (int k = 0; k < 3; ++k) {
          const ImVec2 corner = captionCorner(frame, view, anchor, size, taken);
          const ui::Rect place{corner.x, corner.y, size.x, size.y};
          CHECK_FALSE(place.contains(anchor));
          CHECK(place.x >= view.x);
          CHECK(place.right() <= view.right());
          CHECK(place.bottom() <= view.bottom());
          if (k < 2) {
            CHECK(std::none_of(taken.begin(), taken.end(),
                               [&](const ui::Rect& other) { return place.overlaps(other); }));
          }
          taken.push_back({corner.x + 0.5F * size.x, corner.y + 0.5F * size.y, 10.0F, 10.0F});
        }
      }
    });
  }
}

}  // namespace adamscope
