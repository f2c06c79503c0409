#include "core/io/slice_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

SliceFrame frameOf(const std::vector<std::string>& settings, long steps) {
  auto session = testing::sessionWith(settings);
  session->runTo(steps);
  testing::runUntilPaused(*session);
  return analyseSlice(session->frame(), {.widthPx = 100, .heightPx = 100});
}

TEST_SUITE_BEGIN("io");

TEST_CASE("a slice's file has curves, cells, trajectory and crossings in slice coordinates") {
  const SliceFrame frame = frameOf({"data.samples=30", "network.hidden=6"}, 25);
  const nlohmann::json json = nlohmann::json::parse(sliceToJson(frame));
  CHECK(json["plane"]["choice"] == "step");
  CHECK(json["plane"]["u"].size() == static_cast<std::size_t>(frame.slice.plane.origin.size()));
  CHECK(json["step"] == 25);
  CHECK(json["complete"] == true);
  CHECK(json["trajectory"].size() == frame.trail.size());
  CHECK(json["trajectory"].back()["step"] == 25);
  CHECK(json["crossings"].size() == frame.crossings.size());
  CHECK(json["cells"]["exact"] == true);
  CHECK(json["cells"]["list"].size() == json["cells"]["count"].get<std::size_t>());
  for (const auto& curve : json["curves"]) {
    CHECK(curve["layer"] == 1);
    CHECK(curve["points"].size() >= 2);
  }
}

TEST_CASE("cells of deeper networks are not listed, and the file says so") {
  const SliceFrame frame = frameOf({"data.samples=20", "network.hidden=4,4"}, 5);
  const nlohmann::json json = nlohmann::json::parse(sliceToJson(frame));
  CHECK(json["cells"]["exact"] == false);
  CHECK(!json["cells"].contains("list"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
