#include "app/model/event_filter.h"

#include <doctest/doctest.h>

#include <string>

namespace adamscope {
namespace {

EventFilter filterOf(const std::string& text) {
  const Result<EventFilter> filter = parseEventFilter(text);
  REQUIRE_MESSAGE(filter.ok(), text << ": " << filter.message());
  return *filter;
}

EventRow row(long step, int layer, int neuron, int sample, int direction) {
  return {.tau = 0.5,
          .step = static_cast<std::uint32_t>(step),
          .sample = sample,
          .neuron = static_cast<std::uint16_t>(neuron),
          .layer = static_cast<std::uint8_t>(layer),
          .direction = static_cast<std::int8_t>(direction)};
}

TEST_SUITE_BEGIN("model");

TEST_CASE("an empty filter passes every event") {
  CHECK(filterOf("").passesAll());
  CHECK(filterOf("  \t ").passesAll());
  CHECK(filterOf("").passes(row(1, 1, 0, 0, -1)));
}

TEST_CASE("words are joined by and, the parts of a word by or, ends of ranges are included") {
  const EventFilter filter = filterOf("layer:2 sample:17,20-22 STEP:100-200 direction:On");
  CHECK(filter.passes(row(100, 2, 5, 17, 1)));
  CHECK(filter.passes(row(200, 2, 5, 20, 1)));
  CHECK(filter.passes(row(150, 2, 5, 22, 1)));
  CHECK_FALSE(filter.passes(row(99, 2, 5, 17, 1)));
  CHECK_FALSE(filter.passes(row(201, 2, 5, 17, 1)));
  CHECK_FALSE(filter.passes(row(150, 1, 5, 17, 1)));
  CHECK_FALSE(filter.passes(row(150, 2, 5, 18, 1)));
  CHECK_FALSE(filter.passes(row(150, 2, 5, 17, -1)));
}

TEST_CASE("ranges may be open at either end") {
  CHECK(filterOf("step:500-").passes(row(4'000'000'000L, 1, 0, 0, 1)));
  CHECK_FALSE(filterOf("step:500-").passes(row(499, 1, 0, 0, 1)));
  CHECK(filterOf("neuron:-20").passes(row(1, 1, 20, 0, 1)));
  CHECK_FALSE(filterOf("neuron:-20").passes(row(1, 1, 21, 0, 1)));
}

TEST_CASE("a described filter reads back as itself") {
  for (const char* text :
       {"", "step:3", "step:3-9,12- layer:1,2 neuron:0-4 sample:7 direction:off", "direction:on"}) {
    CAPTURE(std::string(text));
    CHECK(describe(filterOf(text)) == text);
  }
}

TEST_CASE("nonsense is refused with a sentence that says what to write") {
  struct Case {
    const char* text;
    const char* message;  ///< A part of it.
  };
  for (const Case& c :
       {Case{"layr:2", "did you mean layer?"}, Case{"17", "is no column"},
        Case{"layer:", "layer needs a value"}, Case{"layer", "needs a value"},
        Case{"step:abc", "is no number for step"}, Case{"step:1.5", "is no number"},
        Case{"step:-", "is no number"}, Case{"step:1,,2", "is no number"},
        Case{"step:--5", "is no number"}, Case{"step:9-3", "is empty"},
        Case{"step:99999999999999999999", "is no number"}, Case{"direction:up", "on or off"},
        Case{"dir:", "needs a value: dir:on"}, Case{"step:1 step:2", "is there twice"},
        Case{"direction:on dir:off", "is there twice"}}) {
    CAPTURE(std::string(c.text));
    const Result<EventFilter> filter = parseEventFilter(c.text);
    REQUIRE_FALSE(filter.ok());
    CHECK_MESSAGE(filter.message().find(c.message) != std::string::npos, filter.message());
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
